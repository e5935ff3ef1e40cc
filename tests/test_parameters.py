"""Parameter sets: the scales (3.13), their consistency, and clear refusal of bad values."""

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from softglass import parameters
from softglass.parameters import (
    CONSISTENT_SCALES,
    REVIEW_PRINTED,
    REVIEW_SCALES,
    ElectronicParameters,
    SoftPotentialScales,
    TunnelingParameters,
    describe,
)

SETS = [SoftPotentialScales, TunnelingParameters, ElectronicParameters]
positive = some.floats(1e-3, 1e3)


@given(A=positive, eps0=positive, a0=positive)
def test_oscillator_scale_is_half_the_debye_energy_times_root(A, eps0, a0):
    """Catches the factor 1/2 that the review drops: w = ħω_D η_L^(1/2)/2 for any A, ε0, a0."""
    scales = SoftPotentialScales(A=A, eps0=eps0, a0=a0)
    assert scales.w == pytest.approx(scales.hbar_omega_D * scales.eta_L**0.5 / 2, rel=1e-12)


def test_debye_energy_is_that_of_mass_and_spring():
    """Catches an inconsistent chain M, k^(0), ω_D: ħ(k^(0)/M)^(1/2) in SI from CODATA."""
    from scipy import constants as codata

    scales = SoftPotentialScales(A=20.0, eps0=0.5, a0=1.3)
    spring = scales.k0 * codata.eV / codata.angstrom**2
    omega = (spring / (scales.mass * codata.atomic_mass)) ** 0.5
    assert codata.hbar * omega / codata.k == pytest.approx(scales.hbar_omega_D, rel=1e-8)


@pytest.mark.parametrize(
    ("scales", "w", "eta_L", "debye"),
    [(REVIEW_SCALES, 70.3, 0.01422, 1180.0), (CONSISTENT_SCALES, 34.9, 0.01002, 699.1)],
)
def test_typical_values(scales, w, eta_L, debye):
    """Catches a wrong unit (eV against K) in the scales; numbers worked out by hand."""
    found = (scales.w, scales.eta_L, scales.hbar_omega_D)
    assert found == pytest.approx((w, eta_L, debye), rel=2e-3)


def test_printed_scales_contradict_each_other():
    """Catches a claim that the review's printed set follows from its A and ε0."""
    assert REVIEW_SCALES.w > 2 * REVIEW_PRINTED["w"]
    assert REVIEW_SCALES.k0 == 2 * REVIEW_PRINTED["k0"]
    assert CONSISTENT_SCALES.eta_L == pytest.approx(REVIEW_PRINTED["eta_L"], rel=0.01)


@given(eta=some.floats(-1, 1), xi=some.floats(-1, 1), x=some.floats(-1, 1))
def test_reduced_potential_is_the_soft_potential_in_units_of_w(eta, xi, x):
    """Catches wrong powers of η_L in K1, K2 or X."""
    from softglass.soft_potential import potential

    scales = SoftPotentialScales()
    K1, K2 = scales.reduced(eta, xi)
    reduced = potential(x / scales.eta_L**0.5, K1, K2) * scales.eta_L**2
    assert reduced == pytest.approx(potential(x, eta, xi), rel=1e-12, abs=1e-14)


def test_phillips_constant_is_half_of_the_reviews():
    """Catches the factor 2 between the review's P0 and P̄, and the unit change."""
    assert TunnelingParameters(P0=1e20).P_bar == pytest.approx(3.1207545e44, rel=1e-7)


@pytest.mark.parametrize("kind", SETS)
def test_every_parameter_says_what_it_is(kind):
    """Catches a parameter without symbol, unit, meaning or source."""
    for item in fields(kind):
        assert all(item.metadata[key] for key in ("symbol", "unit", "meaning", "source"))
    rows = describe(kind)
    assert len({row.name for row in rows}) == len(rows) >= len(fields(kind))
    assert all(np.isfinite(row.value) and row.symbol and row.unit for row in rows)


def test_describe_shows_the_instance():
    """Catches a table that prints defaults whatever the instance holds."""
    rows = {row.name: row for row in describe(SoftPotentialScales(A=10.0))}
    assert rows["A"].value == 10.0
    assert rows["k0"].value == 20.0
    assert rows["k0"].unit == "eV/Å²"


def test_describe_refuses_other_things():
    """Catches an unreadable failure deep inside for a wrong object."""
    with pytest.raises(TypeError, match="parameters is 3"):
        describe(3)


@pytest.mark.parametrize("kind", SETS)
def test_misspelt_parameter_is_named_with_the_allowed_ones(kind):
    """Catches a silent or unhelpful refusal of a misspelt name."""
    with pytest.raises(TypeError) as error:
        kind(Q_zero=1.0)
    assert "Q_zero" in str(error.value)
    assert all(item.name in str(error.value) for item in fields(kind))


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0, -1.0])
def test_senseless_values_are_refused_by_name(bad):
    """Catches NaN, infinite, zero or negative scales."""
    with pytest.raises(ValueError, match="eps0"):
        SoftPotentialScales(eps0=bad)


@pytest.mark.parametrize("bad", ["30", None, [30.0]])
def test_other_kinds_are_refused_by_name(bad):
    """Catches text, None or arrays as a parameter."""
    with pytest.raises(TypeError, match="A "):
        SoftPotentialScales(A=bad)


def test_parameters_do_not_change():
    """Catches a mutable parameter set."""
    with pytest.raises(FrozenInstanceError):
        REVIEW_SCALES.A = 1.0
    with pytest.raises(TypeError):
        parameters.REVIEW_PRINTED["w"] = 1.0


def test_integers_become_floats():
    """Catches integer division or overflow from whole-number input."""
    assert type(SoftPotentialScales(A=30).A) is float
