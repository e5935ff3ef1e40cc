"""The reduced anharmonic oscillator h = -d²/dX² + K1 X² + K2 X³ + X⁴, Eqs. (3.12)-(3.14), (3.17).

Energies are in units of w, lengths in units of a0 η_L^(1/2). Spectra come from direct
diagonalisation, those of large arrays from a table of levels; limits and estimates to compare
with are in `oscillator_limits`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from softglass import _level_table, _quartic_grid
from softglass import _validation as check
from softglass.critical_points import critical_point as critical_point

MOST_LEVELS = 50


class Canonical(NamedTuple):
    """Shifted form -d²/dY² + a Y² + b Y + Y⁴ (+ constant), with X = Y + shift."""

    a: np.ndarray
    b: np.ndarray
    shift: np.ndarray


def _controls(K1, K2):
    return check.broadcast(K1=check.real("K1", K1), K2=check.real("K2", K2))


def canonical(K1, K2):
    """Remove the cubic term by a shift of the origin. Eq. (3.12).

    X = Y - K2/4 turns K1 X² + K2 X³ + X⁴ into a Y² + b Y + Y⁴ plus `canonical_constant`, with
    a = K1 - 3 K2²/8 and b = K2³/8 - K1 K2/2.

    Parameters
    ----------
    K1, K2 : reduced stiffness and asymmetry [1], shapes broadcast to (...,).

    Returns
    -------
    Canonical(a, b, shift), each [1] and (...,); X = Y + shift.

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact. Different (K1, K2) with equal a and |b| are one potential seen from different origins.
    Ref. Klinger1987.

    >>> tuple(map(float, canonical(8, 0)))
    (8.0, 0.0, 0.0)
    """
    K1, K2 = _controls(K1, K2)
    return Canonical(K1 - 3 * K2**2 / 8, 0.0 + K2 * (K2**2 / 4 - K1) / 2, 0.0 - K2 / 4)


def canonical_constant(K1, K2):
    """Energy [w] by which the shifted form of Eq. (3.12) differs, shape (...,). Eq. (3.12).

    c = K1 K2²/16 - 3 K2⁴/256, the value of the potential at X = -K2/4. Arguments, errors and
    validity as in `canonical`; exact.

    >>> float(canonical_constant(1, 4))
    -2.0
    """
    K1, K2 = _controls(K1, K2)
    return K2**2 * (K1 / 16 - 3 * K2**2 / 256)


def levels(K1, K2, n_levels=6):
    """Lowest energies of the reduced oscillator, with V(0) = 0. Eq. (3.12).

    Parameters
    ----------
    K1, K2 : reduced stiffness and asymmetry [1], shapes broadcast to (...,).
    n_levels : how many levels, 1 to 50.

    Returns
    -------
    E_0 <= E_1 <= ... [w], shape (..., n_levels).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input, n_levels out of range,
        or a double well so deep or so wide that no grid of 1024 points holds its states.

    Notes
    -----
    Exact numerically: error below 1e-10 max(1, |E|) for |K1| <= 60 and |K2| <= 15 (tested), in
    practice a few 1e-13. The grid follows the potential, so the same holds outside that range
    until the error above is raised. From 20 000 configurations on, up to six levels come from
    a table, prepared within seconds on first use and good to 1e-10 (typically 1e-11) w; what it
    does not cover is solved one by one as ever. Doublets closer than about 1e-12 max(1, |K1|) w
    are not resolved; their splitting needs another method. Ref. Klinger1987.

    >>> levels(0, 0, n_levels=3).round(6).tolist()
    [1.060362, 3.799673, 7.455698]
    """
    K1, K2 = _controls(K1, K2)
    n_levels = check.integer("n_levels", n_levels, 1, MOST_LEVELS)
    if _use_table(K1, n_levels):
        return _many_levels(K1.ravel(), K2.ravel(), n_levels).reshape((*K1.shape, n_levels))
    depth, ladder = _quartic_grid.ladder(K1.ravel(), K2.ravel(), n_levels)
    return (depth[:, None] + ladder).reshape((*K1.shape, n_levels))


def _use_table(K1, n_levels):
    return K1.size >= _level_table.WORTHWHILE and n_levels <= _level_table.N_LEVELS


def _many_levels(K1, K2, n_levels):
    """Levels (M, n_levels) from the table, directly solved wherever the table does not reach."""
    a, b, _ = canonical(K1, K2)
    energies = _level_table.levels(a, b)[:, :n_levels]
    energies += canonical_constant(K1, K2)[:, None]
    rest = np.flatnonzero(np.isnan(energies[:, 0]))
    if rest.size:
        depth, ladder = _quartic_grid.ladder(K1[rest], K2[rest], n_levels)
        energies[rest] = depth[:, None] + ladder
    return energies


def excitation(K1, K2, n=1):
    """Excitation energy ε_n = E_n - E_0 of the reduced oscillator. Eq. (3.13).

    Parameters
    ----------
    K1, K2 : reduced stiffness and asymmetry [1], shapes broadcast to (...,).
    n : number of the excited state, 0 to 49.

    Returns
    -------
    ε_n [w], shape (...,), never negative.

    Raises
    ------
    ValueError, TypeError : as for `levels`.

    Notes
    -----
    Absolute error below 1e-10 w for |K1| <= 60 and |K2| <= 15. That is no relative accuracy for
    tunnel splittings, which fall below it at K1 of about -15. The review prints ε_1 = 1.5 at
    K1 = K2 = 0; the exact value for the printed Hamiltonian is below. Ref. Klinger1987.

    >>> float(excitation(0, 0).round(6))
    2.739311
    """
    K1, K2 = _controls(K1, K2)
    n = check.integer("n", n, 0, MOST_LEVELS - 1)
    if _use_table(K1, n + 1):
        ladder = _many_levels(K1.ravel(), K2.ravel(), n + 1)
    else:
        _, ladder = _quartic_grid.ladder(K1.ravel(), K2.ravel(), n + 1)
    return (ladder[:, n] - ladder[:, 0]).reshape(K1.shape)


@dataclass(frozen=True)
class Spectrum:
    """Levels and wave functions of one oscillator, ready to be drawn.

    `X` (points,) [a0 η_L^(1/2)]; `potential` (points,) [w]; `energies` (n_levels,) [w];
    `wave_functions` (n_levels, points), each with ∫ψ² dX = 1 and ψ > 0 in the far right tail;
    `position_matrix` (n_levels, n_levels) = ⟨m|X|n⟩; `slope_K1` = dE_n/dK1 = ⟨X²⟩ and
    `slope_K2` = dE_n/dK2 = ⟨X³⟩, both (n_levels,) [w].
    """

    K1: float
    K2: float
    X: np.ndarray
    potential: np.ndarray
    energies: np.ndarray
    wave_functions: np.ndarray
    position_matrix: np.ndarray
    slope_K1: np.ndarray
    slope_K2: np.ndarray


def spectrum(K1, K2, n_levels=6, points=401, X=None):
    """Levels, wave functions and matrix elements of one reduced oscillator. Eq. (3.12).

    Parameters
    ----------
    K1, K2 : reduced stiffness and asymmetry [1], single numbers.
    n_levels : how many levels, 1 to 50.
    points : number of plotting points, 2 to 100001, over the interval where the states live.
    X : plotting points of your own instead, shape (points,).

    Returns
    -------
    Spectrum

    Raises
    ------
    ValueError, TypeError : as for `levels`, and for arrays K1 or K2.

    Notes
    -----
    Energies as in `levels`; wave functions to about 1e-8. A symmetric potential (K2 = 0 or
    K1 = K2²/4 exactly) keeps even and odd states however small their splitting. In other double
    wells a doublet closer than about 1e-9 w has no reliable mixing angle in this method.
    Derivatives follow from Hellmann and Feynman. Ref. Klinger1987.

    >>> state = spectrum(0, 0, n_levels=2)
    >>> float(state.energies[0].round(6)), float(state.slope_K1[0].round(6))
    (1.060362, 0.362023)
    """
    K1, K2 = check.scalar("K1", K1), check.scalar("K2", K2)
    n_levels = check.integer("n_levels", n_levels, 1, MOST_LEVELS)
    points = check.integer("points", points, 2, 100_001)
    X = X if X is None else np.atleast_1d(check.real("X", X))

    depth, states, potential = _quartic_grid.states(K1, K2, n_levels)
    if X is None:
        X = _visible_interval(states, points)
    signs = _right_tail_signs(states, potential)
    grid = states.grid
    return Spectrum(
        K1,
        K2,
        X,
        X**2 * (K1 + X * (K2 + X)),
        depth + states.energies,
        signs[:, None] * states.wave_functions(X),
        signs[:, None] * states.matrix_elements(grid) * signs,
        np.diag(states.matrix_elements(grid**2)),
        np.diag(states.matrix_elements(grid**3)),
    )


def _visible_interval(states, points):
    """Interval outside which every wave function is below 1e-3 of its largest value."""
    size = np.abs(states.amplitudes)
    seen = np.flatnonzero((size > 1e-3 * size.max(axis=1, keepdims=True)).any(axis=0))
    grid = states.grid
    return np.linspace(grid[max(seen[0] - 1, 0)], grid[min(seen[-1] + 1, grid.size - 1)], points)


def _right_tail_signs(states, potential):
    """Signs (n_levels,) that make every state positive in its far right tail.

    A state of a deep left well is lost in rounding on the right; there its sign follows from
    the left tail, from which n nodes separate it.
    """
    state = np.arange(states.energies.size)
    allowed = potential <= states.energies[:, None]
    left = states.amplitudes[state, allowed.argmax(axis=1)]
    right = states.amplitudes[state, allowed.shape[1] - 1 - allowed[:, ::-1].argmax(axis=1)]
    read_right = np.abs(right) >= np.abs(left)
    return np.sign(np.where(read_right, right, left * (-1.0) ** state))


@lru_cache(maxsize=1)
def _quartic_slopes():
    return spectrum(0, 0, n_levels=MOST_LEVELS, points=2).slope_K1


def linear_slope(n):
    """Slope κ_n of the excitation energy at the quartic point. Eq. (3.17).

    ε_n = ε_n(0, 0) + κ_n (K1 - 3 K2²/8) + ..., κ_n = ⟨X²⟩_n - ⟨X²⟩_0 at K1 = K2 = 0.

    Parameters
    ----------
    n : number of the excited state, integer, 0 to 49, shape (...,).

    Returns
    -------
    κ_n [1], shape (...,).

    Raises
    ------
    ValueError, TypeError : for n outside 0 to 49 or not an integer.

    Notes
    -----
    Exact numerically, to 1e-10. The review prints κ_1 = 0.4. Ref. Klinger1987.

    >>> float(linear_slope(1).round(5))
    0.53958
    """
    n = check.integers("n", n, 0)
    check.within("n", n, 0, MOST_LEVELS - 1)
    return _quartic_slopes()[n] - _quartic_slopes()[0]


def oscillator_kind(energy, lower=0.3, upper=3.0):
    """Which kind of excitation has this energy. Eq. (3.14).

    Parameters
    ----------
    energy : excitation energy [w], >= 0, shape (...,).
    lower, upper : the borders [w], 0 < lower < upper, single numbers; the review puts them at
        0.1-0.3 and about 3.

    Returns
    -------
    "two_level" (energy <= lower), "anharmonic" or "harmonic" (energy >= upper); a str for a
    single energy, else an array of str, shape (...,).

    Raises
    ------
    ValueError, TypeError : for negative or non-finite energies or borders out of order.

    Notes
    -----
    Order of magnitude: the review says only ε << 1, ε ~ 1, ε >> 1, and nothing jumps at a
    border. Ref. Klinger1987.

    >>> oscillator_kind([0.01, 1, 10]).tolist()
    ['two_level', 'anharmonic', 'harmonic']
    """
    energy = check.non_negative("energy", energy)
    lower, upper = check.scalar("lower", lower), check.scalar("upper", upper)
    if not 0 < lower < upper:
        raise ValueError(f"lower = {lower:g} and upper = {upper:g} must obey 0 < lower < upper")
    kind = np.where(energy >= upper, "harmonic", "anharmonic")
    kind = np.where(energy <= lower, "two_level", kind)
    return kind if kind.ndim else str(kind)
