"""The two lowest levels of a quartic with two wells, put together from its two halves.

At an energy E the halves fit together where W_N W_D' + W_D W_N' = 0 (prime: the other half), again
an entire function of E with real zeros. For two narrow pairs (N, D), (N', D') this becomes
gap² = (M - M')² + (D - N)(D' - N') with the midpoints M: a two-level system.
"""

from typing import NamedTuple

import numpy as np

from softglass import _half_line as half_line

WELLS_AT_ONCE = 64  # the series of one batch stay in the processor's cache
NEARLY_SYMMETRIC = 1e-5  # scaled tilt below which M - M' is the tilt times its slope
SMALL_GAP = 1e-4  # below it the two-level form is exact to 1e-9, whatever the widths
NARROW = 1e-8  # likewise for widths below this and a tilt well below one rung of the ladder
VERY_NARROW = 1e-12  # below it a half feels nothing of the other one at any tilt


class Pair(NamedTuple):
    """Arrays (wells,): difference of the midpoints, √(product of the widths), E_1 - E_0."""

    asymmetry: np.ndarray
    tunnel_splitting: np.ndarray
    splitting: np.ndarray


def tilt(K1, K2):
    """|b| = |K2 (K2² - 4 K1)|/8 to full relative precision, however close to symmetry."""
    # Dekker's product: K2² = square + rest without any rounding error.
    head = K2 * 134217729.0
    head = head - (head - K2)
    tail = K2 - head
    square = K2**2
    rest = ((head * head - square) + 2 * head * tail) + tail * tail
    return np.abs(K2 * ((square - 4 * K1) + rest)) / 8


