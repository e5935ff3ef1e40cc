"""Laws for the tunnel splitting of a double well, to be compared with the exact one, Eq. (3.15).

All use the symmetric well -d²/dY² + a Y² + Y⁴ of the same a < 0; the tilt b enters the exact 2J
(`two_level_system.two_level_parameters`) only in second order: 1 % at a = -8, b = 0.6. Energies
are in units of w.
"""

import numpy as np

from softglass import _validation as check
from softglass import oscillator, two_level_system

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def _depth(K1, K2):
    """|a| of the shifted form, for double wells only."""
    two_level_system.branch(K1, K2)
    return -oscillator.canonical(K1, K2).a[()]


def level_spacing(K1, K2):
    """Spacing ħω0 = 2 (2|a|)^(1/2) of the levels deep in each well. Eq. (3.15).

    Parameters, errors : as for `branch` of `two_level_system`. Returns ħω0 [w], shape (...,).
    Harmonic; equals 2 (2ζ)^(1/2) for the symmetric well, with 4ζ_2/9 in the place of ζ_2.
    Ref. Klinger1987.

    >>> level_spacing(-8, 0).item()
    8.0
    """
    return 2 * np.sqrt(2 * _depth(K1, K2))


def tunneling_exponent(K1, K2):
    """Gamow's exponent λ = ∫ (V - V_min)^(1/2) dX = (√2/3) |a|^(3/2). Eq. (3.15).

    Parameters, errors : as for `branch` of `two_level_system`. Returns λ [1], shape (...,).

    Notes
    -----
    Exact for symmetric wells, where it is γ (2 M V_B l²/ħ²)^(1/2) with γ = 2/3 and l the distance
    of the minima. The review's λ_j ~ ζ_j^(3/2) lacks √2/3 (j = 1) and (√2/3) (4/9)^(3/2) (j = 2).
    Ref. Klinger1987.

    >>> tunneling_exponent(-8, 0).round(4).item()
    10.6667
    """
    return np.sqrt(2) / 3 * _depth(K1, K2) ** 1.5


def crude_tunnel_splitting(K1, K2):
    """The review's 2J ~ 2 ħω0 e^(-λ). Eq. (3.15).

    Parameters, errors : as for `branch` of `two_level_system`. Returns 2J [w], shape (...,).

    Notes
    -----
    Order of magnitude: too small by 1.8, 5.0 and 15 at a = -4, -10 and -40, because the prefactor
    (6λ/π)^(1/2) is missing. Ref. Klinger1987.

    >>> exact = two_level_system.two_level_parameters(-10, 0).tunnel_splitting
    >>> (exact / crude_tunnel_splitting(-10, 0)).round(2).item()
    4.97
    """
    return 2 * level_spacing(K1, K2) * np.exp(-tunneling_exponent(K1, K2))


def instanton_tunnel_splitting(K1, K2, loops=3):
    """Instanton law for the tunnel splitting 2J. Eq. (3.15) with its prefactor.

    2J = 2 ħω0 (6λ/π)^(1/2) e^(-λ) [1 - 71/(72λ) - 6299/(10368λ²) - 2691107/(2239488λ³)].

    Parameters
    ----------
    K1, K2 : as for `branch` of `two_level_system`, shape (...,).
    loops : how many terms follow the 1 in the bracket, 0 to 3.

    Returns
    -------
    2J [w], shape (...,).

    Raises
    ------
    ValueError, TypeError : as for `branch` of `two_level_system`, and for λ <= 2, where the series
        means nothing.

    Notes
    -----
    Asymptotic, for symmetric wells: with three terms too large by 2 %, 1e-4 and 2e-8 at a = -4,
    -10 and -40. Ref. Klinger1987.

    >>> exact = two_level_system.two_level_parameters(-10, 0).tunnel_splitting
    >>> (exact / instanton_tunnel_splitting(-10, 0)).round(5).item()
    0.99991
    """
    loops = check.integer("loops", loops, 0, 3)
    exponent = np.asarray(tunneling_exponent(K1, K2))
    if (exponent <= 2).any():
        raise ValueError(
            f"K1 and K2 give a tunnelling exponent of {exponent.min():g}: it must be above 2 "
            "(a < -2.63) for the instanton series"
        )
    terms = (1.0, -71 / 72, -6299 / 10368, -2691107 / 2239488)[: loops + 1]
    bracket = sum(term / exponent**power for power, term in enumerate(terms))
    return (crude_tunnel_splitting(K1, K2) * np.sqrt(6 * exponent / np.pi) * bracket)[()]


def wkb_tunnel_splitting(K1, K2):
    """Semiclassical law for the tunnel splitting 2J at the zero-point level. Eq. (3.15).

    2J = (ħω0/π) e^(-θ), θ = ∫ (V - E)^(1/2) dX under the barrier at E = V_min + ħω0/2.

    Parameters, errors : as for `branch` of `two_level_system`; ValueError too where ħω0/2
    exceeds the barrier (a >= -2^(5/3) = -3.17). Returns 2J [w], shape (...,).

    Notes
    -----
    Asymptotic, for symmetric wells, and to a constant factor only: exact/WKB is 0.97 and 1.06 at
    a = -10 and -40 and tends to (π/e)^(1/2) = 1.075, because the turning points of the lowest
    level are too close together for the connection formula. Ref. Klinger1987.

    >>> exact = two_level_system.two_level_parameters(-40, 0).tunnel_splitting
    >>> (exact / wkb_tunnel_splitting(-40, 0)).round(3).item()
    1.06
    """
    spacing = np.asarray(level_spacing(K1, K2))
    square = spacing**2 / 16  # X0², half of |a|
    reach = np.sqrt(spacing / 2)
    if (square <= reach).any():
        raise ValueError(
            f"K1 and K2 give a zero-point level {spacing.min() / 2:g} above the barrier: "
            "a < -3.175 is needed"
        )
    inner, outer = (square - reach)[..., None], (square + reach)[..., None]
    angle = np.pi / 4 * (1 + _NODES)
    momentum = inner * np.cos(angle) ** 2 * np.sqrt(outer - inner * np.sin(angle) ** 2)
    return (spacing / np.pi * np.exp(-np.pi / 2 * (momentum @ _WEIGHTS)))[()]
