"""Half of a quartic double well: its levels, and how fast they leak through the barrier.

A half is -u'' + (alpha y² + beta y³ + y⁴) u = energy u on y >= 0, with y = 0 at the top of the
barrier (alpha < 0), energies counted from there and one well at y > 0. At the barrier top the
solution has either no slope (Neumann, N) or no value (Dirichlet, D).

Taylor series carry a solution u from y = 0 into the well and the decaying solution w from the
far end back into the well, always the way they grow, so that nothing cancels. Their Wronskian
W = u w' - u' w at the well bottom vanishes at the levels. It is an entire function of the energy
with real zeros only, so that Newton's method, started below the lowest zero, rises to it and
cannot miss it.
"""

from math import comb
from typing import NamedTuple

import numpy as np

ORDER = 34  # of the Taylor series; with the segments chosen below, exact to rounding
OUTER_SEGMENTS = 4
ENERGY = (-1.0, 0.0, 0.0, 0.0, 0.0)  # the change of the potential that is a change of energy
MOST_STEPS = 60
ONE_ENERGY = 1e-10  # below this width N and D are solved at one energy
SUBTRACT = 2e-5  # above this width D - N is simply subtracted

_POWERS = np.arange(ORDER + 1)
_SIGNS = (-1.0) ** _POWERS
_ENDS = np.stack([_POWERS**0.0, _POWERS, _SIGNS, -_POWERS * _SIGNS])
_WEIGHTS = 1 / ((_POWERS[:-2] + 1.0) * (_POWERS[:-2] + 2.0))


class Halves(NamedTuple):
    """Half-line problems, one per row; segments by `centre` and `radius`, (rows, segments)."""

    alpha: np.ndarray
    beta: np.ndarray
    bottom: np.ndarray
    depth: np.ndarray
    stiffness: np.ndarray
    centre: np.ndarray
    radius: np.ndarray

    def take(self, rows):
        return Halves(*(field[rows] for field in self))


class Match(NamedTuple):
    """What one march finds: arrays (2, rows), N first and D second, unless said otherwise.

    value, slope : W and its derivative with respect to the energy (or to another parameter);
    overlap, overlap_slope : u w + u' w'/stiffness, the natural scale of W, likewise;
    square : w w + w' w'/stiffness, shape (rows,); log_scale : logarithm of what u was divided by.
    """

    value: np.ndarray
    slope: np.ndarray
    overlap: np.ndarray
    overlap_slope: np.ndarray
    square: np.ndarray
    log_scale: np.ndarray

    def stripped_slope(self):
        """Derivative of W/overlap, times the overlap, (2, rows): nearly the same at N and D."""
        return self.slope - self.value * self.overlap_slope / self.overlap

    def width(self):
        """D - N from a march at an energy near both, shape (rows,).

        With f = W/overlap, the unit Wronskian of u_N and u_D makes f_N - f_D equal to
        square/(overlap_N overlap_D): Herring's identity, no difference of nearly equal numbers.
        """
        difference = self.square / self.overlap[0] / self.overlap[1]
        norm = np.abs(self.overlap / self.stripped_slope()).mean(axis=0)
        return np.abs(difference) * norm * np.exp(-self.log_scale.sum(axis=0))


class Ground(NamedTuple):
    """Lowest levels of each half: N and D - N, (rows,); the energies at which N and D were marched
    last, the middle of both if they are close, and dW/dE (stripped) there, (2, rows)."""

    neumann: np.ndarray
    width: np.ndarray
    energy: np.ndarray
    slope: np.ndarray


def halves(alpha, beta):
    """Prepare the half-line problems of alpha < 0 and beta, each shape (rows,)."""
    bottom = (np.sqrt(9 * beta**2 - 32 * alpha) - 3 * beta) / 8
    depth = -(bottom**2) * (alpha + bottom * (beta + bottom))
    stiffness = alpha + bottom * (3 * beta + 6 * bottom)
    beyond = np.minimum(7 / np.maximum(stiffness, 1e-3) ** 0.25, 4.2)
    inner = int((np.sqrt(depth) * bottom).max() / 13 + 0.7) + 1
    radius = np.empty((alpha.size, inner + OUTER_SEGMENTS))
    radius[:, :inner] = bottom[:, None] / (2 * inner)
    radius[:, inner:] = beyond[:, None] / (2 * OUTER_SEGMENTS)
    centre = np.cumsum(2 * radius, axis=1) - radius
    return Halves(alpha, beta, bottom, depth, stiffness, centre, radius)