def around_barrier_top(K1, K2):
    """The same wells with the origin at the top of the barrier: alpha < 0, beta >= 0 and tilt."""
    root = np.sqrt(np.maximum(9 * K2**2 - 32 * K1, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        place = np.where(K1 < 0, 0.0, -4 * K1 / (3 * K2 + np.copysign(root, K2)))
    alpha = np.where(K1 < 0, K1, -np.abs(place) * root / 2)
    b = tilt(K1, K2)
    # 2 b = beta (beta²/4 - alpha): what rounding took from a small beta is given back.
    return alpha, 2 * b / ((K2 + 4 * place) ** 2 / 4 - alpha), b


def lowest_pair(alpha, beta, tilt):
    """Lowest two levels of alpha y² + beta y³ + y⁴ around the top of the barrier, y = 0.

    alpha < 0, beta >= 0 and tilt >= 0, arrays (wells,); tilt is the coefficient of the linear
    term left when the cubic one is shifted away, given apart because a small one carries
    information that beta has lost.
    """
    order = np.argsort(beta**2 - alpha)  # wells of one batch share the number of segments
    batches = [
        _batch(alpha[part], beta[part], tilt[part])
        for part in np.split(order, range(WELLS_AT_ONCE, order.size, WELLS_AT_ONCE))
    ]
    back = np.argsort(order)
    return Pair(*(np.concatenate(parts)[back] for parts in zip(*batches, strict=True)))


def _batch(alpha, beta, tilt):
    """`lowest_pair` for a few wells. Rows: all upper (right) halves, then the lower (left) ones,
    except those that mirror symmetry makes equal to the upper half."""
    wells = np.arange(alpha.size)
    tilted = np.flatnonzero(tilt)
    lower = wells.copy()
    lower[tilted] = wells.size + np.arange(tilted.size)
    half = half_line.halves(
        np.concatenate([alpha, alpha[tilted]]), np.concatenate([beta, -beta[tilted]])
    )
    ground = half_line.ground(half)

    middle = ground.neumann + ground.width / 2
    asymmetry = middle[wells] - middle[lower]
    near = tilted[(tilt < NEARLY_SYMMETRIC * (1 + np.abs(alpha) ** 1.5))[tilted]]
    if near.size:
        slope = _slope(half, ground, near, 1) - _slope(half, ground, lower[near], -1)
        asymmetry[near] = tilt[near] * slope
    width = np.maximum(ground.width[wells], ground.width[lower])
    tunnel_splitting = np.sqrt(ground.width[wells]) * np.sqrt(ground.width[lower])
    splitting = np.hypot(asymmetry, tunnel_splitting)

    far = asymmetry > np.sqrt(half.stiffness[lower])  # half a rung of the lower ladder or more
    alone = np.flatnonzero(far & (ground.width[lower] < VERY_NARROW))
    joined = far | (width > NARROW) & (splitting > SMALL_GAP)
    if alone.size:
        rows = lower[alone]
        second = half_line.second_level(half.take(rows), ground.neumann[rows])
        splitting[alone] = np.minimum(splitting[alone], second - ground.neumann[rows])
        # E_1 is never below the second lowest Neumann level.
        joined[alone] = (width[alone] >= VERY_NARROW) & (second >= ground.neumann[alone])
    joined = np.flatnonzero(joined & (tilt > 0))
    if joined.size:
        splitting[joined] = _gap(half, ground, wells[joined], lower[joined], splitting[joined])
    return Pair(asymmetry, tunnel_splitting, splitting)


def _slope(half, ground, rows, side):
    """dM/d(tilt) of the given halves, from how W changes with the potential."""
    part = half.take(rows)
    # d(place)/d(tilt) of the barrier top is -1/(2 alpha); the half's alpha and beta follow it.
    alpha = part.alpha[:, None]
    change = (0.0, 0.0, -1.5 * side * part.beta[:, None] / alpha, -2 * side / alpha, 0.0)
    energy = ground.energy[:, rows]
    slope = half_line.march(part, energy[0], change).stripped_slope()
    apart = np.flatnonzero(energy[0] != energy[1])
    if apart.size:
        change = tuple(np.broadcast_to(c, (rows.size, 1))[apart] for c in change)
        match = half_line.march(part.take(apart), energy[1, apart], change)
        slope[1, apart] = match.stripped_slope()[1]
    return -np.mean(slope / ground.slope[:, rows], axis=0)


def _joined(half, upper, lower):
    """Function of the energy whose zeros are the levels of the whole double well."""

    def function(energy, rows):
        both = np.concatenate([upper[rows], lower[rows]])
        match = half_line.march(half.take(both), np.tile(energy, 2))
        first, second = slice(0, rows.size), slice(rows.size, None)
        excess = match.log_scale[0] - match.log_scale[1]
        excess = excess[first] - excess[second]
        value = slope = 0.0
        for n, d, weight in ((0, 1, excess), (1, 0, -excess)):
            weight = np.exp(np.minimum(weight, 0))
            value = value + weight * match.value[n, first] * match.value[d, second]
            slope = slope + weight * match.slope[n, first] * match.value[d, second]
            slope = slope + weight * match.value[n, first] * match.slope[d, second]
        return value, slope

    return function


def _gap(half, ground, upper, lower, two_level):
    """E_1 - E_0 of the whole double well, exact wherever it is not tiny.

    Lower bounds to start from: for E_0 the lowest Neumann level of the halves, for E_1 the second
    lowest, or E_0 plus half the gap of the two-level form unless a rung of the ladder is smaller.
    """
    function = _joined(half, upper, lower)
    rung = np.sqrt(half.stiffness[lower])
    first = ground.neumann[lower]
    tolerance = np.minimum(2e-9 * rung, 1e-5 * two_level)
    lowest = half_line.rise(function, np.minimum(ground.neumann[upper], first), tolerance)
    second = np.maximum(first + rung, half_line.starts(half)[1, lower])
    start = np.minimum(ground.neumann[upper], second)
    start = np.maximum(start, lowest + np.minimum(two_level / 2, rung))
    return half_line.rise(function, start, tolerance, lowest) - lowest
