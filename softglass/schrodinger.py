"""Bound states of -d²/dx² + V(x) on a line, for any smooth V. Knows nothing about glass.

Method: a uniform grid with sinc functions as basis (Colbert and Miller's discrete variable
representation). The kinetic energy is exact in that basis and V is diagonal, so the error falls
exponentially once the grid covers the states in position and in momentum.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from softglass import _validation as check

SMALLEST_GRID = 8


@lru_cache(maxsize=256)
def _kinetic(size):
    """-d²/dx² between sinc functions on a grid of unit spacing, read-only (size, size)."""
    offset = np.arange(size)
    with np.errstate(divide="ignore"):
        row = np.where(offset % 2, -2.0, 2.0) / offset**2
    row[0] = np.pi**2 / 3
    matrix = row[np.abs(offset[:, None] - offset)]
    matrix.flags.writeable = False
    return matrix


def _hamiltonian(potential, spacing):
    matrix = _kinetic(potential.shape[-1]) / spacing[..., None, None] ** 2
    diagonal = np.arange(potential.shape[-1])
    matrix[..., diagonal, diagonal] += potential
    return matrix


def _checked(potential, n_levels):
    potential = check.real("potential", potential)
    if potential.ndim == 0 or potential.shape[-1] < SMALLEST_GRID:
        raise ValueError(
            f"potential has shape {potential.shape}: its last axis is the grid and needs at "
            f"least {SMALLEST_GRID} points"
        )
    return potential, check.integer("n_levels", n_levels, 1, potential.shape[-1])


def energies(potential, spacing, n_levels=6):
    """Lowest energies of -d²/dx² + V(x), for one potential or a stack of them.

    Parameters
    ----------
    potential : V on a uniform grid of N points, shape (..., N).
    spacing : distance between neighbouring grid points, shape (...,), > 0.
    n_levels : number of levels to return, 1 to N.

    Returns
    -------
    Energies in rising order, shape (..., n_levels), in the unit of V.

    Raises
    ------
    ValueError, TypeError : for non-finite or empty input, too small a grid or wrong shapes.

    Notes
    -----
    Exact up to rounding when the grid reaches well into the forbidden regions and π/spacing is
    well above the largest momentum; the caller chooses such a grid.

    >>> x = np.linspace(-7, 7, 48)
    >>> energies(x**2, x[1] - x[0], n_levels=3).round(9).tolist()
    [1.0, 3.0, 5.0]
    """
    potential, n_levels = _checked(potential, n_levels)
    spacing = check.positive("spacing", spacing)
    _, spacing = check.broadcast(potential=potential[..., 0], spacing=spacing)
    return np.linalg.eigvalsh(_hamiltonian(potential, spacing))[..., :n_levels]


@dataclass(frozen=True)
class BoundStates:
    """Bound states on their grid.

    `grid` (N,), `energies` (n_levels,), `amplitudes` (n_levels, N) with unit sum of squares:
    a wave function at a grid point is its amplitude divided by √spacing. Signs are arbitrary.
    """

    grid: np.ndarray
    energies: np.ndarray
    amplitudes: np.ndarray

    @property
    def spacing(self):
        """Distance between grid points."""
        return self.grid[1] - self.grid[0]

    def wave_functions(self, points):
        """Normalised wave functions at any points, shape (n_levels, len(points)).

        Sinc interpolation, as accurate as the states themselves; zero outside the grid.

        >>> x = np.linspace(-7, 7, 48)
        >>> ground = bound_states(x, x**2).wave_functions([0.0])[0, 0]
        >>> float((ground**2 * np.pi**0.5).round(9))
        1.0
        """
        points = np.atleast_1d(check.real("points", points))
        position = (points - self.grid[0]) / self.spacing
        nearest = np.round(position)
        offset = position - nearest
        offset = np.where(offset == 0, 1e-200, offset)
        # sinc(position - i) = ± sin(π offset)/(π distance): one sine per point, not per pair.
        alternating = np.where(np.arange(self.grid.size) % 2, -1.0, 1.0)
        wave = np.where(nearest % 2, -1.0, 1.0) * np.sin(np.pi * offset) / np.pi
        distance = (nearest[:, None] - np.arange(self.grid.size)) + offset[:, None]
        inside = (points >= self.grid[0]) & (points <= self.grid[-1])
        scale = wave * inside / np.sqrt(self.spacing)
        return scale * ((self.amplitudes * alternating) @ (1 / distance).T)

    def matrix_elements(self, values):
        """⟨m|f|n⟩ of a function given by its values on `grid`, shape (n_levels, n_levels).

        >>> x = np.linspace(-7, 7, 48)
        >>> float(bound_states(x, x**2).matrix_elements(x**2)[0, 0].round(9))
        0.5
        """
        values = check.real("values", values)
        if values.shape != self.grid.shape:
            raise ValueError(f"values has shape {values.shape}: it must be {self.grid.shape}")
        return (self.amplitudes * values) @ self.amplitudes.T


def bound_states(grid, potential, n_levels=6):
    """Lowest bound states of -d²/dx² + V(x) with their wave functions.

    A potential that is mirror symmetric (up to rounding) on a grid of even N is solved
    separately for even and odd states, so that a doublet keeps its parity even where its
    splitting is below rounding.

    Parameters
    ----------
    grid : uniform grid, rising, shape (N,).
    potential : V on the grid, shape (N,).
    n_levels : number of states, 1 to N.

    Returns
    -------
    BoundStates

    Raises
    ------
    ValueError, TypeError : for non-finite or empty input, a grid that is not uniform and rising,
        or shapes that differ.

    >>> x = np.linspace(-7, 7, 48)
    >>> bound_states(x, x**2, n_levels=3).energies.round(9).tolist()
    [1.0, 3.0, 5.0]
    """
    grid = check.real("grid", grid)
    potential, n_levels = _checked(potential, n_levels)
    if grid.shape != potential.shape or grid.ndim != 1:
        raise ValueError(f"grid {grid.shape} and potential {potential.shape} must be equal lines")
    steps = np.diff(grid)
    if steps[0] <= 0 or np.ptp(steps) > 1e-8 * steps[0]:
        raise ValueError("grid must rise in equal steps")
    tilt = np.abs(potential - potential[::-1]).max()
    symmetric = grid.size % 2 == 0 and tilt <= 1e-15 * np.abs(potential).max()
    if symmetric:
        potential = (potential + potential[::-1]) / 2
    matrix = _hamiltonian(potential, steps.mean())
    values, vectors = (_eigh_by_parity if symmetric else np.linalg.eigh)(matrix)
    return BoundStates(grid, values[:n_levels], vectors[:, :n_levels].T)


def _eigh_by_parity(matrix):
    """Eigenvalues and vectors of a matrix that commutes with the mirror, for even N."""
    half = matrix.shape[0] // 2
    right, across = matrix[half:, half:], matrix[half:, half - 1 :: -1]
    values, vectors = np.linalg.eigh(np.stack([right + across, right - across]))
    # On a line even and odd states alternate. Taking them in turn keeps that order where a
    # doublet is closer than rounding; there the two energies are made equal, never reversed.
    even, odd = vectors / np.sqrt(2)
    full = np.empty_like(matrix)
    full[:, 0::2] = np.concatenate([even[::-1], even])
    full[:, 1::2] = np.concatenate([-odd[::-1], odd])
    return np.maximum.accumulate(values.T.ravel()), full
