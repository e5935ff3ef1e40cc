"""Bound states against closed forms that have nothing to do with the method."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.special import eval_hermite, factorial

from softglass import schrodinger


def grid(half_width=8.0, points=64):
    return np.linspace(-half_width, half_width, points)


def solve(potential, x, n_levels=6):
    return schrodinger.energies(potential, x[1] - x[0], n_levels)


@given(omega=some.floats(0.5, 2.0), centre=some.floats(-1.0, 1.0), lift=some.floats(-9.0, 9.0))
def test_harmonic_oscillator(omega, centre, lift):
    """Catches a wrong kinetic energy: ω(2n + 1) whatever centre and zero of energy."""
    x = grid(9.0, 80)
    found = solve(omega**2 * (x - centre) ** 2 + lift, x)
    np.testing.assert_allclose(found, omega * (2 * np.arange(6) + 1) + lift, atol=1e-9)


def test_poschl_teller_well():
    """Catches errors that a polynomial potential hides: -N(N+1)/cosh² has levels -(N-n)²."""
    x = grid(22.0, 220)
    found = solve(-12 / np.cosh(x) ** 2, x, 3)
    np.testing.assert_allclose(found, [-9, -4, -1], atol=1e-10)


def test_morse_potential():
    """Catches errors for a steep and strongly asymmetric well: levels -(D - n - 1/2)²."""
    x = np.linspace(-3.5, 17.0, 260)
    depth = 6.0
    found = solve(depth**2 * (np.exp(-2 * x) - 2 * np.exp(-x)), x, 4)
    np.testing.assert_allclose(found, -((depth - np.arange(4) - 0.5) ** 2), atol=1e-9)


@given(factor=some.floats(0.3, 3.0))
def test_scaling(factor):
    """Catches a spacing used with the wrong power: V(x/s)/s² has levels E/s²."""
    x = grid()
    stretched = schrodinger.energies(x**4 / factor**2, factor * (x[1] - x[0]))
    np.testing.assert_allclose(stretched * factor**2, solve(x**4, x), rtol=1e-11)


def test_wave_functions_of_the_oscillator_between_grid_points():
    """Catches wrong interpolation, normalisation or order: Hermite functions up to a sign."""
    x = grid()
    points = np.concatenate([np.linspace(-5, 5, 37), x[10:13]])
    found = schrodinger.bound_states(x, x**2, 5).wave_functions(points)
    for n, wave in enumerate(found):
        norm = np.sqrt(2.0**n * factorial(n) * np.sqrt(np.pi))
        exact = eval_hermite(n, points) * np.exp(-(points**2) / 2) / norm
        np.testing.assert_allclose(np.abs(wave), np.abs(exact), atol=1e-10)


def test_wave_functions_vanish_outside_the_grid():
    """Catches the ringing of sinc functions where nothing is known."""
    x = grid()
    states = schrodinger.bound_states(x, x**2, 3)
    assert not states.wave_functions([-8.5, 9.25, 100.0]).any()


def test_matrix_elements_of_the_oscillator():
    """Catches a misplaced factor in ⟨m|x|n⟩ = √((n + 1)/2) between neighbours."""
    x = grid()
    found = np.abs(schrodinger.bound_states(x, x**2, 5).matrix_elements(x))
    expected = np.diag(np.sqrt(np.arange(1, 5) / 2), 1)
    np.testing.assert_allclose(found, expected + expected.T, atol=1e-10)


@settings(max_examples=25)
@given(tilt=some.floats(-3.0, 3.0), bend=some.floats(-6.0, 6.0))
def test_sum_rule(tilt, bend):
    """Catches states missing from the spectrum: Σ (E_n - E_0)|⟨0|x|n⟩|² = 1 for any V."""
    x = grid(6.0, 90)
    states = schrodinger.bound_states(x, x**4 + bend * x**2 + tilt * x, 40)
    weights = states.matrix_elements(x)[0] ** 2
    assert np.sum(weights * (states.energies - states.energies[0])) == pytest.approx(1, rel=1e-8)


@pytest.mark.parametrize("barrier", [2.0, 30.0, 60.0])
def test_symmetric_wells_keep_parity(barrier):
    """Catches doublets that rounding turns into left and right states, or orders odd first."""
    x = (np.arange(200) - 99.5) * 0.08
    states = schrodinger.bound_states(x, x**4 - barrier * x**2, 6)
    for n, wave in enumerate(states.amplitudes):
        np.testing.assert_allclose(wave, (-1) ** n * wave[::-1], atol=1e-12)
    assert (np.diff(states.energies) >= 0).all()
    np.testing.assert_allclose(states.amplitudes @ states.amplitudes.T, np.eye(6), atol=1e-12)


def test_parity_changes_no_energy():
    """Catches a wrong fold: a symmetric V solved with and without using its symmetry."""
    x = (np.arange(80) - 39.5) * 0.2
    potential = x**4 - 3 * x**2
    np.testing.assert_allclose(
        schrodinger.bound_states(x, potential, 8).energies, solve(potential, x, 8), atol=1e-10
    )


@pytest.mark.parametrize(
    ("potential", "message"),
    [(1.0, "shape"), (np.zeros(4), "at least 8"), (np.full(20, np.nan), "finite")],
)
def test_unusable_potential(potential, message):
    """Catches a grid too small to mean anything, and NaN handed to LAPACK."""
    with pytest.raises(ValueError, match=message):
        schrodinger.energies(potential, 0.1)


@pytest.mark.parametrize("spacing", [0.0, -0.1])
def test_unusable_spacing(spacing):
    """Catches a division by zero and a mirrored grid."""
    with pytest.raises(ValueError, match="spacing"):
        schrodinger.energies(np.zeros(20), spacing)


@pytest.mark.parametrize(
    ("wrong", "error"), [(0, ValueError), (21, ValueError), (2.0, TypeError), (True, TypeError)]
)
def test_unusable_number_of_levels(wrong, error):
    """Catches a request for more levels than the grid holds, or for part of a level."""
    with pytest.raises(error, match="n_levels"):
        schrodinger.energies(np.zeros(20), 0.1, wrong)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.geomspace(1, 2, 20), "equal steps"),
        (np.linspace(1, 0, 20), "equal steps"),
        (np.linspace(0, 1, 21), "equal lines"),
    ],
)
def test_unusable_grid(x, message):
    """Catches a grid on which the kinetic energy would be wrong."""
    with pytest.raises(ValueError, match=message):
        schrodinger.bound_states(x, np.zeros(20), 2)


def test_matrix_elements_need_the_grid():
    """Catches silent broadcasting of values that belong to another grid."""
    states = schrodinger.bound_states(grid(), grid() ** 2, 2)
    with pytest.raises(ValueError, match="values"):
        states.matrix_elements([1.0, 2.0])
