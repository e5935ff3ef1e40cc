"""Tunnelling two-level systems of the double wells, Eq. (3.15).

Energies are in units of w. A double well has K1 < 0 (origin at the top of the barrier, the
review's j = 1) or 0 < K1 < 9 K2²/32 (origin at one of the two minima, j = 2). The exact splittings
come from the two halves of the well (`_half_line`, `_double_well`), never from a difference of
large numbers. Laws that imitate them are in `tunneling_laws`.
"""

from typing import NamedTuple

import numpy as np

from softglass import _double_well, oscillator
from softglass import _validation as check

LARGEST_ACTION = 1e4  # √depth times distance; splittings below 1e-308 long before


class TwoLevelParameters(NamedTuple):
    """Two-level parameters of double wells [w], each a float or an array (...,).

    `asymmetry` = 2Δ >= 0, `tunnel_splitting` = 2J > 0, `splitting` = E = E_1 - E_0.
    """

    asymmetry: np.ndarray
    tunnel_splitting: np.ndarray
    splitting: np.ndarray

    @property
    def two_level_splitting(self):
        """E of the two-level model, 2 (Δ² + J²)^(1/2), to be compared with the exact E."""
        return np.hypot(self.asymmetry, self.tunnel_splitting)


class ReviewParameters(NamedTuple):
    """ζ_j, τ_j and f_j of Eq. (3.15), and the 2Δ_j = w |τ_j| f_j made of them; each (...,)."""

    zeta: np.ndarray
    tau: np.ndarray
    f: np.ndarray
    asymmetry: np.ndarray


def _double_wells(K1, K2):
    """K1, K2 as equal-shaped arrays, and where the origin sits: 1 barrier top, 2 minimum."""
    K1, K2 = check.broadcast(K1=check.real("K1", K1), K2=check.real("K2", K2))
    label = np.where(K1 < 0, 1, np.where((K1 > 0) & (9 * K2**2 > 32 * K1), 2, 0))
    if not label.all():
        raise ValueError(
            f"K1 = {K1[label == 0][0]:g} with K2 = {K2[label == 0][0]:g} is not a double well: "
            "K1 < 0 or 0 < K1 < 9 K2²/32 is needed"
        )
    return K1, K2, label


def branch(K1, K2):
    """Which of the review's two kinds of double well: the index j. Eq. (3.15).

    Parameters
    ----------
    K1, K2 : reduced stiffness and asymmetry [1] of a double well, shapes broadcast to (...,).

    Returns
    -------
    1 where K1 < 0 (the origin is the top of the barrier), 2 where 0 < K1 < 9 K2²/32 (the origin
    is a minimum), integer, shape (...,).

    Raises
    ------
    ValueError, TypeError : for single wells, non-finite, empty or non-numeric input.

    Notes
    -----
    Exact, but no physics: every double well carries one label j = 1 and two labels j = 2, see
    `labels`. The review sums over j as if they were different wells. Ref. Klinger1987.

    >>> branch([-4, 8], [0, 6]).tolist()
    [1, 2]
    """
    return _double_wells(K1, K2)[2][()]


def labels(K1, K2):
    """The three (K1, K2) that describe one and the same double well. Eqs. (3.12), (3.15).

    The origin may sit on any extremum Y of a Y² + b Y + Y⁴: K1 = a + 6 Y², K2 = 4 Y.

    Parameters
    ----------
    K1, K2 : as for `branch`, shape (...,).

    Returns
    -------
    (K1, K2), two arrays (..., 3): left minimum, top of the barrier, right minimum.

    Raises
    ------
    ValueError, TypeError : as for `branch`.

    Notes
    -----
    Exact. The symmetric well (-k, 0) of branch 1 is (2k, ±√(8k)) of branch 2. Ref. Klinger1987.

    >>> k1, k2 = labels(-4, 0)
    >>> k1.round(4).tolist(), k2.round(4).tolist()
    ([8.0, -4.0, 8.0], [-5.6569, 0.0, 5.6569])
    """
    K1, K2, _ = _double_wells(K1, K2)
    root = np.sqrt(9 * K2**2 - 32 * K1)
    far = -(3 * K2 + np.copysign(root, K2)) / 8
    moves = np.sort(np.stack([np.zeros_like(K1), far, K1 / (2 * far)], axis=-1), axis=-1)
    K1, K2 = K1[..., None], K2[..., None]
    return K1 + moves * (3 * K2 + 6 * moves), K2 + 4 * moves


