"""Solver for quartic oscillators: where the states live, a grid that fits, and the solution.

Every potential K1 X² + K2 X³ + X⁴ is first rewritten around its deepest minimum as
V_min + k1 y² - k2 y³ + y⁴ with k2 >= 0 and k1 >= k2²/4, which loses no digits: the right-hand
side then is >= 0, rises for y < 0 and has its second well, if any, near y = k2/2.
"""

from typing import NamedTuple

import numpy as np

from softglass import schrodinger, soft_potential

LARGEST_GRID = 1024
# Decay exponents at the grid's edges: energies err by e^(-2·13), wave functions by e^(-17).
_ENERGY_ACTION = 13.0
_WAVE_ACTION = 17.0
_MATRIX_NUMBERS_AT_ONCE = 2_000_000
_PLANS_AT_ONCE = 512
_UNIT = np.linspace(0, 1, 25)
_ENERGY_STEPS = np.linspace(0, 1, 17)[1:] ** 1.5


class Well(NamedTuple):
    """Deepest minimum: its place, its depth and the potential around it, each shape (...,)."""

    position: np.ndarray
    depth: np.ndarray
    k1: np.ndarray
    k2: np.ndarray
    mirrored: np.ndarray


def _potential(y, k1, k2):
    """V - V_min at y = ±(X - position), accurate near the minimum, shape (..., points)."""
    return y**2 * (k1[..., None] + y * (y - k2[..., None]))


def _deepest_well(K1, K2):
    minimum = soft_potential.global_minimum(K1, K2)
    k2 = K2 + 4 * minimum.x
    return Well(minimum.x, minimum.value, minimum.force_constant, np.abs(k2), k2 > 0)


def _running_integral(values, points):
    """Running lower sum: never above the integral, so that every estimate errs on the safe side."""
    steps = np.minimum(values[:, 1:], values[:, :-1]) * np.diff(points)
    return np.cumsum(np.pad(steps, ((0, 0), (1, 0))), axis=1)


def _pick(values, index):
    return np.take_along_axis(values, index[:, None], axis=1)


def _extent(well, n_levels, action):
    """Interval of y and size of the grid that hold the lowest states, each shape (M,).

    The grid ends where the wave function of the highest state has fallen by e^-action, in
    position as well as in momentum; energies are then wrong by about e^(-2 action).
    """
    k1, k2 = well.k1[:, None], well.k2[:, None]
    stiffness = np.sqrt(k1)
    # Above the highest wanted level, whatever the shape: twice harmonic plus twice quartic.
    top = 2 * stiffness * (2 * n_levels + 1) + 4.4 * (n_levels + 0.5) ** (4 / 3)
    quartic_reach = top**0.25 + (3 * action) ** (1 / 3)
    harmonic_reach = (np.sqrt(top) + np.sqrt(2 * action * stiffness)) / (stiffness + 1e-12)
    reach = np.minimum(quartic_reach, harmonic_reach)
    # Samples crowd where wells can be: left of 0, and on both sides of 0 and of k2/2.
    y = np.concatenate(
        [
            -reach * _UNIT[::-1],
            k2 / 4 * _UNIT**2,
            k2 / 2 - k2 / 4 * _UNIT[::-1] ** 2,
            k2 / 2 + reach * _UNIT,
        ],
        axis=1,
    )
    potential = _potential(y, well.k1, well.k2)
    energy = _energy_above(n_levels, top, y, potential)

    forbidden = _running_integral(np.sqrt(np.maximum(potential - energy, 0)), y)
    allowed = potential <= energy
    first = allowed.argmax(axis=1)
    last = y.shape[1] - 1 - allowed[:, ::-1].argmax(axis=1)
    far_left = _pick(forbidden, first) - forbidden >= action
    far_right = forbidden - _pick(forbidden, last) >= action
    left = _pick(y, np.maximum(far_left.sum(axis=1) - 1, 0))[:, 0]
    right = _pick(y, np.minimum((~far_right).sum(axis=1), y.shape[1] - 1))[:, 0]
    size = (right - left) * _largest_momentum(stiffness, energy, action) / np.pi
    return left, right, size


def _energy_above(n_levels, top, y, potential):
    """An energy that phase-space counting puts one level above the highest wanted one."""
    energies = top * _ENERGY_STEPS
    momentum = np.sqrt(np.maximum(energies[:, :, None] - potential[:, None, :], 0))
    steps = np.diff(y)[:, None, :]
    area = (np.minimum(momentum[:, :, 1:], momentum[:, :, :-1]) * steps).sum(axis=2)
    return _pick(energies, (area >= np.pi * (n_levels + 0.5)).argmax(axis=1))


