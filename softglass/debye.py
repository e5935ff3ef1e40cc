"""The Debye solid, computed from sound velocities: what Eq. (2.1) subtracts.

SI units; temperatures in K. Longitudinal waves count once, transverse waves twice.
"""

import numpy as np

from softglass import _validation as check
from softglass.constants import AVOGADRO, BOLTZMANN, REDUCED_PLANCK

# Beyond x = 60 the Debye integrand x⁴ e^-x is below 1e-18 of the integral.
_DEBYE_CUT = 60.0
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(80)


def number_density(mass_density, molar_mass, atoms):
    """Atoms per volume of a substance.

    Parameters
    ----------
    mass_density : [kg/m³], > 0, shapes of all broadcast to (...,).
    molar_mass : mass of one mole of formula units [kg/mol], > 0.
    atoms : atoms per formula unit, > 0.

    Returns
    -------
    Number density [1/m³], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    >>> float((number_density(2200.0, 0.06008, atoms=3) / 1e28).round(3))
    6.616
    """
    mass_density, molar_mass, atoms = check.positive_together(
        mass_density=mass_density, molar_mass=molar_mass, atoms=atoms
    )
    return mass_density * AVOGADRO * atoms / molar_mass


def debye_velocity(v_l, v_t):
    """Mean velocity of sound that the Debye solid needs, 3/v³ = 1/v_l³ + 2/v_t³. Sec. 2.1.

    Parameters
    ----------
    v_l, v_t : longitudinal and transverse velocity [m/s], > 0, shapes broadcast to (...,).

    Returns
    -------
    v [m/s], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    Exact for an isotropic solid of long waves.

    >>> float(debye_velocity(3000.0, 3000.0).round(6))
    3000.0
    """
    v_l, v_t = check.positive_together(v_l=v_l, v_t=v_t)
    return (3 / (1 / v_l**3 + 2 / v_t**3)) ** (1 / 3)


def debye_temperature(v_l, v_t, number_density):
    """Debye temperature from the velocities of sound, ħ v (6π² N)^(1/3)/k_B. Sec. 2.1.

    Parameters
    ----------
    v_l, v_t : longitudinal and transverse velocity [m/s], > 0, shapes broadcast to (...,).
    number_density : atoms per volume N [1/m³], > 0.

    Returns
    -------
    θ_D [K], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    Exact within the Debye model.

    >>> float(debye_temperature(5800.0, 3800.0, 6.616e28).round(1))
    501.3
    """
    velocity = debye_velocity(v_l, v_t)
    density = check.positive("number_density", number_density)
    velocity, density = check.broadcast(velocity=velocity, number_density=density)
    return REDUCED_PLANCK * velocity * (6 * np.pi**2 * density) ** (1 / 3) / BOLTZMANN


def debye_heat_capacity(T, theta_D):
    """Heat capacity of a Debye solid, per atom in units of k_B. Sec. 2.1, Fig. 1 curve 3.

    C = 9 (T/θ_D)³ ∫₀^(θ_D/T) x⁴ e^x/(e^x - 1)² dx.

    Parameters
    ----------
    T : temperature [K], > 0, shapes broadcast to (...,).
    theta_D : Debye temperature [K], > 0.

    Returns
    -------
    C per atom [k_B], shape (...,), from (12π⁴/5)(T/θ_D)³ up to 3.

    Raises
    ------
    ValueError, TypeError : for T or theta_D <= 0, non-finite or empty input.

    Notes
    -----
    Exact within the Debye model; quadrature error below 1e-12.

    >>> debye_heat_capacity([1.0, 1e6], 100.0).round(9).tolist()
    [0.000233782, 2.999999999]
    """
    T, theta_D = check.positive_together(T=T, theta_D=theta_D)
    top = np.minimum(theta_D / T, _DEBYE_CUT)[..., None]
    x = top * (1 + _NODES) / 2
    # x⁴ e^x/(e^x - 1)² = x² [(x/2)/sinh(x/2)]², which is regular at x = 0
    integrand = x**2 * (x / 2 / np.sinh(x / 2)) ** 2
    return 9 * (T / theta_D) ** 3 * (top / 2 * _WEIGHTS * integrand).sum(axis=-1)


def debye_cubic_coefficient(v_l, v_t, mass_density):
    """Debye coefficient C/T³ per mass for T << θ_D, from sound velocities. Sec. 2.1.

    c_D = (2π²/5) k_B⁴/(ħ³ v³ ρ).

    Parameters
    ----------
    v_l, v_t : longitudinal and transverse velocity [m/s], > 0, shapes broadcast to (...,).
    mass_density : ρ [kg/m³], > 0.

    Returns
    -------
    c_D [J/(kg K⁴)], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    Exact limit of the Debye model.

    >>> float((debye_cubic_coefficient(5800.0, 3800.0, 2200.0) * 1e3).round(3))
    0.77
    """
    velocity = debye_velocity(v_l, v_t)
    density = check.positive("mass_density", mass_density)
    velocity, density = check.broadcast(velocity=velocity, mass_density=density)
    thermal = BOLTZMANN / (REDUCED_PLANCK * velocity)
    return 2 * np.pi**2 / 5 * BOLTZMANN * thermal**3 / density
