"""The soft atomic potential V/A = η x² + ξ x³ + x⁴, Eqs. (3.1), (3.3)-(3.5).

x is in units of a0, energies in units of A, force constants in units of k^(0) = 2A/a0².
"""

from typing import NamedTuple

import numpy as np

from softglass import _validation as check

# Two sides of a critical line closer than this, relative to their terms, are on the line.
_ROUNDING = 1e-14


class Extremum(NamedTuple):
    """Place x [a0], value [A], curvature V''/A [1] and kind of one extremum."""

    x: float
    value: float
    curvature: float
    kind: str


class Minimum(NamedTuple):
    """Place x [a0], value [A] and force constant [k^(0)] of a minimum, each shape (...,)."""

    x: np.ndarray
    value: np.ndarray
    force_constant: np.ndarray


class ForceConstants(NamedTuple):
    """Force constants [k^(0)] at x0 = 0, x1 and x2, each shape (...,)."""

    k0: np.ndarray
    k1: np.ndarray
    k2: np.ndarray


def _shape_parameters(eta, xi):
    return check.broadcast(eta=check.real("eta", eta), xi=check.real("xi", xi))


def potential(x, eta, xi):
    """Soft potential V/A = η x² + ξ x³ + x⁴. Eq. (3.1).

    Parameters
    ----------
    x : displacement [a0], shapes of all three broadcast to (...,).
    eta, xi : stiffness and asymmetry of the configuration [1].

    Returns
    -------
    V [A], shape (...,).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact as a definition; the review asks for |η| << 1 and ξ² << 1. Ref. Klinger1987.

    >>> float(potential(0.5, eta=-1.0, xi=0.0))
    -0.1875
    """
    x = check.real("x", x)
    eta, xi = check.real("eta", eta), check.real("xi", xi)
    x, eta, xi = check.broadcast(x=x, eta=eta, xi=xi)
    return x**2 * (eta + x * (xi + x))


def critical_eta(xi):
    """Line η^(0) = 9 ξ²/32 on which a second well appears; the other one is η = 0. Eq. (3.3).

    Parameters
    ----------
    xi : asymmetry [1], shape (...,).

    Returns
    -------
    η^(0) [1], shape (...,).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact. Ref. Klinger1987.

    >>> float(critical_eta(4 / 3))
    0.5
    """
    return 9 * check.real("xi", xi) ** 2 / 32


def degenerate_eta(xi):
    """Line η = ξ²/4 on which both wells are equally deep. Text after Eq. (3.5).

    Parameters
    ----------
    xi : asymmetry [1], shape (...,).

    Returns
    -------
    η [1], shape (...,).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact. The other degenerate line is ξ = 0 with η < 0. Ref. Klinger1987.

    >>> float(degenerate_eta(1.0))
    0.25
    """
    return check.real("xi", xi) ** 2 / 4


def _on_line(eta, line):
    return np.abs(eta - line) <= _ROUNDING * (np.abs(eta) + np.abs(line))


def _outer_extrema(eta, xi):
    """Extrema besides x = 0 where they exist, far one first: 4x² + 3ξx + 2η = 0.

    The far one adds numbers of one sign; the near one follows from the product η/2 of the two.
    """
    discriminant = 9 * xi**2 - 32 * eta
    root = np.sqrt(np.where(_on_line(eta, 9 * xi**2 / 32), 0.0, np.maximum(discriminant, 0)))
    far = -np.copysign(3 * np.abs(xi) + root, xi) / 8
    near = np.where(root == 0, far, eta / 2 / np.where(far == 0, 1.0, far))
    return far, near, root


def _extrema(eta, xi):
    if eta > 9 * xi**2 / 32 and not _on_line(eta, 9 * xi**2 / 32):
        places = {0.0}
    else:
        far, near, _ = _outer_extrema(eta, xi)
        places = {0.0, float(far), float(near)}
    found = []
    for x in sorted(places):
        curvature = 2 * eta + x * (6 * xi + 12 * x)
        scale = 2 * abs(eta) + abs(x) * (6 * abs(xi) + 12 * abs(x))
        if abs(curvature) > 1e-7 * scale:
            kind = "minimum" if curvature > 0 else "maximum"
        else:
            curvature = 0.0
            kind = "inflection" if 6 * xi + 24 * x else "minimum"
        value = x**2 * (eta + x * (xi + x))
        found.append(Extremum(x, float(value), float(curvature), kind))
    return tuple(found)


