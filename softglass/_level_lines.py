"""Lines of constant excitation energy E_1 - E_0 in the plane of canonical (a, b).

At fixed a the excitation grows with |b| from its value at b = 0 without bound, and at b = 0 it
grows with a. A line of energy ε therefore starts on the axis at `edge(ln ε)`, where a symmetric
well has just that gap, and runs to a = -∞ with one b > 0 for every a. Integrals along it need
only the table of levels, and far to the left the two-level law of deep double wells.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from softglass import _level_table

LARGEST_ENERGY = 15.0
# Below this energy a line is wholly where the two-level law holds to 1e-5.
_TWO_LEVEL_ENERGY = 1e-4
_DEEP = -40.0
# From here to the left the table's gap on the axis is replaced by the instanton law (3e-5).
_INSTANTON = -11.0
# Next to a singular end the integrand is cut at this fraction of the interval.
_CLOSEST = 1e-11
_SMALLEST_B = 1e-9
_NEWTON_STEPS = 2
_MOST_SECANTS = 20


class Points(NamedTuple):
    """Quadrature points of several lines: a, b >= 0 and weight da/|∂ε/∂b|, (energies, points)."""

    a: np.ndarray
    b: np.ndarray
    weight: np.ndarray


class _Prepared(NamedTuple):
    """Splines made once, of the axis, the cusp line, the corner line and a coarse map."""

    edge: Callable
    critical_shape: float
    critical_energy: float
    cusp_inner: Callable
    cusp_outer: Callable
    corner: Callable
    map_a: np.ndarray
    map_b: np.ndarray
    map_gap: np.ndarray
    spline: object


def gap(a, b):
    """E_1 - E_0 from the table of levels, shapes (M,)."""
    energies = _level_table.levels(a, b)
    return energies[:, 1] - energies[:, 0]


def log_instanton_gap(a):
    """Logarithm of the tunnel splitting at b = 0, a << 0, three terms beyond the instanton."""
    action = np.sqrt(2) / 3 * np.abs(a) ** 1.5
    loops = 1 - 71 / 72 / action - 6299 / 10368 / action**2 - 2691107 / 2239488 / action**3
    prefactor = 4 * np.sqrt(2 * np.abs(a)) * np.sqrt(6 * action / np.pi)
    return np.log(prefactor * loops) - action


def well_distance(a):
    """Difference of <Y> between the wells of a deep double well at b = 0, perturbation theory."""
    depth = np.abs(a) ** 1.5
    return np.sqrt(2 * np.abs(a)) * (
        1 - 3 / np.sqrt(8) / depth - 35 / 16 / depth**2 - 9.8 / depth**3
    )


def edge(log_energy):
    """The a of the symmetric well whose gap has this logarithm, shape (M,)."""
    spline = _prepared().edge
    rough = spline(log_energy)
    # Next to its start a line is steep: the spline's 1e-8 would leave out a visible piece.
    table = log_energy > np.log(_TWO_LEVEL_ENERGY)
    log_gap = log_instanton_gap(np.minimum(rough, -4.0))
    log_gap[table] = np.log(gap(rough[table], np.zeros(table.sum())))
    return rough - (log_gap - log_energy) * spline(log_energy, 1)


def critical_energy():
    """Lowest energy whose line touches the cusp line K1 = 0, the review's E_c (n = 1)."""
    return _prepared().critical_energy


def extrema(a, b):
    """Places Y of the extrema of a Y² + b Y + Y⁴, b >= 0: deepest minimum, top, other minimum.

    The last two are NaN in a single well.
    """
    # With Y = -scale f(u), the cubic for Y is the formula for the triple argument of f.
    scale = 2 * np.sqrt(np.maximum(np.abs(a), 1e-12) / 6)
    triple = b / scale**3
    double = (a < 0) & (triple < 1)
    angle = np.arccos(np.where(double, triple, 0)) / 3
    beyond = np.cosh(np.arccosh(np.maximum(triple, 1)) / 3)
    single = np.where(a < 0, beyond, np.sinh(np.arcsinh(triple) / 3))
    return (
        -scale * np.where(double, np.cos(angle), single),
        np.where(double, scale * np.cos(np.pi / 3 + angle), np.nan),
        np.where(double, scale * np.cos(np.pi / 3 - angle), np.nan),
    )


