"""Limits and estimates of the reduced oscillator, to be compared with its exact levels.

The harmonic ladder, the semiclassical rule and the uncertainty principle behind the numbers that
the review prints around Eqs. (3.13), (3.14) and (3.17). Energies are in units of w.
"""

from math import gamma, pi, sqrt

import numpy as np

from softglass import _quartic_grid
from softglass import _validation as check


def harmonic_levels(n, K1, anharmonic=False):
    """Levels for a stiff single well, K1 >> 1 and K2 = 0. Text before Eq. (3.14).

    E_n = 2 √K1 (n + 1/2), and with `anharmonic` the first-order shift ⟨X⁴⟩ =
    3 (2n² + 2n + 1)/(4 K1) as well.

    Parameters
    ----------
    n : quantum number, integer, shape broadcast with K1.
    K1 : reduced stiffness [1], > 0, shape (...,).
    anharmonic : add the shift by X⁴.

    Returns
    -------
    E_n [w], shape (...,).

    Raises
    ------
    ValueError, TypeError : for n < 0 or not an integer, K1 <= 0, non-finite or empty input.

    Notes
    -----
    Asymptotic: the first omitted term is of order n³ K1^(-5/2). Ref. Klinger1987.

    >>> float(harmonic_levels(0, 100)), float(harmonic_levels(0, 100, anharmonic=True))
    (10.0, 10.0075)
    """
    n, K1 = check.broadcast(n=check.integers("n", n, 0), K1=check.positive("K1", K1))
    shift = 3 * (2 * n**2 + 2 * n + 1) / (4 * K1)
    return 2 * np.sqrt(K1) * (n + 0.5) + (shift if anharmonic else 0.0)


def wkb_levels(n):
    """Semiclassical levels of the pure quartic well, K1 = K2 = 0. Text before Eq. (3.14).

    E_n = [√π Γ(7/4)/Γ(5/4) (n + 1/2)]^(4/3) = 2.18507 (n + 1/2)^(4/3).

    Parameters
    ----------
    n : quantum number, integer, shape (...,).

    Returns
    -------
    E_n [w], shape (...,).

    Raises
    ------
    ValueError, TypeError : for n < 0 or not an integer.

    Notes
    -----
    Asymptotic for large n: low by 18 % for n = 0, by 1.3 % for n = 1, by 0.6 % for n = 2. Same
    power as the review's estimate, whose prefactor is smaller: see `uncertainty_levels`.
    Ref. Klinger1987.

    >>> wkb_levels([0, 1]).round(4).tolist()
    [0.8671, 3.7519]
    """
    n = check.integers("n", n, 0)
    return (sqrt(pi) * gamma(7 / 4) / gamma(5 / 4) * (n + 0.5)) ** (4 / 3)


def bohr_sommerfeld_levels(n, K1, K2):
    """Semiclassical levels of any single well, one quantum number at a time. Eq. (3.12).

    The energy at which ∫√(E - V) dX between the turning points equals π (n + 1/2).

    Parameters
    ----------
    n : quantum number, integer, shape broadcast with K1 and K2.
    K1, K2 : reduced stiffness and asymmetry [1], shapes broadcast to (...,).

    Returns
    -------
    E_n [w], shape (...,).

    Raises
    ------
    ValueError, TypeError : for bad n, K1 or K2, and for a double well (9 K2² > 32 K1 with
        K1 != 0), where one phase integral is not enough.

    Notes
    -----
    Asymptotic for large n; the quadrature itself is good to 1e-8. Ref. Klinger1987.

    >>> float(bohr_sommerfeld_levels(1, 0, 0).round(4))
    3.7519
    """
    K1, K2 = check.real("K1", K1), check.real("K2", K2)
    n, K1, K2 = check.broadcast(n=check.integers("n", n, 0), K1=K1, K2=K2)
    unsolved = (9 * K2**2 > 32 * K1) & (K1 != 0)
    if unsolved.any():
        raise ValueError(
            f"K1 = {K1[unsolved][0]:g} with K2 = {K2[unsolved][0]:g} has two minima: one phase "
            "integral needs a single well, 9 K2² <= 32 K1 or K1 = 0"
        )
    depth, energy = _quartic_grid.phase_space_levels(n.ravel() + 0.5, K1.ravel(), K2.ravel())
    return (depth + energy).reshape(n.shape)


