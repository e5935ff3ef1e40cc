"""The Debye solid against quadrature, limits and the table of measured glasses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import constants as codata
from scipy import integrate

from softglass import datasets, debye

SILICA = {"v_l": 5800.0, "v_t": 3800.0}


@given(ratio=some.floats(0.01, 20))
def test_debye_heat_capacity_against_quadrature(ratio):
    """Catches a wrong integrand or too few nodes, by adaptive quadrature."""

    def integrand(x):
        return x**4 * np.exp(-x) / np.expm1(-x) ** 2 if x else 0.0

    integral, _ = integrate.quad(integrand, 0, 1 / ratio, epsabs=0, epsrel=1e-12, limit=200)
    found = debye.debye_heat_capacity(100 * ratio, 100.0)
    assert found == pytest.approx(9 * ratio**3 * integral, rel=1e-10)


def test_debye_heat_capacity_limits():
    """Catches wrong prefactors: (12π⁴/5)(T/θ)³ when cold, 3 - 3(θ/T)²/20 when hot."""
    cold = debye.debye_heat_capacity([0.1, 0.5], 100.0) / np.array([0.1, 0.5]) ** 3
    np.testing.assert_allclose(cold, 12 * np.pi**4 / 5 / 100**3, rtol=1e-12)
    hot = debye.debye_heat_capacity(1000.0, 100.0)
    assert hot == pytest.approx(3 - 3 / 20 / 100, abs=1e-6)


def test_debye_heat_capacity_is_the_derivative_of_the_energy():
    """Catches an inconsistent integral: C = dU/dT of U = 9T (T/θ)³ ∫x³/(e^x - 1)."""

    def energy(T):
        integral, _ = integrate.quad(
            lambda x: x**3 / np.expm1(x) if x else 0.0, 0, 100 / T, epsrel=1e-13, limit=200
        )
        return 9 * T * (T / 100) ** 3 * integral

    slope = (energy(31.0) - energy(29.0)) / 2
    assert debye.debye_heat_capacity(30.0, 100.0) == pytest.approx(slope, rel=2e-3)


def test_cubic_coefficient_is_the_cold_limit_of_the_full_solid():
    """Catches two routes to the same number that disagree: per mass and per atom."""
    density = debye.number_density(2200.0, 0.06008, 3)
    theta = debye.debye_temperature(**SILICA, number_density=density)
    per_atom = debye.debye_heat_capacity(0.5, theta) / 0.5**3
    per_mass = per_atom * codata.k * density / 2200.0
    found = debye.debye_cubic_coefficient(**SILICA, mass_density=2200.0)
    assert found == pytest.approx(per_mass, rel=1e-9)


def test_cubic_coefficients_of_the_glass_table():
    """Catches a wrong power of v or unit: column cD of eleven glasses, and 0.77 for silica."""
    glass = datasets.load("glasses_tunnelling")
    velocities = 1e3 * glass["v_l_km_s"], 1e3 * glass["v_t_km_s"]
    found = debye.debye_cubic_coefficient(*velocities, 1e3 * glass["rho_g_cm3"])
    np.testing.assert_allclose(found * 1e3, glass["cD_uJ_gK4"], rtol=0, atol=0.006)
    assert found[0] * 1e3 == pytest.approx(0.77, abs=0.005)


@given(v=some.floats(500, 9000), ratio=some.floats(1.2, 2.5))
def test_debye_velocity_lies_between_and_nearer_to_the_slow_one(v, ratio):
    """Catches the weights of one longitudinal and two transverse waves interchanged."""
    mean = debye.debye_velocity(ratio * v, v)
    swapped = debye.debye_velocity(v, ratio * v)
    assert v < mean < swapped < ratio * v
