"""Limits and estimates against quadrature, against their own asymptotics and against print."""

import numpy as np
import pytest
from scipy import integrate, optimize

from softglass import oscillator, oscillator_limits


@pytest.mark.parametrize("n", [0, 1, 3])
def test_harmonic_limit_is_approached_as_its_next_term_says(n):
    """Catches a wrong correction: the rest falls as K1^(-5/2), 32 times per factor 4."""
    K1 = np.array([400.0, 1600.0])
    exact = oscillator.levels(K1, 0)[:, n]
    rest = exact - oscillator_limits.harmonic_levels(n, K1, anharmonic=True)
    assert rest[0] / rest[1] == pytest.approx(32, rel=0.05)
    plain = exact - oscillator_limits.harmonic_levels(n, K1)
    assert plain[0] / plain[1] == pytest.approx(4, rel=0.02)


def test_semiclassical_quartic_levels():
    """Catches a wrong prefactor: 2.18507, the errors of the first levels, and n → ∞."""
    assert oscillator_limits.wkb_levels(0) * 2 ** (4 / 3) == pytest.approx(
        2.185069300312, rel=1e-12
    )
    exact = oscillator.levels(0, 0, n_levels=30)
    error = oscillator_limits.wkb_levels(np.arange(30)) / exact - 1
    np.testing.assert_allclose(error[:3], [-0.182, -0.0126, -0.0056], rtol=0.02)
    assert abs(error[29]) < 5e-5


@pytest.mark.parametrize(("K1", "K2"), [(0, 0), (3, 1), (0, 2), (12, -4), (500, 3), (1, 1.88)])
@pytest.mark.parametrize("n", [0, 2, 9])
def test_bohr_sommerfeld_against_direct_quadrature(n, K1, K2):
    """Catches a wrong turning point or weight: phase integral by adaptive quadrature."""
    energy = float(oscillator_limits.bohr_sommerfeld_levels(n, K1, K2))

    def momentum2(X):
        return energy - X**2 * (K1 + X * (K2 + X))

    X = np.linspace(-20, 20, 40_001)
    allowed = X[momentum2(X) > 0]
    left = optimize.brentq(momentum2, allowed[0] - 2e-3, allowed[0])
    right = optimize.brentq(momentum2, allowed[-1], allowed[-1] + 2e-3)
    phase, _ = integrate.quad(lambda X: np.sqrt(max(momentum2(X), 0)), left, right, limit=200)
    assert phase == pytest.approx(np.pi * (n + 0.5), rel=1e-7)


def test_bohr_sommerfeld_refuses_double_wells():
    """Catches one phase integral used across a barrier."""
    with pytest.raises(ValueError, match="two minima"):
        oscillator_limits.bohr_sommerfeld_levels(0, [3.0, -4.0], 0.0)


@pytest.mark.parametrize("kinetic", [1.0, 0.5, 0.25])
@pytest.mark.parametrize("n", [0, 1, 4])
def test_uncertainty_estimate_is_the_minimum_it_claims(n, kinetic):
    """Catches a wrong closed form, by minimising numerically; its slope by differences."""

    def estimate(stiffness):
        def energy(x):
            return kinetic * (n + 0.5) ** 2 / x**2 + stiffness * x**2 + x**4

        return optimize.minimize_scalar(energy, bounds=(0.05, 5), method="bounded").fun

    assert oscillator_limits.uncertainty_levels(n, kinetic) == pytest.approx(estimate(0), rel=1e-8)
    h = 1e-3
    slope = (estimate(h) - estimate(-h)) / (2 * h)
    ground = (kinetic / 8) ** (1 / 3)
    found = oscillator_limits.uncertainty_slope(n, kinetic) + ground
    assert found == pytest.approx(slope, rel=1e-5)


def test_where_the_printed_numbers_come_from():
    """Catches the review's 1.5 w and 0.4 explained by the wrong convention."""
    levels = oscillator_limits.uncertainty_levels([0, 1], kinetic=0.5)
    np.testing.assert_allclose(levels, 3 * 2 ** (-4 / 3) * np.array([0.5, 1.5]) ** (4 / 3))
    assert levels[1] - levels[0] == pytest.approx(1.5718, abs=5e-5)
    assert oscillator_limits.uncertainty_slope(1, kinetic=0.5) == pytest.approx(0.4286, abs=5e-5)
    printed_form = np.diff(oscillator_limits.uncertainty_levels([0, 1]))[0]
    assert printed_form == pytest.approx(2.495, abs=5e-4)


@pytest.mark.parametrize("kinetic", [1.0, 0.5])
def test_the_two_parts_of_the_estimate_balance_at_its_minimum(kinetic):
    """Catches a wrong power in one part: at the minimum the first is twice the second."""
    width = (kinetic / 8) ** (1 / 6)
    kinetic_part, quartic_part = oscillator_limits.uncertainty_energy(width, 0, kinetic)
    assert kinetic_part == pytest.approx(2 * quartic_part, rel=1e-14)
    total = kinetic_part + quartic_part
    assert total == pytest.approx(oscillator_limits.uncertainty_levels(0, kinetic), rel=1e-14)