@cache
def _prepared():
    # Imported here, because importing physics must not load scipy.
    from scipy.interpolate import CubicSpline, RectBivariateSpline

    table_a = np.concatenate([np.arange(_INSTANTON, 0, 0.04), np.geomspace(0.1, 61.9, 300)])
    table_a = np.sort(np.r_[table_a, 0.0])
    deep_a = -np.geomspace(500, -_INSTANTON + 0.1, 500)
    log_gap = np.r_[log_instanton_gap(deep_a), np.log(gap(table_a, np.zeros_like(table_a)))]
    edge_of = CubicSpline(log_gap, np.r_[deep_a, table_a])

    shape = np.concatenate([np.linspace(0, 4, 401), np.geomspace(4.02, 13, 300)])
    on_cusp = gap(-3 * shape**2 / 8, shape**3 / 8)
    curve = CubicSpline(shape, on_cusp)
    critical = curve.derivative().roots(extrapolate=False)
    critical = critical[np.argmin(curve(critical))]
    bottom = float(curve(critical))
    # Near its minimum the curve is a parabola: its inverse is smooth in √(ε - bottom).
    inner = np.sqrt(on_cusp[shape < critical - 0.004] - bottom)[::-1]
    outer = np.sqrt(on_cusp[shape > critical + 0.004] - bottom)
    corner_a = np.linspace(-39, -4, 400)
    map_a = np.concatenate([np.linspace(_DEEP - 1, -2, 160), np.linspace(-1.8, 61.9, 160)])
    map_b = np.concatenate([np.linspace(0, 4, 81), np.geomspace(4.1, 295, 80)])
    everywhere = np.meshgrid(map_a, map_b, indexing="ij")
    map_gap = gap(everywhere[0].ravel(), everywhere[1].ravel()).reshape(everywhere[0].shape)
    map_gap = np.maximum.accumulate(map_gap, axis=1)
    return _Prepared(
        edge_of,
        float(critical),
        bottom,
        CubicSpline(np.r_[0, inner], np.r_[critical, shape[shape < critical - 0.004][::-1]]),
        CubicSpline(np.r_[0, outer], np.r_[critical, shape[shape > critical + 0.004]]),
        CubicSpline(gap(corner_a, np.full(400, 2.0))[::-1], corner_a[::-1]),
        map_a,
        map_b,
        map_gap,
        RectBivariateSpline(map_a, map_b**2, map_gap**2),
    )


def points(energy, order, left):
    """Quadrature points on the lines of the given energies, from a = `left` (..., may be -inf).

    `energy` and `left` have shape (M,); `order` points per piece. Pieces of a line that are
    missing have weight 0.
    """
    breaks = _breaks(energy, np.maximum(left, -1e300))
    a, da = _double_exponential(breaks[:, 1:], breaks[:, :-1], order)
    far_a, far_da = _far_left(breaks[:, -1], left, order)
    a, da = np.concatenate([a, far_a], axis=1), np.concatenate([da, far_da], axis=1)
    ε = np.broadcast_to(energy[:, None], a.shape)
    used = da > 0
    b, slope = np.zeros_like(a), np.ones_like(a)
    law = used & ((a < _DEEP) | (ε < _TWO_LEVEL_ENERGY))
    b[law], slope[law] = _two_level_line(ε[law], a[law])
    table = used & ~law
    b[table], slope[table] = _table_line(ε[table], a[table])
    return Points(a, b, np.where(used, da * slope, 0.0))


def _breaks(energy, left):
    """Falling a at which a line starts, touches or crosses the cusp, turns, gets deep; (M, 6)."""
    made = _prepared()
    start = edge(np.log(energy))
    excess = np.sqrt(np.maximum(energy - made.critical_energy, 0))
    inner = made.cusp_inner(np.minimum(excess, made.cusp_inner.x[-1]))
    outer = made.cusp_outer(np.minimum(excess, made.cusp_outer.x[-1]))
    inner, outer = -3 * np.maximum(inner, 0) ** 2 / 8, -3 * outer**2 / 8
    turns = energy > made.corner.x[0]
    corner = np.where(turns, made.corner(np.maximum(energy, made.corner.x[0])), outer)
    stop = np.minimum(_DEEP, 1.5 * start)
    breaks = np.stack([start, inner, outer, corner, stop], axis=1)
    breaks = np.minimum.accumulate(breaks, axis=1)
    return np.maximum(breaks, left[:, None])


