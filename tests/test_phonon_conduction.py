"""Heat carried by sound waves, against integrals over frequency done another way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.constants import hbar, k
from scipy.integrate import quad

from softglass import datasets, debye
from softglass import phonon_conduction as phonons

SILICA = (5800.0, 3800.0)
KELVIN = st.floats(1e-3, 10.0)
METRE = st.floats(1e-6, 1e-2)
SPEED = st.floats(500.0, 1e4)


def branch(T, velocity, free_path):
    """(1/3) ∫ C(ω) v l(ω) dω of one polarisation, in the variable x = ħω/kT."""

    def integrand(x):
        omega = x * k * T / hbar
        states = omega**2 / (2 * np.pi**2 * velocity**3)
        heat = k * x**2 * np.exp(-x) / np.expm1(-x) ** 2
        return states * heat * velocity * free_path(omega) / 3

    return quad(integrand, 0, 60, epsabs=0, epsrel=1e-11)[0] * k * T / hbar


def test_typical_wave_is_where_the_heat_capacity_gains_most():
    """Catches a mistyped constant: x⁴eˣ/(eˣ - 1)² is stationary where x = 4 tanh(x/2)."""
    x = phonons.THERMAL_PEAK
    assert x == pytest.approx(4 * np.tanh(x / 2), rel=1e-12)


def test_conductivity_is_the_integral_over_all_waves():
    """Catches a wrong prefactor or a polarisation counted wrongly."""
    v_l, v_t = SILICA
    expected = branch(0.3, v_l, lambda _: 2e-3) + 2 * branch(0.3, v_t, lambda _: 2e-3)
    assert phonons.conductivity(0.3, v_l, v_t, 2e-3) == pytest.approx(expected, rel=1e-10)


def test_one_velocity_gives_the_kinetic_formula():
    """Catches a heat capacity that differs from the Debye solid: κ = C v l/3."""
    per_mass = debye.debye_cubic_coefficient(4000.0, 4000.0, 2500.0)
    expected = 2500.0 * per_mass * 0.5**3 * 4000.0 * 1e-4 / 3
    found = phonons.conductivity(0.5, 4000.0, 4000.0, 1e-4)
    assert found == pytest.approx(expected, rel=1e-12)


@given(KELVIN, SPEED, SPEED, METRE)
def test_free_path_undoes_conductivity(T, v_l, v_t, length):
    """Catches an inversion with another power of T or another weight of the polarisations."""
    kappa = phonons.conductivity(T, v_l, v_t, length)
    assert phonons.free_path(T, v_l, v_t, kappa) == pytest.approx(length, rel=1e-12)


def test_tunneling_conductivity_is_the_integral_over_all_waves():
    """Catches a wrong coefficient of T²: free path from resonant scattering, integrated."""
    T, (v_l, v_t), (C_l, C_t) = 0.2, SILICA, (3e-4, 2e-4)

    def resonant(C, velocity):
        return lambda omega: velocity / (np.pi * C * omega * np.tanh(hbar * omega / (2 * k * T)))

    expected = branch(T, v_l, resonant(C_l, v_l)) + 2 * branch(T, v_t, resonant(C_t, v_t))
    found = phonons.tunneling_conductivity(T, v_l, v_t, C_l, C_t)
    assert found == pytest.approx(expected, rel=1e-8)


def test_tunneling_conductivity_of_the_eleven_glasses():
    """Catches a change of units: the table has κ/T² computed by somebody else."""
    table = datasets.load("glasses_tunnelling")
    found = phonons.tunneling_conductivity(
        1.0,
        1e3 * table["v_l_km_s"],
        1e3 * table["v_t_km_s"],
        1e-4 * table["C_l_1e-4_recomputed"],
        1e-4 * table["C_t_1e-4_recomputed"],
    )
    np.testing.assert_allclose(found, table["kappa_over_T2_TM_W_mK3"], rtol=5e-3)


@given(KELVIN, SPEED)
def test_free_path_counts_the_same_number_of_wavelengths_at_all_temperatures(T, v):
    """Catches a wavelength or a free path that does not go as 1/T in the tunnelling model."""
    numbers = [
        phonons.free_path(t, v, v, phonons.tunneling_conductivity(t, v, v, 3e-4, 3e-4))
        / phonons.thermal_wavelength(t, v)
        for t in (T, 7 * T)
    ]
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-12)
    assert numbers[0] == pytest.approx(15 * phonons.THERMAL_PEAK / (8 * np.pi**4 * 3e-4), rel=1e-12)
