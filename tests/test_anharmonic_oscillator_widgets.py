"""What is special to the widgets of this chapter: the physics that their pictures promise."""

import re

import numpy as np
import pytest

from softglass import oscillator, oscillator_limits
from softglass.widgets import anharmonic_oscillator as widgets


@pytest.fixture(scope="module")
def partners():
    return widgets.partners()


def test_all_names_of_a_potential_show_the_same_ten_digits(partners):
    """Catches a wrong partner (sign of the shift, curvature without its half) anywhere."""
    for settings in partners.nodes():
        result = partners.at(**settings)
        texts = [result[f"label{j}"] for j in range(3) if result[f"label{j}"] != "none"]
        gaps = [float(re.search(r"gap ([\d.]+)", text).group(1)) for text in texts]
        assert len(gaps) == 1 + len(result["others"]["K1"])
        assert np.ptp(gaps) <= 1.01e-10, settings


def test_the_names_obey_their_sum_rules(partners):
    """Catches a label that is lost or doubled: ΣK2 = 0, Σ1/K1 = 0, ΣK1 = -3a."""
    result = partners.at(K1=-3, K2=2)
    K1, K2 = (np.array(result["chosen"][k] + result["others"][k]) for k in ("K1", "K2"))
    assert K2.sum() == pytest.approx(0, abs=1e-12)
    assert (1 / K1).sum() == pytest.approx(0, abs=1e-12)
    assert K1.sum() == pytest.approx(-3 * (-3 - 3 * 2**2 / 8))


def test_the_dots_lie_on_the_drawn_potential(partners):
    """Catches extrema and curve that use different origins or energy zeros."""
    for settings in partners.nodes():
        result = partners.at(**settings)
        for name in ("chosen", "others"):
            place = result[name]
            drawn = np.interp(place["Y"], result["Y"], result["potential"])
            # chords of the drawing grid (step 0.05) lie above the curve by V''/2 (step/2)² at most
            room = np.array([6 * y**2 + abs(6 * y) + 20 for y in place["Y"]]) * 0.025**2
            inside = np.abs(place["Y"]) < 5
            assert (np.abs(drawn - place["energy"]) < room)[inside].all(), settings


def test_the_purple_arms_are_double_wells_with_a_small_gap():
    """Catches arms drawn where the wells differ in depth or the gap is not below the bound."""
    landscape = widgets._landscape()
    for K1, K2 in landscape["two_level"]:
        _, b, _ = oscillator.canonical(K1, K2)
        assert np.abs(b).max() < 1e-10
        assert (oscillator.excitation(K1, K2) < widgets.REGIME_BOUNDS[0]).all()


def test_changing_the_sign_of_the_asymmetry_mirrors_the_picture():
    """Catches a density or a potential drawn at the wrong side."""
    levels = widgets.levels()
    right, left = levels.at(K1=-3, K2=2), levels.at(K1=-3, K2=-2)
    assert right["potential"] == pytest.approx(left["potential"][::-1])
    assert right["densities"] == pytest.approx(left["densities"][:, ::-1], abs=1e-7)
    assert right["gap"] == pytest.approx(left["gap"], abs=1e-10)


def test_the_two_presets_of_one_well_differ_by_a_slide_only():
    """Catches a pair of presets that are not the same oscillator, or an energy zero that moves."""
    levels = widgets.levels()
    barrier = levels.at(**levels.presets["symmetric double well"])
    minimum = levels.at(**levels.presets["the same well, origin in its right minimum"])
    assert minimum["energies"] == pytest.approx(barrier["energies"], abs=1e-9)
    steps = round(1.5 / (widgets.POSITIONS[1] - widgets.POSITIONS[0]))
    assert minimum["potential"][:-steps] == pytest.approx(barrier["potential"][steps:])


def test_every_level_stays_in_the_picture_or_above_it():
    """Catches a zero of energy that is not the deepest point: levels would sink below the axis."""
    levels = widgets.levels()
    for settings in levels.nodes():
        result = levels.at(**settings)
        assert result["energies"][0] > 0, settings
        assert result["potential"].min() > -1e-9, settings


def test_the_best_width_on_the_slider_gives_the_estimate_of_the_text():
    """Catches a slider too coarse to find the minimum, and a wrong kinetic factor."""
    estimate = widgets.estimate()
    widths = estimate.controls[0].values
    for n in (0, 1):
        for kinetic in (1.0, 0.5):
            found = min(estimate.at(width=x, n=n, kinetic=kinetic)["energy"] for x in widths)
            square = (kinetic * (n + 0.5) ** 2 / 2) ** (1 / 3)  # x² at the minimum, E'' = 24 x²
            half_step = (widths[1] - widths[0]) / 2
            excess = found - oscillator_limits.uncertainty_levels(n, kinetic)
            assert 0 <= excess <= 1.05 * 12 * square * half_step**2


def test_the_exact_level_of_the_halved_kinetic_energy():
    """Catches a wrong scaling power: p²/2 + x⁴ has the ground state 0.667986 (textbook value)."""
    assert widgets.estimate().at(n=0, kinetic=0.5)["exact_energy"] == pytest.approx(
        0.667986259155777, abs=1e-12
    )


def test_each_approximation_wins_where_the_text_says():
    """Catches swapped curves: correction best at n = 0, semiclassics at n = 5, for K1 = 4."""
    misses = widgets.limits().at(K1=4)["misses"]
    assert min(misses, key=lambda name: misses[name][0]) == "corrected"
    assert min(misses, key=lambda name: misses[name][5]) == "semiclassical"
    soft = widgets.limits().at(K1=0.5)["misses"]
    assert soft["corrected"][0] > soft["harmonic"][0] > soft["semiclassical"][0]


def test_the_tangent_touches_the_exact_gap():
    """Catches a slope or an offset that is not that of the curve at a = 0."""
    result = widgets.slope().at()
    middle = result["a"].size // 2
    distance = result["tangent"] - result["exact"]
    assert distance[middle] == pytest.approx(0, abs=1e-12)
    assert (distance[[middle - 1, middle + 1]] < 1e-3).all()
    assert (distance >= -1e-12).all()