def uncertainty_energy(width, n, kinetic=1.0):
    """Energy of the n-th state squeezed to a width, at K1 = K2 = 0. Text before Eq. (3.14).

    E(x) = kinetic (n + 1/2)²/x² + x⁴: the momentum that the uncertainty principle asks for, and
    the quartic potential. Its two terms are returned apart.

    Parameters
    ----------
    width : x [a0 η_L^(1/2)], > 0, shapes of all three broadcast to (...,).
    n : quantum number, integer.
    kinetic : factor in front of p² [1], > 0.

    Returns
    -------
    (kinetic part, quartic part) [w], each (...,).

    Raises
    ------
    ValueError, TypeError : for width <= 0, n < 0 or not an integer, kinetic <= 0.

    Notes
    -----
    Order of magnitude; its minimum over x is `uncertainty_levels`. Ref. Klinger1987.

    >>> [float(part) for part in uncertainty_energy(0.5, 0)]
    [1.0, 0.0625]
    """
    width, n, kinetic = check.broadcast(
        width=check.positive("width", width),
        n=check.integers("n", n, 0),
        kinetic=check.positive("kinetic", kinetic),
    )
    return kinetic * (n + 0.5) ** 2 / width**2, width**4


def uncertainty_levels(n, kinetic=1.0):
    """Level estimate from the uncertainty principle at K1 = K2 = 0. Text before Eq. (3.14).

    The minimum over x of kinetic (n + 1/2)²/x² + x⁴, which is
    3 [kinetic (n + 1/2)²/2]^(2/3).

    Parameters
    ----------
    n : quantum number, integer, shape broadcast with `kinetic`.
    kinetic : factor in front of p² [1], > 0: 1 for the printed h = -d²/dX² + X⁴, 1/2 for
        p²/2 + x⁴.

    Returns
    -------
    Estimate of E_n [w], shape (...,).

    Raises
    ------
    ValueError, TypeError : for n < 0 or not an integer, kinetic <= 0.

    Notes
    -----
    Order of magnitude. The review's printed 3·2^(-4/3) (n + 1/2)^(4/3) and its gap "1.5 w" are
    this estimate with kinetic = 1/2; the printed Hamiltonian has kinetic = 1, for which the
    estimate is 2.495 and the exact gap 2.7393. Ref. Klinger1987.

    >>> float((uncertainty_levels(1, 0.5) - uncertainty_levels(0, 0.5)).round(4))
    1.5718
    """
    n = check.integers("n", n, 0)
    n, kinetic = check.broadcast(n=n, kinetic=check.positive("kinetic", kinetic))
    return 3 * (kinetic * (n + 0.5) ** 2 / 2) ** (2 / 3)


def uncertainty_slope(n, kinetic=1.0):
    """Slope κ_n that the estimate of `uncertainty_levels` gives. Eq. (3.17).

    The estimate's x² at its minimum, [kinetic (n + 1/2)²/2]^(1/3), minus the same for n = 0.

    Parameters, errors and validity as in `uncertainty_levels`; returns κ_n [1], shape (...,).
    The review prints κ_1 = 0.4, which is this number for kinetic = 1/2; the exact slope is
    `oscillator.linear_slope`. Ref. Klinger1987.

    >>> float(uncertainty_slope(1, 0.5).round(4))
    0.4286
    """
    n = check.integers("n", n, 0)
    n, kinetic = check.broadcast(n=n, kinetic=check.positive("kinetic", kinetic))
    return (kinetic / 2) ** (1 / 3) * ((n + 0.5) ** (2 / 3) - 0.5 ** (2 / 3))
