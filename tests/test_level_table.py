"""The table of levels against a second basis, published digits and its own borders."""

import numpy as np
import pytest
from scipy.linalg import eig_banded

from softglass import _level_table, oscillator

# E_n(0, 0) to 16 digits, computed elsewhere by two multiprecision methods.
QUARTIC = [
    1.0603620904841829,
    3.7996730298013942,
    7.4556979379867384,
    11.644745511378162,
    16.261826018850226,
    21.238372918235940,
]


def oscillator_basis(a, b, size=300):
    """Levels by a banded matrix in a harmonic-oscillator basis.

    It sits in the deepest well, or between the wells if both of them hold low levels.
    """
    roots = np.roots([4, 0, 2 * a, b])
    places = roots[np.abs(roots.imag) < 1e-6].real
    deepest = places[np.argmin(places**4 + a * places**2 + b * places)]
    x0 = deepest if abs(b) > 12 else 0.0
    stiffness = max(a + 6 * x0**2, (abs(a) + abs(b) ** (2 / 3) + 1) / 2)
    length = stiffness**-0.25
    n = np.arange(size)
    x = length * np.sqrt((n[1:]) / 2)
    position = np.diag(x, 1) + np.diag(x, -1)
    # Squares of truncated matrices are wrong at their end only; the end is cut off below.
    square = position @ position
    momentum = np.diag((2 * n + 1) / length**2) - square / length**4
    about = [
        x0**4 + a * x0**2 + b * x0,
        4 * x0**3 + 2 * a * x0 + b,
        6 * x0**2 + a,
        4 * x0,
        1.0,
    ]
    powers = [np.eye(size), position, square, square @ position, square @ square]
    matrix = momentum + sum(c * power for c, power in zip(about, powers, strict=True))
    matrix = matrix[:-4, :-4]
    banded = np.zeros((5, size - 4))
    for offset in range(5):
        banded[offset, : size - 4 - offset] = np.diag(matrix, -offset)
    return eig_banded(banded, lower=True, eigvals_only=True, select="i", select_range=(0, 5))


def reduced(rng, count):
    return rng.uniform(-60, 60, count), rng.uniform(-15, 15, count)


@pytest.fixture(scope="module")
def everywhere():
    """Many random (a, b) from the guaranteed range, and their levels."""
    a, b, _ = oscillator.canonical(*reduced(np.random.default_rng(1), 300_000))
    return a, b, _level_table.levels(a, b)


def test_the_guaranteed_range_is_covered(everywhere):
    """Catches a hole between cells and a cell whose series does not converge."""
    assert np.isfinite(everywhere[2]).all()


def test_levels_agree_with_a_second_method(everywhere):
    """Catches any wrong cell that random configurations of the promised range fall into."""
    a, b, energies = (values[:250] for values in everywhere)
    expected = np.array([oscillator_basis(*point) for point in zip(a, b, strict=True)])
    np.testing.assert_allclose(energies, expected, rtol=2e-13, atol=1e-10)


def test_double_wells_and_crossings_agree_with_a_second_method():
    """Catches errors near barrier tops and where the ladders of the two wells cross."""
    rng = np.random.default_rng(2)
    a = rng.uniform(-30, 10, 300)
    b = np.where(rng.random(300) < 0.5, rng.uniform(-12, 12, 300), 2 * rng.integers(0, 6, 300))
    b = b + 10.0 ** rng.uniform(-12, -1, 300)
    expected = np.array([oscillator_basis(*point) for point in zip(a, b, strict=True)])
    np.testing.assert_allclose(_level_table.levels(a, b), expected, rtol=2e-13, atol=3e-11)


def test_quartic_digits():
    """Catches an error common to all methods of this project."""
    np.testing.assert_allclose(
        _level_table.levels(np.zeros(1), np.zeros(1))[0], QUARTIC, rtol=1e-12
    )


def test_cells_join():
    """Catches a jump at the border of two cells or two panels."""
    rng = np.random.default_rng(3)
    for panel in _level_table._PANELS:
        b = rng.uniform(panel.b[0] + 1e-3, panel.b[-1] - 1e-3, 40)
        for border in panel.a[1:-1]:
            sides = [
                _level_table.levels(a + 0 * b, b) for a in (np.nextafter(border, -999), border)
            ]
            np.testing.assert_allclose(*sides, rtol=1e-13, atol=1e-10)


def test_levels_rise_even_where_ladders_cross():
    """Catches levels out of order by rounding, and so negative excitation energies."""
    a, b = np.meshgrid(np.linspace(-60, -20, 200), np.arange(0.0, 12.0, 2.0))
    energies = _level_table.levels(a.ravel(), b.ravel())
    assert (np.diff(energies, axis=1) >= 0).all()


def test_sign_of_b_does_not_matter():
    """Catches a table used beyond the half plane that it was made for."""
    a, b = np.array([-9.0, 3.0, -70.0]), np.array([2.5, 40.0, 600.0])
    np.testing.assert_array_equal(_level_table.levels(a, b), _level_table.levels(a, -b))


def test_large_arrays_hold_what_single_calls_give():
    """Catches points that the table does not reach, shapes, the constant and the shift."""
    rng = np.random.default_rng(4)
    K1, K2 = reduced(rng, _level_table.WORTHWHILE)
    K1[:4], K2[:4] = [90, -75, 0, 10], [0, 3, 20, -19]
    K1, K2 = K1.reshape(-1, 2), K2.reshape(-1, 2)
    many, gaps = oscillator.levels(K1, K2, 4), oscillator.excitation(K1, K2, 3)
    np.testing.assert_allclose(many[:40], oscillator.levels(K1[:40], K2[:40], 4), 1e-13, 1e-10)
    np.testing.assert_allclose(gaps[:40], oscillator.excitation(K1[:40], K2[:40], 3), 0, 1e-10)


def test_cells_that_do_not_converge_are_not_used(monkeypatch):
    """Catches a wrong number where the honest answer is the slower method."""
    monkeypatch.setattr(_level_table, "_cell", _level_table._cell.__wrapped__)
    monkeypatch.setattr(_level_table, "LARGEST_TAIL", 0.0)
    monkeypatch.setattr(_level_table, "WORTHWHILE", 1)
    assert np.isnan(_level_table.levels(np.array([-9.0]), np.array([1.0]))).all()
    found = oscillator.levels(-9.0, 0.2)
    monkeypatch.undo()
    np.testing.assert_allclose(found, oscillator.levels(-9.0, 0.2), rtol=1e-13)
