"""What is special to the widgets of this chapter: measured points stay measured, laws fit."""

import numpy as np
import pytest

from softglass import datasets
from softglass.widgets import _measured as measured
from softglass.widgets import empirical_facts as widgets


@pytest.mark.parametrize(
    ("key", "count"),
    [("epoxy", 13), ("ptfe", 42), ("torlon", 16), ("vespel", 14), ("kapton", 9)],
)
def test_samples_are_the_rows_of_the_table(key, count):
    """Catches a point that is lost, doubled, invented or moved by sorting."""
    T, kappa = measured.sample(key)
    table = datasets.load("kappa_measured_polymers")
    rows = set(zip(table["T_K"].tolist(), table["kappa_W_per_mK"].tolist(), strict=True))
    assert len(T) == count
    assert set(zip(T.tolist(), kappa.tolist(), strict=True)) <= rows
    assert (np.diff(T) >= 0).all()


def test_the_best_hand_fit_is_the_fitted_law():
    """Catches a misfit that is smallest elsewhere than at the law that least squares finds."""
    widget = widgets.conductivity_by_hand()
    T, kappa = measured.sample("epoxy")
    cold = T < 0.45
    exponent, intercept = np.polyfit(np.log(T[cold]), np.log(kappa[cold]), 1)
    best = min(widget.nodes(), key=lambda settings: widget.at(**settings)["rms"])
    assert best["exponent"] == pytest.approx(exponent, abs=0.05)
    assert best["gamma"] == pytest.approx(np.exp(intercept), rel=0.06)
    assert widget.at(**best)["rms"] < 2, "the task set to the reader must be possible"
    assert widget.at(exponent=exponent, gamma=np.exp(intercept))["rms"] == pytest.approx(
        1.0, abs=0.1
    )


@pytest.mark.parametrize("key", list(measured.SAMPLES))
def test_fits_agree_with_another_least_squares(key):
    """Catches a window, a sample or a standard error that is not what the reader is told."""
    widget = widgets.conductivity_fitted()
    T, kappa = measured.sample(key)
    used = T < 3.0
    (exponent, _), covariance = np.polyfit(np.log(T[used]), np.log(kappa[used]), 1, cov=True)
    value, error = widget.at(key=key, T_max=3.0)["exponent"].split(" ± ")
    digits = len(error.partition(".")[2])
    assert float(value) == round(exponent, digits)
    assert float(error) == round(np.sqrt(covariance[0, 0]), digits)


def test_too_few_points_are_not_fitted():
    """Catches an exponent drawn through one or two points."""
    result = widgets.conductivity_fitted().at(key="kapton", T_max=0.6)
    assert result["exponent"] == "too few points"
    assert len(result["line_T"]) == 0
    assert result["points"] == "1"


def test_every_choice_of_coefficients_lies_in_the_published_band():
    """Catches sliders that leave the published ranges, or a band in other units."""
    widget = widgets.heat_capacity_band()
    c1, ratio = measured.published("c1_linear_coefficient"), measured.published("c3_over_cDebye")
    for settings in widget.nodes():
        result = widget.at(**settings)
        x = result["T_squared"]
        low, high = (0.1 * c + r * 0.7704 * x for c, r in zip(c1, ratio, strict=True))
        assert (result["C_over_T"] > low * 0.9999).all()
        assert (result["C_over_T"] < high * 1.0001).all()


def test_both_terms_are_equal_where_the_dot_is():
    """Catches a crossing that is drawn or read out at another temperature."""
    result = widgets.heat_capacity_band().at(c1=2.0, ratio=1.4)
    assert result["equal"] ** 2 == pytest.approx(result["equal_T_squared"])
    at_dot = np.interp(result["equal_T_squared"], result["T_squared"], result["C_over_T"])
    assert at_dot == pytest.approx(result["equal_C_over_T"])
    assert result["equal_C_over_T"] == pytest.approx(2 * result["linear"][0])


def test_crystal_grows_with_its_size_and_as_the_cube():
    """Catches a crystal whose conductivity is not proportional to its size and to T³."""
    widget = widgets.crystal_contrast()
    small, large = widget.at(size=0.1), widget.at(size=1)
    np.testing.assert_allclose(large["crystal"], 10 * small["crystal"], rtol=1e-12)
    slope = np.diff(np.log(small["crystal"])) / np.diff(np.log(small["T"]))
    assert slope == pytest.approx(3)


@pytest.mark.parametrize(
    ("T", "region", "heat", "conduction"),
    [
        (0.1, "I", True, True),
        (1.0, "I", True, False),
        (1.5, "between I and II", True, False),
        (10.0, "II", False, False),
        (100.0, "III", False, False),
    ],
)
def test_figure_1_claims_nothing_beyond_the_published_ranges(T, region, heat, conduction):
    """Catches numbers read from the schematic part of the figure."""
    result = widgets.figure_1().at(T=T)
    assert result["region"] == region
    assert (result["heat"] != "no published range") == heat
    assert (result["conduction"] != "no published range") == conduction