def _largest_momentum(stiffness, energy, action):
    """Momentum at which the wave function of the given energy has fallen by e^-action.

    At momentum p the classical path sits at a complex y with V(y) = energy - p²; its imaginary
    part is the rate of decay, smallest for the symmetric double well of the same k1.
    """
    reach = np.sqrt(2.5 * action * stiffness) + (2.7 * action) ** (2 / 3)
    momentum = np.sqrt(energy) + reach * _UNIT
    depth = momentum**2 - energy
    depth[:, 0] = 0
    bend = stiffness**2 / 4
    rate = np.sqrt(np.maximum(np.sqrt(bend**2 + depth) - bend, 0) / 2)
    enough = _running_integral(rate, momentum) >= action
    return _pick(momentum, np.minimum((~enough).sum(axis=1), _UNIT.size - 1))[:, 0]


def _plan(K1, K2, n_levels, action):
    """Deepest well, interval of y and size of the grid (a multiple of 8)."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        well = _deepest_well(K1, K2)
        left, right, size = _extent(well, n_levels, action)
        size = np.ceil(size / 8) * 8
    good = size <= LARGEST_GRID
    if not good.all():
        raise ValueError(
            f"K1 = {K1[~good][0]:g} with K2 = {K2[~good][0]:g} is out of reach: its states need "
            f"a grid of more than {LARGEST_GRID} points"
        )
    return well, left, right, size.astype(int)


def ladder(K1, K2, n_levels):
    """Depth of the deepest minimum (M,) and energies above it (M, n_levels), K1 and K2 (M,)."""
    depth = np.empty(K1.shape)
    energies = np.empty((K1.size, n_levels))
    for start in range(0, K1.size, _PLANS_AT_ONCE):
        part = slice(start, start + _PLANS_AT_ONCE)
        well, left, right, size = _plan(K1[part], K2[part], n_levels, _ENERGY_ACTION)
        depth[part] = well.depth
        for points in np.unique(size):
            chosen = np.flatnonzero(size == points)
            batch = max(1, _MATRIX_NUMBERS_AT_ONCE // points**2)
            for some in np.split(chosen, range(batch, chosen.size, batch)):
                y, spacing = np.linspace(left[some], right[some], points, axis=1, retstep=True)
                potential = _potential(y, well.k1[some], well.k2[some])
                energies[start + some] = schrodinger.energies(potential, spacing, n_levels)
    return depth, energies


def states(K1, K2, n_levels):
    """Depth of the deepest minimum, bound states above it on a grid of X, and V there."""
    well, left, right, size = _plan(np.array([K1]), np.array([K2]), n_levels, _WAVE_ACTION)
    y = np.linspace(left[0], right[0], size[0])
    symmetric = K2 == 0 or K1 == K2**2 / 4
    if symmetric:
        y = well.k2 / 4 + (y - y[::-1]) / 2
    potential = _potential(y, well.k1, well.k2)[0]
    if symmetric:  # a mirror to the last bit, so that it is seen as one
        potential = (potential + potential[::-1]) / 2
    if well.mirrored[0]:
        y, potential = -y[::-1], potential[::-1]
    bound = schrodinger.bound_states(well.position + y, potential, n_levels)
    return well.depth[0], bound, potential


def phase_space_levels(number, K1, K2):
    """Depth and energies above it at which ∫√(E - V) dX = π number, single wells only, all (M,)."""
    well = _deepest_well(K1, K2)
    rows = zip(number, well.k1, well.k2, strict=True)
    return well.depth, np.array([_phase_space_level(*row) for row in rows])


def _phase_space_level(number, k1, k2, nodes=64):
    """Newton's method for one energy; the square-root ends of the integral are in the weights."""
    angle = np.linspace(0, np.pi, nodes + 1)
    energy = 2 * np.sqrt(k1) * number + 2.2 * number ** (4 / 3)
    for _ in range(50):
        roots = np.roots([1, -k2, k1, 0, -energy])
        left, right = np.sort(roots[np.argsort(np.abs(roots.imag))[:2]].real)
        half = (right - left) / 2
        y = (left + right) / 2 + half * np.cos(angle)
        rest = np.sqrt(y**2 + (left + right - k2) * y - energy / (left * right))
        area = half**2 * np.mean(np.pi * np.sin(angle[1:]) ** 2 * rest[1:])
        slope = np.pi / nodes * np.sum(1 / rest[:-1] + 1 / rest[1:]) / 4
        step = (area - np.pi * number) / slope
        energy = max(energy - step, energy / 4)
        if abs(step) < 1e-12 * energy:
            return energy
    raise ArithmeticError(f"no energy found for the phase integral {number:g} π")
