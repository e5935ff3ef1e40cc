"""Distributions of soft potentials: normalisation, concentrations, densities of properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import integrate

from softglass import distributions, soft_potential
from softglass.distributions import Constant, ExponentialTail, Gaussian, UniformForce

ALL = [Constant(), Gaussian(xi_mean=0.2), ExponentialTail(), UniformForce()]
BY_KIND = pytest.mark.parametrize("kind", ALL, ids=lambda kind: type(kind).__name__)


@pytest.mark.parametrize("xi_mean", [0.0, 0.3])
def test_gaussian_is_normalised_and_the_printed_one_is_not(xi_mean):
    """Catches a lost factor in (3.8): the printed prefactor integrates to π/2."""
    found = Gaussian(eta_width=0.4, xi_width=0.3, xi_mean=xi_mean)
    box = {"epsabs": 1e-10}
    for density, expected in ((found.density, 1.0), (found.printed_density, np.pi / 2)):
        inside = integrate.dblquad(density, -3, 3, -2, 4, **box)[0]
        assert inside == pytest.approx(expected, abs=1e-8)


def test_exponential_tail_is_the_slope_of_a_gaussian():
    """Catches a wrong η_c: for a Gaussian about η̄ = 1 it is Δη²/2 where η is small."""
    gaussian, tail = Gaussian(eta_width=0.3), ExponentialTail(eta_c=0.3**2 / 2)
    eta = np.array([-1e-4, 1e-4])
    slopes = [np.diff(np.log(kind.density(eta, 0.0))) for kind in (gaussian, tail)]
    np.testing.assert_allclose(*slopes, rtol=1e-9)


@BY_KIND
@given(eta=some.floats(-0.5, 1.5), xi=some.floats(-1.5, 1.5))
def test_mirrored_potentials_are_equally_frequent(kind, eta, xi):
    """Catches a distribution that prefers one sense of x: F(η, -ξ) = F(η, ξ) >= 0."""
    assert kind.density(eta, xi) == kind.density(eta, -xi) >= 0


@pytest.mark.parametrize("counting", distributions.COUNTINGS)
@BY_KIND
def test_concentrations_match_a_plain_sum_over_a_grid(kind, counting):
    """Catches wrong borders between the classes: every grid point is classified on its own."""
    eta_max, xi_max, width, n = 0.2, 0.9, 0.01, 2000
    eta = (np.arange(n) + 0.5) / n * 2 * eta_max - eta_max
    xi = (np.arange(n) + 0.5) / n * 2 * xi_max - xi_max
    eta, xi = np.meshgrid(eta, xi)
    weight = kind.density(eta, xi) * 4 * eta_max * xi_max / n**2
    if counting == "once":
        weight = np.where(eta >= xi**2 / 4, weight, 0.0)
    words = soft_potential.classify(eta, xi, width)
    found = distributions.concentrations(kind, eta_max, xi_max, width, counting=counting)
    expected = [weight[words == word].sum() for word in ("single_well", "double_well", "singular")]
    np.testing.assert_allclose(found, expected, rtol=3e-3, atol=1e-4 * sum(expected))
    assert found.total == pytest.approx(sum(expected), rel=1e-3)


def test_each_double_well_has_three_labels():
    """Catches confusion of the two ways of counting, which differ by more than a factor."""
    several, once = (
        distributions.concentrations(Constant(), counting=counting)
        for counting in distributions.COUNTINGS
    )
    assert several.single_well == pytest.approx(once.single_well, rel=1e-12)
    assert several.double_well > 3 * once.double_well


def test_density_of_force_constants():
    """Catches wrong areas: over all labels k/k0 = η has the density ∫F dξ."""
    eta = np.array([-0.1, 0.05, 0.2])
    found = distributions.pushforward(
        lambda eta, xi: eta, eta, Gaussian(), xi_max=2.0, counting="per_label"
    )
    expected = [integrate.quad(lambda xi, k=k: Gaussian().density(k, xi), -2, 2)[0] for k in eta]
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_once_leaves_out_the_other_labels():
    """Catches a wrong border: with F = 1 the density of η below ξ_max²/4 is 4 √η."""
    eta = np.array([0.02, 0.1, 0.2])
    found = distributions.pushforward(
        lambda eta, xi: eta, eta, Constant(F0=1.0), counting="once", points=400
    )
    np.testing.assert_allclose(found, 4 * np.sqrt(eta), rtol=3e-3)


@given(shift=some.floats(-2, 2), scale=some.floats(0.1, 10))
def test_density_of_a_linear_function_of_a_property(shift, scale):
    """Catches units that are not carried along: G transforms with 1/|dQ'/dQ|."""
    options = {"distribution": Constant(F0=1.0), "points": 60, "counting": "per_label"}

    def square(eta, xi):
        return eta**2 + xi**2

    plain = distributions.pushforward(square, 0.05, **options)
    moved = distributions.pushforward(
        lambda eta, xi: shift + scale * square(eta, xi), shift + scale * 0.05, **options
    )
    assert moved * scale == pytest.approx(plain, rel=1e-6)


def test_cluster_estimate_in_print_and_in_fact():
    """Catches the slip in (3.11): the formula gives 1e-1 to 1e-2, but never 1e-5 to 1e-6."""
    assert distributions.cluster_fraction(3, [6, 12]).tolist() == [0.125, 0.015625]
    assert distributions.cluster_fraction(3, 100) > 2.5e-5
    assert distributions.cluster_fraction(3, 30, dimension=2) == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("build", "named"),
    [
        (lambda: Gaussian(eta_width=-0.1), "eta_width"),
        (lambda: Gaussian(xi_width=0.0), "xi_width"),
        (lambda: Gaussian(eta_mean=np.nan), "eta_mean"),
        (lambda: ExponentialTail(eta_c=-1.0), "eta_c"),
        (lambda: Constant(F0=-0.01), "F0"),
        (lambda: UniformForce(slope=np.inf), "slope"),
        (lambda: distributions.concentrations(Constant(), width=-1, counting="once"), "width"),
        (lambda: distributions.concentrations(Constant(), counting="twice"), "per_label"),
        (lambda: distributions.cluster_fraction(6, 3), "cluster_size"),
        (lambda: distributions.cluster_fraction(3, 6, dimension=4), "dimension"),
        (
            lambda: distributions.pushforward(
                lambda eta, xi: eta, 0.1, Constant(), eta_range=(0.3, -0.3), counting="once"
            ),
            "eta_range",
        ),
    ],
)
def test_bad_values_are_refused_by_name(build, named):
    """Catches a negative width or an unknown word that would pass silently."""
    with pytest.raises(ValueError, match=named):
        build()