def extrema(eta, xi):
    """All extrema of the soft potential from left to right. Text before Eq. (3.6).

    x0 = 0 always and, for η <= 9 ξ²/32, x_{1,2} = (3ξ/8)(-1 ± Λ^(1/2)) with Λ = 1 - η/η^(0).

    Parameters
    ----------
    eta, xi : stiffness and asymmetry [1], shapes broadcast to (...,).

    Returns
    -------
    Tuple of 1 to 3 `Extremum` (x [a0], value [A], curvature V''/A [1], kind) for single
    numbers; an object array of such tuples, shape (...,), for arrays. kind is "minimum",
    "maximum" or, where two extrema merge on a critical line, "inflection" (curvature 0).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact. Ref. Klinger1987.

    >>> [(point.x, point.kind) for point in extrema(-2.0, 0.0)]
    [(-1.0, 'minimum'), (0.0, 'maximum'), (1.0, 'minimum')]
    """
    eta, xi = _shape_parameters(eta, xi)
    if eta.ndim == 0:
        return _extrema(float(eta), float(xi))
    found = np.empty(eta.shape, dtype=object)
    for index in np.ndindex(eta.shape):
        found[index] = _extrema(float(eta[index]), float(xi[index]))
    return found


def global_minimum(eta, xi):
    """Deepest minimum of the soft potential; x = 0 if two are equally deep. Eqs. (3.3)-(3.5).

    Parameters
    ----------
    eta, xi : stiffness and asymmetry [1], shapes broadcast to (...,).

    Returns
    -------
    Minimum(x [a0], value [A], force_constant [k^(0)]), each shape (...,).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact. At ξ = 0 and η < 0 the left one of two mirror images is returned. Ref. Klinger1987.

    >>> [float(number) for number in global_minimum(-2.0, 0.0)]
    [-1.0, -1.0, 4.0]
    """
    eta, xi = _shape_parameters(eta, xi)
    far, _, root = _outer_extrema(eta, xi)
    moved = eta < xi**2 / 4
    x = np.where(moved, far, 0.0)
    stiffness = np.where(moved, np.abs(far) * root / 2, eta)
    return Minimum(x, x**2 * (eta + x * (xi + x)), stiffness)


def force_constants(eta, xi):
    """Force constants at the three extrema of a potential that has them. Eqs. (3.3), (3.4).

    k0 = η and k_{1,2} = 2 η^(0) (Λ ∓ Λ^(1/2)), η^(0) = 9 ξ²/32, Λ = 1 - η/η^(0).

    Parameters
    ----------
    eta, xi : stiffness and asymmetry [1], η <= 9 ξ²/32, shapes broadcast to (...,).

    Returns
    -------
    ForceConstants(k0, k1, k2) [k^(0)], each shape (...,): negative at a barrier top.

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input, and for η > 9 ξ²/32,
        where x1 and x2 do not exist and k0 = η is all.

    Notes
    -----
    Exact; for ξ = 0 the limit k1 = k2 = -2η. Ref. Klinger1987.

    >>> [float(k) for k in force_constants(-1.0, 0.0)]
    [-1.0, 2.0, 2.0]
    """
    eta, xi = _shape_parameters(eta, xi)
    line = critical_eta(xi)
    distance = np.where(_on_line(eta, line), 0.0, line - eta)
    if (distance < 0).any():
        raise ValueError(
            f"eta contains {eta[distance < 0][0]:g}: it must be at most 9 xi²/32 = "
            f"{line[distance < 0][0]:g}, above it the potential has one extremum only"
        )
    cross = 2 * np.sqrt(line * distance)
    return ForceConstants(eta.copy(), 2 * distance - cross, 2 * distance + cross)


def classify(eta, xi, width=0.01):
    """Class of a soft potential: single well, double well or singular. Text after Eq. (3.5).

    "singular" within `width` of either critical line, η = 0 or η = 9 ξ²/32, lines included;
    otherwise "single_well" above 9 ξ²/32 and "double_well" below.

    Parameters
    ----------
    eta, xi : stiffness and asymmetry [1], shapes broadcast to (...,).
    width : half-width in η of the singular strips [1], >= 0, a single number. The default is
        the review's η_L ~ 1e-2, below which barriers and wells are smaller than w. With 0 only
        the lines themselves (up to rounding) are singular.

    Returns
    -------
    The word as a str for single numbers, else an array of str, shape (...,).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input or width < 0.

    Notes
    -----
    The lines are exact; the width is a convention that the review leaves open.
    Ref. Klinger1987.

    >>> classify([0.5, -0.5, 0.0], 0.0).tolist()
    ['single_well', 'double_well', 'singular']
    """
    eta, xi = _shape_parameters(eta, xi)
    width = float(check.non_negative("width", check.scalar("width", width)))
    line = critical_eta(xi)
    near_line = (np.abs(eta - line) <= width) | _on_line(eta, line)
    kind = np.where(eta > line, "single_well", "double_well")
    kind = np.where(near_line | (np.abs(eta) <= width), "singular", kind)
    return kind if kind.ndim else str(kind)