def _expanded(coefficients, half):
    """radius² Σ c_k y^k in powers of t = (y - centre)/radius, highest first: (5, 1, rows, seg)."""
    terms = np.zeros((5, 1, *half.centre.shape))
    for order in range(5):
        term = terms[4 - order, 0]
        for k in range(4, order - 1, -1):
            term *= half.centre
            term += comb(k, order) * coefficients[k]
        term *= half.radius ** (order + 2)
    return terms


def _series_ends(half, energy, change):
    """Solutions (1, 0) and (0, 1) at each segment's centre, taken at the segment's ends.

    Returns shape (4, 4, segments, rows). First axis: value and slope at the right end, then at
    the left end. Second axis: the two solutions, then their derivatives with respect to p when
    the potential is V + p Σ change_k y^k.
    """
    column = [-energy[:, None], 0.0, half.alpha[:, None], half.beta[:, None], 1.0]
    potential = _expanded(column, half)
    varied = _expanded(change, half)
    # Four rows of zeros in front, so that the recursion needs no special start.
    series = np.zeros((ORDER + 5, 4, *half.centre.shape))
    series[4, 0] = series[5, 1] = 1
    for n, weight in enumerate(_WEIGHTS):
        new, old = series[n + 6], series[n : n + 5]
        np.einsum("jfrs,jfrs->frs", *np.broadcast_arrays(potential, old), out=new)
        if change is ENERGY:
            new[2:] += varied[4] * old[4, :2]
        else:
            new[2:] += np.einsum("jfrs,jfrs->frs", *np.broadcast_arrays(varied, old[:, :2]))
        new *= weight
    ends = _ENDS @ series[4:].reshape(ORDER + 1, -1)
    return np.swapaxes(ends.reshape(4, *series.shape[1:]), 2, 3)


def _product(left, right):
    return np.einsum("ij...,jk...->ik...", left, right)


def _inverse(matrix):
    """Inverse of 2x2 matrices of determinant 1 (linear, so it serves for derivatives too)."""
    (a, b), (c, d) = matrix
    return np.stack([np.stack([d, -b]), np.stack([-c, a])])


def _transfer(half, energy, change):
    """Matrices that carry (u, u') across each segment, and derivatives: (2, 2, segments, rows)."""
    ends = _series_ends(half, energy, change)
    right, right_varied = ends[:2, :2], ends[:2, 2:]
    left, left_varied = _inverse(ends[2:, :2]), _inverse(ends[2:, 2:])
    matrix = _product(right, left)
    varied = _product(right_varied, left) + _product(right, left_varied)
    for transfer in (matrix, varied):
        transfer[0, 1] *= half.radius.T
        transfer[1, 0] /= half.radius.T
    return matrix, varied


def _carried(start, matrices, varied):
    """Carry columns (2, k, rows) through segments: scaled columns, derivatives, log of scale."""
    state, state_varied, log_scale = start, np.zeros_like(start), 0.0
    for s in range(matrices.shape[2]):
        matrix = matrices[:, :, s]
        state_varied = _product(matrix, state_varied) + _product(varied[:, :, s], state)
        state = _product(matrix, state)
        scale = np.abs(state).sum(axis=0)
        state = state / scale
        state_varied = state_varied / scale
        log_scale = log_scale + np.log(scale)
    return state, state_varied, log_scale


def _wronskian(left, right):
    return left[0] * right[1] - left[1] * right[0]


