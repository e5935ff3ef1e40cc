"""Heat carried by sound waves well below the Debye temperature: the yardstick for Eq. (2.2).

SI units; temperatures in K. Longitudinal waves count once, transverse waves twice.
"""

import numpy as np

from softglass import _validation as check
from softglass.constants import BOLTZMANN, PLANCK, REDUCED_PLANCK

THERMAL_PEAK = 3.830016096309
"""ħω/k_B T at the peak of x⁴e^x/(e^x - 1)², the integrand of the Debye heat capacity."""


def conductivity(T, v_l, v_t, free_path):
    """Conductivity of a solid in which every wave flies equally far, to set against Eq. (2.2).

    κ = (1/3) Σ C_α v_α l = (2π²/45) (k_B⁴/ħ³) (1/v_l² + 2/v_t²) l T³.

    Parameters
    ----------
    T : temperature [K], > 0, shapes of all broadcast to (...,).
    v_l, v_t : longitudinal and transverse velocity [m/s], > 0.
    free_path : l [m], > 0; in a good crystal about the size of the specimen.

    Returns
    -------
    κ [W/(m K)], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    Exact for T << θ_D and a free path that is the same at all frequencies. Real crystals leave
    the T³ law above a few kelvin.

    >>> float(conductivity(1.0, 5800.0, 3800.0, free_path=1e-3).round(3))
    2.286
    """
    T, v_l, v_t, free_path = check.positive_together(T=T, v_l=v_l, v_t=v_t, free_path=free_path)
    waves = 1 / v_l**2 + 2 / v_t**2
    return 2 * np.pi**2 / 45 * BOLTZMANN * (BOLTZMANN * T / REDUCED_PLANCK) ** 3 * waves * free_path


def free_path(T, v_l, v_t, kappa):
    """Mean free path that a measured conductivity stands for, `conductivity` solved for l.

    Parameters
    ----------
    T : temperature [K], > 0, shapes of all broadcast to (...,).
    v_l, v_t : longitudinal and transverse velocity [m/s], > 0.
    kappa : thermal conductivity κ [W/(m K)], > 0.

    Returns
    -------
    l [m], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    An average over all waves that carry heat; exact under the conditions of `conductivity`.

    >>> float((free_path(1.0, 5800.0, 3800.0, kappa=0.0314) * 1e6).round(2))
    13.73
    """
    T, v_l, v_t, kappa = check.positive_together(T=T, v_l=v_l, v_t=v_t, kappa=kappa)
    return kappa / conductivity(T, v_l, v_t, 1.0)


def thermal_wavelength(T, velocity):
    """Wavelength of a typical thermal wave, λ = 2πħv/(3.83 k_B T).

    Parameters
    ----------
    T : temperature [K], > 0, shapes broadcast to (...,).
    velocity : velocity of sound v [m/s], > 0.

    Returns
    -------
    λ [m], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    "Typical" is a convention: the frequency at which the Debye heat capacity gains most.

    >>> float((thermal_wavelength(1.0, 3800.0) * 1e9).round(2))
    47.62
    """
    T, velocity = check.positive_together(T=T, velocity=velocity)
    return PLANCK * velocity / (THERMAL_PEAK * BOLTZMANN * T)


def tunneling_conductivity(T, v_l, v_t, C_l, C_t):
    """Conductivity limited by two-level systems of the tunnelling model. Eq. (2.2) with m = 0.

    κ = k_B³T²/(6πħ²) [1/(C_l v_l) + 2/(C_t v_t)], from the free path
    1/l = (πC_α ω/v_α) tanh(ħω/2k_B T).

    Parameters
    ----------
    T : temperature [K], > 0, shapes of all broadcast to (...,).
    v_l, v_t : longitudinal and transverse velocity [m/s], > 0.
    C_l, C_t : tunnelling strengths P̄γ²/ρv² of the two kinds of waves [1], > 0.

    Returns
    -------
    κ [W/(m K)], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    Exact within the tunnelling model with resonant scattering alone, below about 1 K.
    Ref. Pohl2002.

    >>> float(tunneling_conductivity(1.0, 5800.0, 3800.0, 3e-4, 3e-4).round(4))
    0.0292
    """
    T, v_l, v_t, C_l, C_t = check.positive_together(T=T, v_l=v_l, v_t=v_t, C_l=C_l, C_t=C_t)
    waves = 1 / (C_l * v_l) + 2 / (C_t * v_t)
    return BOLTZMANN**3 * T**2 / (6 * np.pi * REDUCED_PLANCK**2) * waves
