"""Distributions F(η, ξ) of the shapes of soft potentials, Eqs. (3.2), (3.7)-(3.11).

F is a density over labels (η, ξ), and a label is a potential together with the extremum chosen
as its origin. A double well has three extrema, hence three labels with the same physics. The
argument `counting` says what an integral runs over: "per_label" takes every label, as the review
does, "once" only the origin in the deepest minimum, η >= ξ²/4.
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from softglass import _validation as check

COUNTINGS = ("per_label", "once")
_XI_PANELS = 120
_PANEL_NODES = 6


def _labels(eta, xi):
    return check.broadcast(eta=check.real("eta", eta), xi=check.real("xi", xi))


class _Distribution:
    """Checks the parameters; `density` is what the distributions add."""

    _signed = ()

    def __post_init__(self):
        for item in fields(self):
            allowed = check.scalar if item.name in self._signed else _positive_number
            object.__setattr__(self, item.name, allowed(item.name, getattr(self, item.name)))


def _positive_number(name, value):
    return float(check.positive(name, check.scalar(name, value)))


@dataclass(frozen=True, kw_only=True)
class Constant(_Distribution):
    """The same density everywhere, F = F0 [1]. Text after Eq. (3.9).

    Enough near η = ξ = 0; it cannot be normalised. Ref. Klinger1987.

    >>> Constant(F0=0.01).density([0, 1], 0).tolist()
    [0.01, 0.01]
    """

    F0: float = 0.01

    def density(self, eta, xi):
        """F(η, ξ) [1], shape (...,). Text after Eq. (3.9)."""
        eta, _ = _labels(eta, xi)
        return np.full(eta.shape, self.F0)


@dataclass(frozen=True, kw_only=True)
class Gaussian(_Distribution):
    """Two Gaussians at η = η̄, ξ = ±ξ̄, normalised to 1. Eq. (3.8).

    F = (2π Δη Δξ)⁻¹ Σ_± exp[-(η - η̄)²/Δη² - (ξ ∓ ξ̄)²/Δξ²]. The printed prefactor (4 Δη Δξ)⁻¹
    lacks 2/π: see `printed_density`. Fields [1]: the means and the widths (> 0).
    Ref. Klinger1987.

    >>> float(Gaussian(eta_width=1.0, xi_width=1.0, eta_mean=0.0).density(0, 0).round(5))
    0.31831
    """

    eta_width: float = 0.2**0.5
    xi_width: float = 0.1**0.5
    eta_mean: float = 1.0
    xi_mean: float = 0.0
    _signed = ("eta_mean", "xi_mean")

    def density(self, eta, xi):
        """F(η, ξ) with unit integral [1], shape (...,). Eq. (3.8)."""
        eta, xi = _labels(eta, xi)
        along_eta = np.exp(-(((eta - self.eta_mean) / self.eta_width) ** 2))
        along_xi = np.exp(-(((xi - self.xi_mean) / self.xi_width) ** 2))
        if self.xi_mean:
            along_xi = (along_xi + np.exp(-(((xi + self.xi_mean) / self.xi_width) ** 2))) / 2
        return along_eta * along_xi / (np.pi * self.eta_width * self.xi_width)

    def printed_density(self, eta, xi):
        """F(η, ξ) with the printed prefactor, whose integral is π/2 [1]. Eq. (3.8).

        >>> ratio = Gaussian().printed_density(0, 0) / Gaussian().density(0, 0)
        >>> float(ratio.round(6))
        1.570796
        """
        return np.pi / 2 * self.density(eta, xi)


@dataclass(frozen=True, kw_only=True)
class ExponentialTail(_Distribution):
    """Exponential in η near η = 0, F = e⁻¹ F0 exp(η/η_c). Eq. (3.9).

    F0 = F(η_c, ·) [1], eta_c [1] > 0. The printed law says nothing about ξ, and its integral
    over ξ diverges for one family of double wells: a factor exp(-ξ²/Δξ²) cuts it off.
    Valid for |η| << 1 only. Ref. Klinger1987.

    >>> float(ExponentialTail(F0=0.01, eta_c=0.1).density(0.1, 0.0))
    0.01
    """

    F0: float = 0.01
    eta_c: float = 0.1
    xi_width: float = 0.1**0.5

    def density(self, eta, xi):
        """F(η, ξ) [1], shape (...,). Eq. (3.9)."""
        eta, xi = _labels(eta, xi)
        return self.F0 * np.exp(eta / self.eta_c - 1 - (xi / self.xi_width) ** 2)


@dataclass(frozen=True, kw_only=True)
class UniformForce(_Distribution):
    """F = slope · |η|: what random forces on the atoms lead to. Footnote 5 of the review.

    A constant density of (a, b), the coefficients without cubic term, is |K1|/2 per label.
    With `slope` [1] > 0. It vanishes at η = 0, so that no peak survives at E_c and the harmonic
    states grow as E⁴. Ref. Klinger1987.

    >>> UniformForce(slope=2.0).density([-0.5, 0, 0.5], 0).tolist()
    [1.0, 0.0, 1.0]
    """

    slope: float = 1.0

    def density(self, eta, xi):
        """F(η, ξ) [1], shape (...,). Footnote 5."""
        eta, _ = _labels(eta, xi)
        return self.slope * np.abs(eta)


class Concentrations(NamedTuple):
    """Fractions of atoms in single-well, double-well and singular potentials [1]."""

    single_well: float
    double_well: float
    singular: float

    @property
    def total(self):
        """c_a, the sum of the three."""
        return sum(self)


def concentrations(distribution, eta_max=0.2, xi_max=1.0, width=0.01, *, counting):
    """Concentrations c_a^(1), c_a^(2), c_a^(3) of critical potentials. Eq. (3.7).

    ∫∫ F dη dξ over |η| <= η* and |ξ| <= ξ*, split along the lines η = 0 and η = 9 ξ²/32:
    singular within `width` of either, else single well above the second line, double below.

    Parameters
    ----------
    distribution : object with `density(eta, xi)`.
    eta_max, xi_max : borders η*, ξ* of "critical" [1], > 0; the review takes η* = 0.1 to 0.3.
    width : half-width in η of the singular strips [1], >= 0, as in `soft_potential.classify`.
    counting : "per_label" (the review's sum over j) or "once" (each potential one time).

    Returns
    -------
    Concentrations [1], plain numbers.

    Raises
    ------
    ValueError, TypeError : for values outside these ranges or another word for `counting`.

    Notes
    -----
    Quadrature error below 1e-4 relative. Order of magnitude: every border is a convention. The
    review's own numbers do not fit together: (3.9) with F0 = 0.01 and η_c = 0.1 gives c_a of
    order 1e-3, not 0.1. Ref. Klinger1987.

    >>> found = concentrations(Constant(F0=0.01), 0.2, 1.0, width=0.0, counting="per_label")
    >>> round(found.total, 6)
    0.008
    """
    eta_max, xi_max = _positive_number("eta_max", eta_max), _positive_number("xi_max", xi_max)
    width = float(check.non_negative("width", check.scalar("width", width)))
    check.choice("counting", counting, COUNTINGS)
    x, weight = np.polynomial.legendre.leggauss(_PANEL_NODES)
    panels = np.linspace(-xi_max, xi_max, _XI_PANELS + 1)
    half = xi_max / _XI_PANELS
    xi = (panels[:-1, None] + half * (1 + x)).ravel()
    dxi = np.tile(half * weight, _XI_PANELS)

    line = 9 * xi**2 / 32
    lowest = np.full_like(xi, -eta_max) if counting == "per_label" else xi**2 / 4
    borders = [lowest, -width + 0 * xi, width + 0 * xi, line - width, line + width]
    borders = np.clip(np.stack([*borders, eta_max + 0 * xi]), lowest, eta_max)
    borders = np.sort(borders, axis=0)
    middle, half_width = (borders[1:] + borders[:-1]) / 2, np.diff(borders, axis=0) / 2
    eta = middle[..., None] + half_width[..., None] * x
    inner = (distribution.density(eta, xi[:, None]) @ weight) * half_width * dxi

    singular = (np.abs(middle) <= width) | (np.abs(middle - line) <= width)
    single = ~singular & (middle > line)
    parts = (single, ~singular & ~single, singular)
    return Concentrations(*(float(inner[part].sum()) for part in parts))


def pushforward(
    quantity, values, distribution, eta_range=(-0.3, 0.3), xi_max=1.0, points=300, *, counting
):
    """Density G(Q) of any property of the potentials. Eq. (3.2).

    G(Q) = ∫∫ F(η, ξ) δ(Q - Q(η, ξ)) dη dξ, with Q linear on each of many triangles.

    Parameters
    ----------
    quantity : function Q(eta, xi) of two arrays of equal shape, returning that shape.
    values : Q at which G is wanted, shape (...,).
    distribution : object with `density(eta, xi)`.
    eta_range : lowest and highest η [1], rising; "once" starts at ξ²/4 instead of the lowest.
    xi_max : the range of ξ is -ξ_max to ξ_max [1], > 0.
    points : grid points per direction, 10 to 2000.
    counting : "per_label" or "once".

    Returns
    -------
    G, shape (...,), in states per unit of Q.

    Raises
    ------
    ValueError, TypeError : for ranges that do not rise, bad numbers, or another word for
        `counting`.

    Notes
    -----
    The error falls with the square of the spacing away from extrema of Q; where Q is constant
    over an area, G is infinite and such triangles are left out. Ref. Klinger1987.

    >>> disc = pushforward(lambda e, x: e**2 + x**2, 0.04, Constant(F0=1.0), counting="per_label")
    >>> float(disc.round(2))
    3.14
    """
    values = check.real("values", values)
    eta_range = check.real("eta_range", eta_range)
    if eta_range.shape != (2,) or eta_range[0] >= eta_range[1]:
        raise ValueError(f"eta_range is {eta_range}: it must be two rising numbers")
    low, high = eta_range
    xi_max = _positive_number("xi_max", xi_max)
    points = check.integer("points", points, 10, 2000)
    check.choice("counting", counting, COUNTINGS)

    xi = np.linspace(-xi_max, xi_max, points)
    start = np.minimum(xi**2 / 4, high) if counting == "once" else np.full_like(xi, low)
    eta = start + np.linspace(0, 1, points)[:, None] * (high - start)
    xi = np.broadcast_to(xi, eta.shape)
    density = distribution.density(eta, xi)
    corners = _triangles(check.real("quantity", quantity(eta, xi)), eta, xi, density)
    return _linear_density(values.ravel(), *corners).reshape(values.shape)


def _triangles(quantity, eta, xi, density):
    """Per triangle: its area, and quantity and density at the corners in order of quantity."""

    def corners(field):
        a, b, c, d = field[:-1, :-1], field[1:, :-1], field[:-1, 1:], field[1:, 1:]
        halves = [np.stack([a, b, d]), np.stack([a, d, c])]
        return np.concatenate([half.reshape(3, -1) for half in halves], axis=1)

    x, y = corners(eta), corners(xi)
    doubled = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])
    quantity, density = corners(quantity), corners(density)
    order = np.argsort(quantity, axis=0)
    sort = np.take_along_axis
    return np.abs(doubled) / 2, sort(quantity, order, axis=0), sort(density, order, axis=0)


def _linear_density(values, area, quantity, density):
    """Density at `values` of a quantity linear on each triangle, weighted by a linear density.

    The line on which the quantity has the value runs from the long side of the triangle to one
    of the short sides; the weight is taken in its middle.
    """
    found = np.empty(values.shape)
    for number, value in enumerate(values):
        hit = np.flatnonzero((quantity[0] <= value) & (value < quantity[2]))
        low, middle, high = quantity[:, hit]
        rising = value < middle
        near = np.where(rising, low, high)
        far = np.where(rising, high, low)
        weight = density[np.where(rising, 0, 2), hit]
        other = density[np.where(rising, 2, 0), hit]
        along_long, along_short = (value - near) / (far - near), (value - near) / (middle - near)
        weight = (
            weight + (along_long * (other - weight) + along_short * (density[1, hit] - weight)) / 2
        )
        found[number] = (area[hit] * weight * 2 * along_short / (high - low)).sum()
    return found


def cluster_fraction(atom_size, cluster_size, dimension=3):
    """Fraction of soft atoms in a glass of clusters, (a1/a2)^d. Eqs. (3.10), (3.11).

    Parameters
    ----------
    atom_size, cluster_size : a1 and a2 (or a3) in one unit of length, > 0, shape (...,).
    dimension : d, 2 or 3.

    Returns
    -------
    Fraction [1], shape (...,).

    Raises
    ------
    ValueError, TypeError : for sizes <= 0, an atom larger than its cluster, or another dimension.

    Notes
    -----
    Order of magnitude. The printed c_a^(2) of 1e-5 to 1e-6 for a3 = 50 to 100 Å is ten to twenty
    times below what the formula gives. Ref. Klinger1987.

    >>> float(cluster_fraction(3, 50).round(6)), float(cluster_fraction(3, 100).round(6))
    (0.000216, 2.7e-05)
    """
    atom, cluster = check.broadcast(
        atom_size=check.positive("atom_size", atom_size),
        cluster_size=check.positive("cluster_size", cluster_size),
    )
    dimension = check.integer("dimension", dimension, 2, 3)
    if (atom > cluster).any():
        raise ValueError(
            f"atom_size = {atom[atom > cluster].flat[0]:g} is larger than its cluster, "
            f"cluster_size = {cluster[atom > cluster].flat[0]:g}"
        )
    return (atom / cluster) ** dimension
