"""Six lowest levels of -d²/dY² + a Y² + b Y + Y⁴ for millions of (a, b) at once, Eq. (3.12).

The half plane b >= 0 is cut into rectangular cells. In a cell every isolated level is a smooth
function of (a, b) and becomes one Chebyshev series. Two levels of a double well that cross are
not smooth one by one, but the 2 by 2 Hamiltonian of the pair is: mean ± hypot(half difference,
coupling) of three series. The ladders of the two wells cross at b = 0, 2, 4, ..., exactly so for
deep wells, which tells in advance which levels pair up where.

A cell is computed when the first point falls into it (about 20 ms, all cells together a few
seconds), checks itself, and is kept. Nothing is written to disk.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from softglass import schrodinger

N_LEVELS = 6
# Fewer spectra than this are quicker one by one than by computing cells first.
WORTHWHILE = 20_000
# A cell is refused when the last terms of one of its series add up to more.
LARGEST_TAIL = 1e-10
_ORDER_A, _ORDER_B = 16, 14
_POINTS_AT_ONCE = 3000
_GRID_POINTS = 144
_BASIS_SIZES = (26, 29, 32, 36, 40, 44, 48, 54, 60, 66, 72)
# Between these values of a the wells' ladders mix: levels are paired. On the left they cross
# without mixing (coupling below 1e-11), on the right there is no second ladder.
_MIXING = (-23.5, 0.5)


class _Panel(NamedTuple):
    """A rectangle of cells: their edges in a and in b, evenly used in b or in b^(1/3).

    Far from b = 0 the wells' places go as b^(1/3), and so does everything else.
    """

    a: tuple
    b: tuple
    cubic: bool = False

    def place(self, b):
        """The second coordinate of the cells."""
        return np.cbrt(b) if self.cubic else b


_PANELS = (
    _Panel((-61, -47, -37, -29, -23.5), (0, 2, 4, 6, 8, 10, 12)),
    _Panel((-23.5, -18, -14.5), (0, 1, 3, 5, 7, 9, 11, 12)),
    _Panel((-14.5, -12, -10.3, -8.7, -7.1, -5.5, -3.7), tuple(range(13))),
    _Panel((-3.7, -1.8, 0.5), (0, 1, 2, 3, 4, 5, 6, 8, 10, 12)),
    _Panel((0.5, 3.5, 8), (0, 1.5, 4, 7.5, 12)),
    _Panel((8, 15, 30, 62), (0, 12)),
    _Panel((-61, -36, -23.5, -14), (12, 16), cubic=True),
    _Panel((-14, -11, -8.7, -6.3, -3.5, 0, 4.5), (12, 14, 16), cubic=True),
    _Panel((4.5, 10, 20, 40, 62), (12, 16), cubic=True),
    _Panel((-61, -36, -20, -13, -9, -5.5, -2, 2.5, 8, 20, 40, 62), (16, 20, 25), cubic=True),
    _Panel((-64, -40, -23, -13, -6.5, -2, 3, 9, 22, 40, 62), (25, 42), cubic=True),
    _Panel((-77, -50, -30, -16, -6, 3, 12, 26, 42, 62), (42, 84), cubic=True),
    _Panel((-83, -50, -28, -12, 0, 11, 24, 40, 62), (84, 160), cubic=True),
    _Panel((-97, -60, -30, 0, 16, 30, 42, 62), (160, 300), cubic=True),
    _Panel((-145, -118, -92, -66, -40, -10, 25, 62), (300, 450, 640, 880), cubic=True),
)


class _Cell(NamedTuple):
    """Chebyshev series of one cell: `singles` isolated levels, then three series per pair."""

    centre: tuple
    half_width: tuple
    singles: int
    series: np.ndarray


def levels(a, b):
    """Six lowest levels of the shifted oscillator at many points. Eq. (3.12).

    Parameters
    ----------
    a, b : coefficients of Y² and Y [1], float arrays of shape (M,), finite.

    Returns
    -------
    E_0 <= ... <= E_5 [w], shape (M, 6); a row of NaN wherever the table does not reach.

    Notes
    -----
    Absolute error below 1e-10 w (tested; typically 1e-11). The table covers every (a, b) that
    |K1| <= 60, |K2| <= 15 leads to, and more; the caller solves the remaining points directly.

    >>> levels(np.array([0.0]), np.array([0.0])).round(6)[0, :3].tolist()
    [1.060362, 3.799673, 7.455698]
    """
    b = np.abs(b)
    energies = np.full((a.size, N_LEVELS), np.nan)
    for number, panel in enumerate(_PANELS):
        inside = (panel.b[0] <= b) & (b < panel.b[-1]) & (panel.a[0] <= a) & (a < panel.a[-1])
        index = np.flatnonzero(inside)
        if index.size:
            _fill_panel(number, a, b, index, energies)
    return energies


def _fill_panel(number, a, b, index, energies):
    """Write the levels of the points `index`, all inside one panel, into `energies`."""
    panel = _PANELS[number]
    column = np.searchsorted(panel.a, a[index], side="right") - 1
    row = np.searchsorted(panel.b, b[index], side="right") - 1
    rows = len(panel.b) - 1
    # Small integers are sorted by counting, in linear time.
    key = (column * rows + row).astype(np.uint8)
    order = np.argsort(key, kind="stable")
    ends = np.cumsum(np.bincount(key))
    a, place, index = a[index[order]], panel.place(b[index[order]]), index[order]
    for cell_number, (start, stop) in enumerate(zip(np.r_[0, ends], ends, strict=False)):
        if start == stop:
            continue
        cell = _cell(number, *divmod(cell_number, rows))
        if cell is None:
            continue
        for first in range(start, stop, _POINTS_AT_ONCE):
            part = slice(first, min(first + _POINTS_AT_ONCE, stop))
            energies[index[part]] = _evaluate(cell, a[part], place[part])


def _chebyshev(x, order):
    """Chebyshev polynomials of degree 0 to order - 1, shape (order, len(x))."""
    values = np.empty((order, x.size))
    values[0], values[1] = 1, x
    twice = 2 * x
    for degree in range(2, order):
        np.multiply(twice, values[degree - 1], out=values[degree])
        values[degree] -= values[degree - 2]
    return values


def _evaluate(cell, a, place):
    """Levels at points of one cell, shape (points, 6)."""
    in_a = _chebyshev((a - cell.centre[0]) / cell.half_width[0], _ORDER_A)
    in_b = _chebyshev((place - cell.centre[1]) / cell.half_width[1], _ORDER_B)
    terms = (cell.series @ in_a).reshape(-1, _ORDER_B, a.size)
    terms *= in_b
    sums = terms.sum(axis=1)
    energies = np.empty((N_LEVELS + 1, a.size))
    energies[: cell.singles] = sums[: cell.singles]
    pairs = sums[cell.singles :].reshape(-1, 3, a.size)
    for lower, (mean, half_difference, coupling) in enumerate(pairs):
        gap = np.hypot(half_difference, coupling)
        first = cell.singles + 2 * lower
        energies[first], energies[first + 1] = mean - gap, mean + gap
    for level in range(1, N_LEVELS):
        # Levels that cross on a cell's edge may be out of order by rounding.
        np.maximum(energies[level], energies[level - 1], out=energies[level])
    return energies[:N_LEVELS].T


# Building one cell ----------------------------------------------------------------------------


@cache
def _cell(number, column, row):
    """The cell, or None if its series do not converge to `LARGEST_TAIL`."""
    panel = _PANELS[number]
    a = np.array(panel.a[column : column + 2], float)
    b = np.array(panel.b[row : row + 2], float)
    nodes_a, to_series_a = _nodes(a, _ORDER_A)
    nodes_b, to_series_b = _nodes(panel.place(b), _ORDER_B)
    nodes_b = nodes_b**3 if panel.cubic else nodes_b

    mixing = _MIXING[0] <= a[0] and a[1] <= _MIXING[1] and b[1] <= 2 * N_LEVELS
    singles = min(round(b.mean() / 2), N_LEVELS) if mixing else N_LEVELS
    values, plane = _smooth_functions(a, b, nodes_a, nodes_b, singles)
    series = to_series_a @ values.reshape(-1, _ORDER_A, _ORDER_B) @ to_series_b.T
    size = np.abs(series)
    tail = max(size[:, -1, :].sum(axis=1).max(), size[:, :, -1].sum(axis=1).max())
    if tail > LARGEST_TAIL:
        return None
    energies = np.r_[:singles, singles : len(series) : 3]
    # The plane is linear in a and at most cubic in the other coordinate: the rest is rounding.
    plane_series = to_series_a @ plane.reshape(_ORDER_A, _ORDER_B) @ to_series_b.T
    series[energies, :2, :4] += plane_series[:2, :4]
    edges = np.array([a, panel.place(b)])
    return _Cell(
        tuple(edges.mean(axis=1)),
        tuple(np.ptp(edges, axis=1) / 2),
        singles,
        np.ascontiguousarray(series.transpose(0, 2, 1)).reshape(-1, _ORDER_A),
    )


def _nodes(edges, order):
    """Chebyshev nodes of an interval, and the matrix from values there to a series."""
    nodes = np.cos(np.pi * (np.arange(order) + 0.5) / order)
    to_series = 2 / order * _chebyshev(nodes, order)
    to_series[0] /= 2
    return np.mean(edges) + np.ptp(edges) / 2 * nodes, to_series


def _smooth_functions(a, b, nodes_a, nodes_b, singles):
    """Isolated levels and, per pair, mean, half difference and coupling; (functions, nodes).

    Energies are measured from a plane, returned as well (nodes,), which keeps them small.
    """
    hamiltonians, ground = _contracted(a, b)
    nodes_a, nodes_b = np.repeat(nodes_a, nodes_b.size), np.tile(nodes_b, nodes_a.size)
    matrices = hamiltonians(nodes_a, nodes_b)
    plane = ground(nodes_a, nodes_b)
    if singles == N_LEVELS:
        return np.linalg.eigvalsh(matrices)[:, :N_LEVELS].T, plane
    energies, states = np.linalg.eigh(matrices)
    functions = list(energies[:, :singles].T)
    for lower in range(singles, N_LEVELS, 2):
        pair = slice(lower, lower + 2)
        functions += _pair_hamiltonian(energies[:, pair], states[:, pair, pair])
    return np.array(functions), plane


def _pair_hamiltonian(energies, overlap):
    """2 by 2 Hamiltonian of two states, as mean, half difference and coupling.

    Its basis is the one closest to the two states at the centre of the cell: rotating the
    eigenstates by the orthogonal factor of their overlap with those makes it smooth.
    """
    # The sign of an eigenvector is free: choose the second one's to make a rotation of it.
    sign = np.sign(np.linalg.det(overlap))
    cosine = overlap[:, 0, 0] + sign * overlap[:, 1, 1]
    sine = overlap[:, 1, 0] - sign * overlap[:, 0, 1]
    length = cosine**2 + sine**2
    half_gap = (energies[:, 1] - energies[:, 0]) / 2
    return [
        energies.mean(axis=1),
        half_gap * (cosine**2 - sine**2) / length,
        half_gap * 2 * cosine * sine / length,
    ]


def _contracted(a, b):
    """h in the lowest states at the centre of a cell, minus the tangent plane of the ground state.

    Returns both as functions of (a, b). h is linear in a and b, so that one accurate solution
    gives small matrices for the whole cell.
    """
    corners_a, corners_b = np.repeat(a, 2), np.tile(b, 2)
    grid = np.linspace(*_extent(corners_a, corners_b), _GRID_POINTS)
    a0, b0 = a.mean(), b.mean()
    potential = grid * (b0 + grid * (a0 + grid**2))
    floor = potential.min()
    states = schrodinger.bound_states(grid, potential - floor, _BASIS_SIZES[-1])
    terms = np.array(
        [np.diag(states.energies), states.matrix_elements(grid**2), states.matrix_elements(grid)]
    )
    tangent = terms[:, 0, 0].copy()
    terms -= tangent[:, None, None] * np.eye(_BASIS_SIZES[-1])
    tangent[0] += floor

    def weights(a, b):
        return np.stack([np.ones_like(a), a - a0, b - b0], axis=1)

    def hamiltonians(a, b, size):
        flat = terms[:, :size, :size].reshape(3, -1)
        return (weights(a, b) @ flat).reshape(-1, size, size)

    for size in _BASIS_SIZES:
        vectors = np.linalg.eigh(hamiltonians(corners_a, corners_b, size))[1]
        # Energies err by the square of what is left in the last basis states.
        if np.abs(vectors[:, -4:, :N_LEVELS]).max() < 1e-7:
            break
    return lambda a, b: hamiltonians(a, b, size), lambda a, b: weights(a, b) @ tangent


def _extent(a, b):
    """Interval outside which the states of interest are below rounding at all corners."""
    x = np.linspace(-16, 16, 1601)
    potential = x * (b[:, None] + x * (a[:, None] + x**2))
    top = 140 + 80 * np.sqrt(1 + np.abs(a) + np.cbrt(b) ** 2)
    allowed = (potential < (potential.min(axis=1) + top)[:, None]).any(axis=0)
    return x[allowed][[0, -1]]
