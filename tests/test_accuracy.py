"""The accuracy table of the book: its references recomputed twice, its bounds held."""

import csv
from pathlib import Path

import multiprecision
import numpy as np
import pytest
from mpmath import mp

from softglass import oscillator
from softglass.two_level_system import two_level_parameters

TABLE = Path(__file__).parent.parent / "book" / "reference" / "accuracy.csv"
DIGITS = 24


def rows(quantity):
    with open(TABLE, encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["quantity"] == quantity]


def case(row):
    return mp.mpf(row["K1"]), mp.mpf(row["K2"]), int(row["n"])


def name(row):
    return f"{row['K1']},{row['K2']},{row['n']}"


LEVELS, SPLITTINGS = rows("level"), rows("tunnel splitting")


def level_in_basis(K1, K2, guess, size=170):
    """Rayleigh quotients in a harmonic-oscillator basis about the origin of the deepest well."""
    places = np.roots([4, 3 * float(K2), 2 * float(K1), 0])
    places = places[np.abs(places.imag) < 1e-9].real
    values = places**2 * (float(K1) + places * (float(K2) + places))
    # Wells of like depth share their levels: the basis has to hold both.
    like = places[values - values.min() < 60]
    c = mp.mpf(float((like.min() + like.max()) / 2))
    width = mp.mpf(1) / (2 + (abs(float(K1)) + float(K2) ** 2 / 3) ** 0.5) ** mp.mpf("0.5")
    terms = [
        c**2 * (K1 + c * (K2 + c)),
        c * (2 * K1 + c * (3 * K2 + 4 * c)),
        K1 + 3 * K2 * c + 6 * c**2,
        K2 + 4 * c,
        mp.mpf(1),
    ]
    step = [width * mp.sqrt(mp.mpf(n) / 2) for n in range(size + 6)]

    def times_x(column):
        result = {}
        for n, value in column.items():
            result[n + 1] = result.get(n + 1, 0) + step[n + 1] * value
            if n:
                result[n - 1] = result.get(n - 1, 0) + step[n] * value
        return result

    band = []
    for n in range(size):
        column, power = {n: terms[0] + (2 * n + 1) / width**2}, {n: mp.mpf(1)}
        for degree in range(1, 5):
            power = times_x(power)
            factor = terms[degree] - (1 / width**4 if degree == 2 else 0)
            for m, value in power.items():
                column[m] = column.get(m, 0) + factor * value
        band.append([column.get(n + k, mp.mpf(0)) for k in range(5)])

    vector = [mp.mpf(np.random.default_rng(n).normal()) for n in range(size)]
    energy = mp.mpf(guess)
    for _ in range(5):
        vector = solved(band, energy + mp.mpf(10) ** -mp.dps, vector)
        norm = mp.sqrt(mp.fdot(vector, vector))
        vector = [value / norm for value in vector]
        energy = mp.fdot(vector, multiprecision.applied(band, vector))
    return energy


def solved(band, energy, vector):
    """(band - energy)⁻¹ vector by elimination in the band."""
    size, work, vector = len(vector), [[row[0] - energy, *row[1:]] for row in band], list(vector)
    for i in range(size):
        for k in range(1, min(5, size - i)):
            factor = work[i][k] / work[i][0]
            for m in range(k, min(5, size - i)):
                work[i + k][m - k] -= factor * work[i][m]
            vector[i + k] -= factor * vector[i]
    for i in reversed(range(size)):
        rest = sum(work[i][k] * vector[i + k] for k in range(1, min(5, size - i)))
        vector[i] = (vector[i] - rest) / work[i][0]
    return vector


def level_by_shooting(K1, K2, guess):
    """Two decaying solutions by Taylor series, matched where the state is large."""
    a, b = K1 - 3 * K2**2 / 8, K2**3 / 8 - K1 * K2 / 2
    constant = K1 * K2**2 / 16 - 3 * K2**4 / 256
    start = mp.mpf(guess) - constant
    middle = meeting_point(float(a), float(b), float(start))

    def mismatch(energy):
        sides = []
        for side in (-1, 1):
            far = multiprecision.far_end(a, b, start, side, mp.mpf(middle))
            sides.append(
                multiprecision.shoot(a, b, energy, far, mp.mpf(middle), mp.mpf(0), mp.mpf(1))
            )
        (u, u_slope), (v, v_slope) = sides
        return u * v_slope - v * u_slope

    step = mp.mpf(10) ** -11 * max(1, abs(start))
    return multiprecision.root(mismatch, start, step) + constant


def meeting_point(a, b, energy):
    """A place where the state is large: the top of |ψ| on a grid."""
    x = np.linspace(-14, 14, 1200)
    step = x[1] - x[0]
    matrix = np.diag(2 / step**2 + x * (b + x * (a + x**2)))
    matrix -= (np.eye(x.size, k=1) + np.eye(x.size, k=-1)) / step**2
    values, states = np.linalg.eigh(matrix)
    return float(x[np.abs(states[:, np.abs(values - energy).argmin()]).argmax()])


@pytest.mark.parametrize("row", LEVELS, ids=name)
def test_references_by_two_methods(row):
    """Catches a reference of the table that is wrong, by a basis and by shooting."""
    K1, K2, n = case(row)
    guess = float(oscillator.levels(float(K1), float(K2))[n])
    with mp.workdps(36):
        reference = mp.mpf(row["reference"])
        for method in (level_in_basis, level_by_shooting):
            found = method(K1, K2, guess)
            assert abs(found - reference) < mp.mpf(10) ** -DIGITS * max(1, abs(reference))


@pytest.mark.parametrize("row", LEVELS, ids=name)
def test_levels_keep_the_bound_of_the_table(row):
    """Catches a solver worse than the book says, alone and in a large array."""
    K1, K2, n = case(row)
    K1, K2, reference = float(K1), float(K2), float(row["reference"])
    many = oscillator.levels(np.full(20_000, K1), K2)[7, n]
    for energy in (oscillator.levels(K1, K2)[n], many):
        assert abs(energy - reference) <= float(row["bound"]) * max(1, abs(reference))


@pytest.mark.parametrize("row", SPLITTINGS, ids=name)
def test_splittings_keep_the_bound_of_the_table(row):
    """Catches lost digits of splittings far below rounding; test_two_level_system has the rest."""
    found = two_level_parameters(float(row["K1"]), float(row["K2"])).tunnel_splitting
    assert float(found) == pytest.approx(float(row["reference"]), rel=float(row["bound"]))
