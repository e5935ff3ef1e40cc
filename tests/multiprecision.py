"""Double wells in multiprecision by two independent methods, for tests only.

Shooting with Taylor series (halves of a well) and inverse iteration in a harmonic-oscillator basis
(whole wells). Neither shares code, grid or identity with the solver under test.
"""

import mpmath as mp
import numpy as np


def shifted(K1, K2):
    """Exact (a, |b|) of the given floats."""
    K1, K2 = mp.mpf(K1), mp.mpf(K2)
    return K1 - 3 * K2**2 / 8, abs(K2**3 / 8 - K1 * K2 / 2)


def extrema(a, b):
    """Left minimum, top of the barrier, right minimum: Newton from float roots."""
    roots = [mp.mpf(float(x)) for x in np.sort(np.roots([4, 0, 2 * float(a), float(b)]).real)]
    for _ in range(8):
        roots = [x - (4 * x**3 + 2 * a * x + b) / (12 * x**2 + 2 * a) for x in roots]
    return roots


def shoot(a, b, energy, x, end, u, slope):
    """Integrate u'' = (a x² + b x + x⁴ - energy) u from x to end by Taylor series."""
    steps = max(4, int(abs(end - x) * 4))
    h = (end - x) / steps
    for _ in range(steps):
        q = [a * x**2 + b * x + x**4 - energy, 2 * a * x + b + 4 * x**3, a + 6 * x**2, 4 * x, 1]
        c = [u, slope * h]
        while len(c) < 12 or abs(c[-1]) + abs(c[-2]) > mp.eps * abs(c[0] + c[1]) / 1e3:
            n = len(c) - 2
            terms = sum(q[j] * h ** (j + 2) * c[n - j] for j in range(min(n, 4) + 1))
            c.append(terms / ((n + 1) * (n + 2)))
        u, slope = sum(c), sum(k * ck for k, ck in enumerate(c)) / h
        x += h
    return u, slope


def far_end(a, b, energy, side, bottom):
    """Where the decaying solution has fallen below the working precision."""
    x, action = bottom, mp.mpf(0)
    while action < 1.2 * mp.mp.dps + 10:
        x += side * mp.mpf("0.1")
        action += mp.sqrt(max(a * x**2 + b * x + x**4 - energy, 0)) / 10
    return x


def root(function, guess, step):
    """Secant method to working precision."""
    x, y = mp.mpf(guess), mp.mpf(guess) + step
    fx, fy = function(x), function(y)
    while abs(y - x) > mp.mpf(10) ** (-0.8 * mp.mp.dps) and fx != fy:
        x, y, fx = y, y - fy * (y - x) / (fy - fx), fy
        fy = function(y)
    return y


def half_level(a, b, side, start, guess):
    """Level of one half with the solution starting as (u, u') at the top of the barrier."""
    left, top, right = extrema(a, b)
    bottom = right if side > 0 else left

    def mismatch(energy):
        u, slope = shoot(a, b, energy, top, bottom, *start)
        end = far_end(a, b, guess, side, bottom)
        w, w_slope = shoot(a, b, energy, end, bottom, mp.mpf(0), mp.mpf(1))
        return u * w_slope - slope * w

    return root(mismatch, guess, mp.mpf(10) ** -8)


def half_line_reference(K1, K2, guesses):
    """2Δ and 2J by their definition, from four energies in multiprecision."""
    a, b = shifted(K1, K2)
    levels = [
        half_level(a, b, side, start, guess)
        for side, guess in ((1, guesses[0]), (-1, guesses[1]))
        for start in ((mp.mpf(1), mp.mpf(0)), (mp.mpf(0), mp.mpf(1)))
    ]
    asymmetry = abs(levels[0] + levels[1] - levels[2] - levels[3]) / 2
    return asymmetry, mp.sqrt((levels[1] - levels[0]) * (levels[3] - levels[2]))


def oscillator_basis(a, b, size):
    """Upper band of the Hamiltonian in a harmonic-oscillator basis, rows of 5."""
    omega = mp.sqrt(2 * abs(a))
    r = [mp.sqrt(n / (2 * omega)) for n in range(size + 5)]
    band = []
    for n in range(size):
        x2 = r[n + 1] ** 2 + r[n] ** 2
        x4 = r[n + 1] ** 2 * (r[n + 2] ** 2 + r[n + 1] ** 2 + r[n] ** 2)
        x4 += r[n] ** 2 * (r[n + 1] ** 2 + r[n] ** 2 + (r[n - 1] ** 2 if n else 0))
        x2_2 = r[n + 1] * r[n + 2]
        x4_2 = x2_2 * (r[n] ** 2 + r[n + 1] ** 2 + r[n + 2] ** 2 + r[n + 3] ** 2)
        x4_4 = x2_2 * r[n + 3] * r[n + 4]
        stiff = a - omega**2
        diagonal = omega * (2 * n + 1) + stiff * x2 + x4
        band.append([diagonal, b * r[n + 1], stiff * x2_2 + x4_2, mp.mpf(0), x4_4])
    return band


def applied(band, vector):
    """Symmetric matrix, given by its upper band, times a vector."""
    size = len(vector)
    result = [band[i][0] * vector[i] for i in range(size)]
    for i in range(size):
        for k in range(1, min(5, size - i)):
            result[i] += band[i][k] * vector[i + k]
            result[i + k] += band[i][k] * vector[i]
    return result


def lowest_gap(K1, K2, energy, size):
    """E_1 - E_0 by inverse iteration of a pair of vectors near `energy`."""
    a, b = shifted(K1, K2)
    band = oscillator_basis(a, b, size)
    work = [[row[0] - energy, *row[1:]] for row in band]
    for i in range(size):
        for k in range(1, min(5, size - i)):
            factor = work[i][k] / work[i][0]
            for m in range(k, min(5, size - i)):
                work[i + k][m - k] -= factor * work[i][m]

    def solved(v):
        v = list(v)
        for i in range(size):
            for k in range(1, min(5, size - i)):
                v[i + k] -= work[i][k] / work[i][0] * v[i]
        for i in reversed(range(size)):
            rest = sum(work[i][k] * v[i + k] for k in range(1, min(5, size - i)))
            v[i] = (v[i] - rest) / work[i][0]
        return v

    def dot(v, w):
        return mp.fdot(v, w)

    pair = [
        [mp.exp(-mp.mpf(i) / 30) * (1 + mix * (-1) ** i) for i in range(size)]
        for mix in (mp.mpf("0.7"), mp.mpf("-0.4"))
    ]
    gap, old = mp.mpf(1), mp.mpf(0)
    while abs(gap - old) > mp.mpf("1e-13") * gap:
        pair = [solved(v) for v in pair]
        for _ in range(2):
            norm = mp.sqrt(dot(pair[0], pair[0]))
            pair[0] = [x / norm for x in pair[0]]
            across = dot(pair[0], pair[1])
            pair[1] = [y - across * x for x, y in zip(*pair, strict=True)]
        norm = mp.sqrt(dot(pair[1], pair[1]))
        pair[1] = [x / norm for x in pair[1]]
        images = [applied(band, v) for v in pair]
        h00, h01, h11 = (dot(pair[i], images[j]) for i, j in ((0, 0), (0, 1), (1, 1)))
        gap, old = mp.sqrt((h00 - h11) ** 2 + 4 * h01**2), gap
    return gap
