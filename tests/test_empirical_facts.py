"""Empirical laws and the Debye solid against limits, quadrature and published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import constants as codata
from scipy.stats import linregress

from softglass import datasets, debye, empirical_facts
from softglass.constants import J_PER_KG_FROM_ERG_PER_G

T = np.geomspace(0.05, 2, 9)


def measured(sample):
    rows = datasets.load("kappa_measured_polymers").where(dataset=sample)
    return rows["T_K"], rows["kappa_W_per_mK"]


def test_heat_capacity_law_is_its_two_terms():
    """Catches swapped coefficients or a wrong exponent."""
    found = empirical_facts.heat_capacity_law(T, linear=2.0, cubic=3.0, n=0.2)
    np.testing.assert_allclose(found, 2 * T * T**0.2 + 3 * T * T * T, rtol=1e-14)


def test_band_holds_every_law_inside_its_ranges():
    """Catches a band whose edges do not enclose the laws between them."""
    low, high = empirical_facts.heat_capacity_band(T, (0.7, 5.0), (0.9, 2.3))
    for linear in (0.7, 2.0, 5.0):
        for cubic in (0.9, 1.5, 2.3):
            law = empirical_facts.heat_capacity_law(T, linear, cubic)
            assert ((low <= law) & (law <= high)).all()
    assert (low < high).all()


@pytest.mark.parametrize("pair", [(2.0, 1.0), (1.0, 2.0, 3.0), 1.0])
def test_band_needs_ordered_pairs(pair):
    """Catches a band turned inside out."""
    with pytest.raises(ValueError, match="linear"):
        empirical_facts.heat_capacity_band(1.0, pair, (1.0, 2.0))


def test_review_and_stephens_agree_on_the_linear_term():
    """Catches a wrong unit: 1/β = 30-100 eV per atom overlaps the measured 7-50 erg/(g K²)."""
    atoms = debye.number_density(1.0, 0.06008, 3)
    high, low = empirical_facts.linear_coefficient([30.0, 100.0], atoms) / J_PER_KG_FROM_ERG_PER_G
    measured_range = datasets.load("universal_ranges").row(quantity="c1_linear_coefficient")
    assert low < measured_range["low"] < high < measured_range["high"]
    expected = codata.k**2 * 3 * codata.N_A / 0.06008 / (30 * codata.eV)
    assert high * J_PER_KG_FROM_ERG_PER_G == pytest.approx(expected, rel=1e-12)


@given(T=some.floats(0.01, 10), factor=some.floats(1.1, 10), m=some.floats(0, 0.25))
def test_conductivity_law_scales(T, factor, m):
    """Catches a wrong exponent: κ(fT) = f^(2-m) κ(T), and gamma is κ at 1 K."""
    law = empirical_facts.thermal_conductivity_law
    ratio = law(factor * T, 0.03, m) / law(T, 0.03, m)
    assert ratio == pytest.approx(factor ** (2 - m), rel=1e-12)
    assert law(1.0, 0.03, m) == 0.03


def test_schematic_conductivity_has_the_right_limits():
    """Catches a sketch that leaves the law at low T or misses the plateau."""
    found = empirical_facts.schematic_conductivity([1e-3, 1e3], gamma=0.03, plateau=0.1, m=0.1)
    assert found[0] == pytest.approx(0.03 * 1e-3**1.9, rel=1e-5)
    assert found[1] == pytest.approx(0.1, rel=1e-5)


@pytest.mark.parametrize("bad", [0.0, -1.0])
def test_temperature_must_be_positive(bad):
    """Catches T = 0 answered with a division by zero or a silent 0."""
    for call in (
        lambda: empirical_facts.heat_capacity_law(bad, 1.0),
        lambda: empirical_facts.thermal_conductivity_law(bad, 1.0),
    ):
        with pytest.raises(ValueError, match=r"T contains .*> 0"):
            call()


# Fits -----------------------------------------------------------------------------------------


@given(exponent=some.floats(-3, 3), prefactor=some.floats(1e-3, 1e3))
def test_fit_returns_the_law_it_is_given(exponent, prefactor):
    """Catches a biased fit: exact data give back their law without scatter."""
    fit = empirical_facts.fit_power_law(T, prefactor * T**exponent)
    assert fit.exponent == pytest.approx(exponent, abs=1e-10)
    assert fit.prefactor == pytest.approx(prefactor, rel=1e-10)
    assert fit.scatter < 1e-12


def test_fit_and_its_errors_against_another_program():
    """Catches wrong standard errors, by the regression of scipy."""
    x, y = measured("torlon4301")
    fit = empirical_facts.fit_power_law(x, y)
    other = linregress(np.log(x), np.log(y))
    assert fit.exponent == pytest.approx(other.slope, rel=1e-10)
    assert fit.prefactor == pytest.approx(np.exp(other.intercept), rel=1e-10)
    assert fit.exponent_error == pytest.approx(other.stderr, rel=1e-10)
    assert fit.prefactor_error / fit.prefactor == pytest.approx(other.intercept_stderr, rel=1e-10)


def test_errors_mean_what_they_say():
    """Catches errors too small or large: the spread of many fits to noisy data."""
    random = np.random.default_rng(7)
    noise = 0.05 * random.standard_normal((2000, T.size))
    fits = [empirical_facts.fit_power_law(T, T**2 * np.exp(one)) for one in noise]
    spread = np.std([fit.exponent for fit in fits])
    claimed = np.sqrt(np.mean([fit.exponent_error**2 for fit in fits]))
    assert claimed == pytest.approx(spread, rel=0.06)


def test_epoxy_is_a_glass_and_the_counter_examples_are_not():
    """Catches a changed dataset or fit: slope 1.94 below 0.45 K, near 1 for Vespel and Kapton."""
    epoxy = empirical_facts.fit_power_law(*measured("stycast1266_epoxy"), T_max=0.45)
    assert epoxy.exponent == pytest.approx(1.944, abs=0.001)
    assert epoxy.n_points == 8
    for sample in ("vespel_sp1", "kapton_lawrence2000", "kapton_rule1990_HN003"):
        assert 0.5 < empirical_facts.fit_power_law(*measured(sample)).exponent < 1.3


@pytest.mark.parametrize(
    ("x", "y", "T_max"),
    [
        ([1.0, 2.0], [1.0, 2.0], None),
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], 2.5),
        ([1.0] * 3,) * 2 + (None,),
    ],
)
def test_fit_needs_enough_points(x, y, T_max):
    """Catches a line through two points with an error of zero."""
    with pytest.raises(ValueError, match="at least 3"):
        empirical_facts.fit_power_law(x, y, T_max)


@pytest.mark.parametrize("function", ["fit_power_law", "local_slope"])
def test_data_must_match_and_be_positive(function):
    """Catches logarithms of zero and data that have lost a point."""
    call = getattr(empirical_facts, function)
    with pytest.raises(ValueError, match="equal lines"):
        call([1.0, 2.0, 3.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="values contains 0"):
        call([1.0, 2.0, 3.0], [1.0, 0.0, 2.0])


def test_local_slope_sees_a_crossover():
    """Catches slopes attached to the wrong temperatures: T² below 1 K, T above."""
    x = np.geomspace(0.1, 10, 41)
    between, slope = empirical_facts.local_slope(x, np.where(x < 1, x**2, x))
    np.testing.assert_allclose(slope[between < 1], 2, rtol=1e-9)
    np.testing.assert_allclose(slope[between > 1], 1, rtol=1e-9)


@pytest.mark.parametrize("x", [[1.0, 1.0, 2.0], [3.0, 2.0, 1.0], [1.0]])
def test_local_slope_needs_rising_temperatures(x):
    """Catches division by zero at repeated temperatures."""
    with pytest.raises(ValueError, match="T must rise"):
        empirical_facts.local_slope(x, np.ones(len(x)))