def two_level_parameters(K1, K2):
    """Asymmetry 2Δ, tunnel splitting 2J and splitting E of a double well. Eq. (3.15).

    Cut the well at the top of its barrier. Each half has a lowest level N with a flat and D > N
    with a vanishing wave function at the cut, and 2J = [(D - N)(D' - N')]^(1/2),
    2Δ = |(N + D)/2 - (N' + D')/2|, where a prime marks the other half. E = E_1 - E_0 is the
    distance of the two lowest levels of the whole well.

    Parameters
    ----------
    K1, K2 : reduced stiffness and asymmetry [1], shapes broadcast to (...,); double wells only.

    Returns
    -------
    TwoLevelParameters with `asymmetry`, `tunnel_splitting` and `splitting` [w], shape (...,).

    Raises
    ------
    ValueError, TypeError : for single wells, wells beyond any use (√depth times distance above
        1e4), non-finite, empty or non-numeric input.

    Notes
    -----
    All three numerically exact by their definitions: relative error below 1e-8 (1e-9 as tested)
    down to 1e-300; smaller splittings end as zero. E is the true lowest gap for any asymmetry;
    where |b| is large it lies inside the deeper well and is less than 2Δ. The two-level form
    E = 2 (Δ² + J²)^(1/2) is an identity for symmetric wells; for 2Δ < ħω0/2 it is too large by
    less than J/(ħω0) if a < -5 (by 1e-6 if a < -8), by up to 7 % at a = -4 and 35 % in shallow
    wells: see `two_level_splitting`. Rounded input is another well: next to K1 = K2²/4 the last
    digit of K1 moves 2Δ by about 1e-15 w. Ref. Klinger1987.

    >>> well = two_level_parameters(-30, 0)
    >>> f"{well.tunnel_splitting:.8e}"
    '8.51644091e-32'
    """
    K1, K2, _ = _double_wells(K1, K2)
    alpha, beta, tilt = _double_well.around_barrier_top(K1, K2)
    action = np.abs(alpha) ** 1.5 + beta**3 / 4
    if (action > LARGEST_ACTION).any():
        worst = action.argmax()
        raise ValueError(
            f"K1 = {K1.flat[worst]:g} with K2 = {K2.flat[worst]:g} is too deep a double well: "
            f"|k1|^(3/2) + |k2|³/4 <= {LARGEST_ACTION:g} is needed, k1 and k2 counted from the "
            "top of the barrier"
        )
    pair = _double_well.lowest_pair(alpha.ravel(), beta.ravel(), tilt.ravel())
    return TwoLevelParameters(*(values.reshape(K1.shape)[()] for values in pair))


# The review's laws ----------------------------------------------------------------------------


def review_parameters(K1, K2):
    """The variables ζ_j, τ_j, f_j of the double wells and the asymmetry they give. Eq. (3.15).

    j = 1: ζ = |K1|, τ = 3 K2/(4√2), f = 4 ζ^(3/2)/3;
    j = 2: ζ = 9 K2²/32, τ = 8 (4 K1/K2² - 1)/9, f = 8 ζ²/9; 2Δ = w |τ| f.

    Parameters, errors : as for `branch`.

    Returns
    -------
    ReviewParameters(zeta, tau, f, asymmetry), [1], [1], [1], [w], each (...,).

    Notes
    -----
    To first order in τ the classical asymmetry: what `classical_asymmetry` gives exactly. It
    overestimates the quantum one, see `matrix_asymmetry`. ζ_2 is on another scale than ζ_1: equal
    wells have ζ_1 = 4 ζ_2/9. Ref. Klinger1987.

    >>> review_parameters(-4, 0.1).asymmetry.round(4).item()
    0.5657
    """
    K1, K2, label = _double_wells(K1, K2)
    square = np.where(label == 2, K2**2, 1.0)
    zeta = np.where(label == 1, np.abs(K1), 9 * square / 32)
    tau = np.where(label == 1, 3 * K2 / np.sqrt(32), 8 * (4 * K1 / square - 1) / 9)
    f = np.where(label == 1, 4 * zeta**1.5 / 3, 8 * zeta**2 / 9)
    return ReviewParameters(*(v[()] for v in (zeta, tau, f, np.abs(tau) * f)))


def classical_asymmetry(K1, K2):
    """Difference in depth of the two minima, a classical 2Δ. Eq. (3.15).

    Parameters, errors : as for `branch`. Returns 2Δ [w], >= 0, shape (...,).

    Notes
    -----
    Exact classically; 2 |b| X0 with X0 = √(|a|/2) for weak asymmetry. The levels are closer than
    that, because their mean positions are closer than the minima. Ref. Klinger1987.

    >>> classical_asymmetry(-4, 0.1).round(4).item()
    0.5663
    """
    K1, K2, _ = _double_wells(K1, K2)
    alpha, beta, _ = _double_well.around_barrier_top(K1, K2)
    distance = np.sqrt(9 * beta**2 - 32 * alpha) / 4
    return (beta * distance**3 / 4)[()]


def matrix_asymmetry(K1, K2):
    """2 |b| x01 with x01 = ⟨0|X|1⟩ of the symmetric well of the same a, a quantum 2Δ. Eq. (3.15).

    Parameters, errors : as for `branch`. Returns 2Δ [w], >= 0, shape (...,).

    Notes
    -----
    First-order perturbation theory in b. With the 2J of the symmetric well it gives E to 1e-4 at
    a = -10 up to b X0 = 0.25 ħω0, to 6 % at a = -4. Solves one well at a time. Ref. Klinger1987.

    >>> (matrix_asymmetry(-8, 0.1) / classical_asymmetry(-8, 0.1)).round(3).item()
    0.948
    """
    K1, K2, _ = _double_wells(K1, K2)
    depth = 3 * K2**2 / 8 - K1  # |a| of the shifted form
    x01 = [oscillator.spectrum(-d, 0, 2, points=2).position_matrix[0, 1] for d in depth.flat]
    return (2 * _double_well.tilt(K1, K2) * np.abs(x01).reshape(depth.shape))[()]