def march(half, energy, change=ENERGY):
    """Solve at the given energies (rows,); `slope` is taken along `change` of the potential."""
    matrix, varied = _transfer(half, energy, change)
    inner = half.radius.shape[1] - OUTER_SEGMENTS
    ones = np.ones(energy.size)
    u, u_varied, log_scale = _carried(
        np.eye(2)[:, :, None] * ones, matrix[:, :, :inner], varied[:, :, :inner]
    )
    w, w_varied, _ = _carried(
        np.array([[0.0], [-1.0]])[:, :, None] * ones,
        _inverse(matrix[:, :, : -OUTER_SEGMENTS - 1 : -1]),
        _inverse(varied[:, :, : -OUTER_SEGMENTS - 1 : -1]),
    )

    def overlap(left, right):
        return left[0] * right[0] + left[1] * right[1] / half.stiffness

    return Match(
        _wronskian(u, w),
        _wronskian(u_varied, w) + _wronskian(u, w_varied),
        overlap(u, w),
        overlap(u_varied, w) + overlap(u, w_varied),
        overlap(w, w)[0],
        log_scale,
    )


def rise(function, start, tolerance, known=None):
    """Newton's method up to the lowest zero of `function` (or the lowest above a known zero).

    function(energy, rows) returns value and slope for the given rows; start lies below the zero
    or within Newton's reach of it; the error left is about tolerance²/(level spacing).
    """
    energy = np.array(start)
    rows = np.arange(energy.size)
    for _ in range(MOST_STEPS):
        value, slope = function(energy[rows], rows)
        if known is not None:
            slope = slope - value / (energy[rows] - known[rows])
        step = -value / slope
        energy[rows] += step
        rows = rows[~(np.abs(step) <= tolerance[rows])]  # NaN stays, and is reported below
        if not rows.size:
            return energy
    raise ArithmeticError(f"no convergence within {MOST_STEPS} steps of Newton's method")


def starts(half):
    """Energies to start from for the two lowest levels, (2, rows): below them, except that in a
    deep well perturbation theory to fourth order serves for the first."""
    stiffness = np.maximum(half.stiffness, 1e-9)
    cubic = (half.beta + 4 * half.bottom) ** 2 / stiffness**2.5
    quartic = stiffness**-1.5
    first = 1 + 3 * quartic / 4 - 11 * cubic / 16
    first += -21 * quartic**2 / 16 + 171 * cubic * quartic / 32 - 465 * cubic**2 / 256
    second = 2.8 + 15 * quartic / 4 - 71 * cubic / 16
    deep = cubic < 0.03
    scaled = np.stack([np.where(deep, first, 0.3), np.where(deep, second, 1.3)])
    return np.sqrt(stiffness) * scaled - half.depth


def _tolerance(half):
    return 5e-6 * np.sqrt(half.stiffness) + 1e-9


def _level(half, end, start, known=None):
    def function(energy, rows):
        match = march(half.take(rows), energy)
        return match.value[end], match.slope[end]

    return rise(function, start, _tolerance(half), known)


def ground(half):
    """Lowest Neumann and Dirichlet levels and their distance, to rounding in relative terms."""
    neumann = _level(half, 0, starts(half)[0])
    match = march(half, neumann)
    neumann = neumann - match.value[0] / match.slope[0]
    width, slope = match.width(), match.stripped_slope()
    dirichlet = neumann - match.value[1] / match.slope[1]
    energy = np.stack([neumann, neumann])

    rows = np.flatnonzero((width > ONE_ENERGY) & (width < SUBTRACT))
    if rows.size:
        energy[:, rows] += width[rows] / 2
        match = march(half.take(rows), energy[0, rows])
        width[rows], slope[:, rows] = match.width(), match.stripped_slope()

    rows = np.flatnonzero(width >= SUBTRACT)
    if rows.size:
        wide = half.take(rows)
        energy[1, rows] = _level(wide, 1, dirichlet[rows])
        match = march(wide, energy[1, rows])
        width[rows] = energy[1, rows] - match.value[1] / match.slope[1] - neumann[rows]
        slope[1, rows] = match.stripped_slope()[1]
    return Ground(neumann, width, energy, slope)


def second_level(half, neumann):
    """Second level of deep halves, where Neumann and Dirichlet levels coincide, (rows,)."""
    level = _level(half, 0, starts(half)[1], neumann)
    match = march(half, level)
    return level - match.value[0] / match.slope[0]