def _double_exponential(low, high, order):
    """Points and weights on the intervals [low, high] of shape (M, P), flattened to (M, P·order).

    Any singularity at an end is harmless.
    """
    t = np.linspace(-1, 1, order) * 2.8
    half = np.pi / 2 * np.sinh(t)
    weight = np.pi / 4 * np.cosh(t) / np.cosh(half) ** 2 * (t[1] - t[0])
    fraction = np.clip(0.5 + 0.5 * np.tanh(half), _CLOSEST, 1 - _CLOSEST)
    width = (high - low)[..., None]
    a = np.where(fraction < 0.5, low[..., None] + width * fraction, 0)
    a = np.where(fraction < 0.5, a, high[..., None] - width * fraction[::-1])
    shape = (low.shape[0], -1)
    return a.reshape(shape), (width * weight).reshape(shape)


def _far_left(start, left, order):
    """Points and weights from `start` to `left`, for an integrand falling as |a|^(-3/2)."""
    x, weight = np.polynomial.legendre.leggauss(order)
    ends = np.abs(start) ** -0.5, np.abs(np.minimum(left, start)) ** -0.5
    half = (ends[0] - ends[1])[:, None] / 2
    s = ends[1][:, None] + half * (1 + x)
    with np.errstate(divide="ignore"):
        return np.where(half > 0, -(s**-2), start[:, None]), half * weight * 2 * s**-3


def _two_level_line(energy, a):
    """b and db/dε on lines of ε² = gap² + (b · distance)² deep in the double wells."""
    log_gap = log_instanton_gap(np.minimum(a, -4.0))
    tunnelling = np.exp(np.minimum(log_gap - np.log(energy), 0.0))
    asymmetry = np.maximum(np.sqrt((1 - tunnelling) * (1 + tunnelling)), 1e-6)
    distance = well_distance(a)
    return energy * asymmetry / distance, 1 / (asymmetry * distance)


def _table_line(energy, a):
    """b and db/dε on lines of the table's gap.

    In the variables b² and ε² a pair of levels is a straight line, and its slope at b = 0 is
    finite, so both root and derivative are taken there: the spline finds the place, secants of
    the table itself polish it.
    """
    squared, low, high = _first_guess(energy, a)
    slope = np.ones_like(a)
    open_ = np.arange(a.size)
    for _ in range(_MOST_SECANTS):
        here, step = squared[open_], np.maximum(1e-4 * squared[open_], 1e-5)
        right, left = here + step, np.maximum(here - step, 0)
        both = gap(np.tile(a[open_], 2), np.sqrt(np.r_[right, left])) ** 2
        slope[open_] = (both[: here.size] - both[here.size :]) / (right - left)
        found = right - (both[: here.size] - energy[open_] ** 2) / slope[open_]
        squared[open_] = np.clip(found, low[open_], high[open_])
        open_ = open_[np.abs(squared[open_] - here) > step]
        if not open_.size:
            break
    b = np.sqrt(squared)
    return b, energy / (np.maximum(b, _SMALLEST_B) * slope)


def _first_guess(energy, a):
    """b² from the map and its spline by Newton's method, and two values that bracket it."""
    made = _prepared()
    target, squares = energy**2, made.map_b**2
    row = np.clip(np.searchsorted(made.map_a, a) - 1, 0, made.map_a.size - 2)
    columns, guesses = [], []
    for neighbour in (row, row + 1):
        column = (made.map_gap[neighbour] < energy[:, None]).sum(axis=1)
        columns.append(column)
        column = np.clip(column, 1, squares.size - 1)
        low, high = (made.map_gap[neighbour, column + side] ** 2 for side in (-1, 0))
        fraction = np.clip((target - low) / np.maximum(high - low, 1e-30), 0, 1)
        guesses.append(squares[column - 1] + fraction * np.diff(squares)[column - 1])
    share = (a - made.map_a[row]) / (made.map_a[row + 1] - made.map_a[row])
    squared = guesses[0] + share * (guesses[1] - guesses[0])
    low = squares[np.maximum(np.minimum(*columns) - 3, 0)]
    high = squares[np.minimum(np.maximum(*columns) + 2, squares.size - 1)]
    for _ in range(_NEWTON_STEPS):
        miss = made.spline.ev(a, squared) - target
        slope = np.maximum(made.spline.ev(a, squared, dy=1), 1e-9)
        squared = np.clip(squared - miss / slope, low, high)
    return squared, low, high
