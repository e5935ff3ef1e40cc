"""Where an excitation energy of the quartic oscillator is stationary, Eq. (3.16), and why.

(K1, K2) → (a, b) has the Jacobian -K1/2: it folds the plane along K1 = 0. On that line dε/dK1 and
dε/dK2 vanish together, which makes the review's saddles; in the (a, b) plane itself ε_1 is
nowhere stationary. Derivatives come from the states: Hellmann and Feynman for the first, the sum
over all states for the second.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from softglass import _validation as check
from softglass import schrodinger

MOST_LEVELS = 5
_X = np.linspace(-7.0, 6.0, 120)
_FOLD_START = 2.2  # K2 on K1 = 0; each ε_n, n = 1..5, is stationary once near it
_AXIS_START = -5.0  # a on b = 0, likewise for n = 2..5


@dataclass(frozen=True)
class CriticalPoint:
    """A point where ε_n = E_n - E_0 is stationary.

    `n`; `K1`, `K2` [1]; `energy` = ε_n [w]; `hessian` = d²ε_n/dK_i dK_j [w], (2, 2), read-only.
    """

    n: int
    K1: float
    K2: float
    energy: float
    hessian: np.ndarray = field(repr=False)

    @property
    def determinant(self):
        """Determinant of the Hessian [w²]."""
        return float(self.hessian[0, 0] * self.hessian[1, 1] - self.hessian[0, 1] ** 2)

    @property
    def kind(self):
        """ "saddle", "minimum" or "maximum"."""
        return _kind(self.determinant, self.hessian)


@dataclass(frozen=True)
class PhysicalCriticalPoint:
    """A point of the (a, b) plane where ε_n is stationary: `n`, `a`, `b` [1], `energy` = ε_n [w],
    `hessian` = second derivatives with respect to a and b [w], (2, 2), read-only."""

    n: int
    a: float
    b: float
    energy: float
    hessian: np.ndarray = field(repr=False)

    determinant = CriticalPoint.determinant
    kind = CriticalPoint.kind


def _kind(determinant, hessian):
    if determinant < 0:
        return "saddle"
    return "minimum" if hessian[0, 0] > 0 else "maximum"


def _derivatives(n, K1, K2, directions):
    """ε_n with its gradient and Hessian along changes of V by the given functions of X."""
    potential = _X**2 * (K1 + _X * (K2 + _X))
    states = schrodinger.bound_states(_X, potential, n_levels=_X.size)
    values = np.array([power(_X) for power in directions])
    gradient, hessian = np.zeros(2), np.zeros((2, 2))
    for level, sign in ((n, 1), (0, -1)):
        elements = (states.amplitudes[level] * values) @ states.amplitudes.T
        gradient += sign * elements[:, level]
        distance = states.energies[level] - states.energies
        others = np.arange(_X.size) != level
        hessian += sign * 2 * (elements[:, others] / distance[others]) @ elements[:, others].T
    hessian.flags.writeable = False
    return float(states.energies[n] - states.energies[0]), gradient, hessian


def _in_labels(n, K1, K2):
    return _derivatives(n, K1, K2, (lambda X: X**2, lambda X: X**3))


def _in_plane(n, a):
    return _derivatives(n, a, 0.0, (lambda X: X**2, lambda X: X))


def _stationary(derivatives, column, start):
    """Newton's method for a zero of dε/d(first direction) along direction `column`."""
    place = start
    for _ in range(20):
        energy, gradient, hessian = derivatives(place)
        step = -gradient[0] / hessian[0, column]
        if abs(step) < 1e-13:
            return place, energy, hessian
        place += step
    raise ArithmeticError(f"no stationary point found near {start:g}")


@lru_cache
def _on_fold(n):
    K2, energy, hessian = _stationary(lambda K2: _in_labels(n, 0.0, K2), 1, _FOLD_START)
    return CriticalPoint(n, 0.0, float(K2), energy, hessian)


@lru_cache
def _on_axis(n):
    a, energy, hessian = _stationary(lambda a: _in_plane(n, a), 0, _AXIS_START)
    return PhysicalCriticalPoint(n, float(a), 0.0, energy, hessian)


def critical_point(n=1):
    """Where ε_n is stationary as a function of K1 and K2 on the line K1 = 0. Eq. (3.16).

    dε_n/dK1 = dε_n/dK2 = 0 at (0, K*); (0, -K*) is its mirror image.

    Parameters
    ----------
    n : number of the excited state, 1 to 5.

    Returns
    -------
    CriticalPoint with `K1` = 0, `K2` = K* > 0, `energy` [w], `hessian` [w], `determinant`, `kind`.

    Raises
    ------
    ValueError, TypeError : for n outside 1 to 5 or not an integer.

    Notes
    -----
    Exact numerically: K* and energy to 1e-11, Hessian to 1e-9. All five are saddles, but of the
    coordinates rather than of the glass: `fold_jacobian` vanishes on K1 = 0, so both conditions
    of the review are one, dε_n/da = (K2/2) dε_n/db. See `physical_critical_point`.
    Ref. Klinger1987.

    >>> point = critical_point(1)
    >>> round(point.K2, 6), round(point.energy, 6), point.kind
    (1.89441, 2.182133, 'saddle')
    """
    return _on_fold(check.integer("n", n, 1, MOST_LEVELS))


def fold_jacobian(K1):
    """Jacobian d(a, b)/d(K1, K2) = -K1/2 of the shift that removes the cubic term. Eq. (3.16).

    Parameters
    ----------
    K1 : reduced stiffness [1], shape (...,).

    Returns
    -------
    -K1/2 [1], shape (...,).

    Raises
    ------
    ValueError, TypeError : for non-finite, empty or non-numeric input.

    Notes
    -----
    Exact, and independent of K2. Its zero is the fold on which the saddles of Eq. (3.16) sit.
    Ref. Klinger1987.

    >>> fold_jacobian([-2, 0, 4]).tolist()
    [1.0, 0.0, -2.0]
    """
    return 0.0 - check.real("K1", K1) / 2


def physical_critical_point(n):
    """Where ε_n is stationary as a function of a and b, the physical plane. Text after Eq. (3.16).

    Parameters
    ----------
    n : number of the excited state, 2 to 5.

    Returns
    -------
    PhysicalCriticalPoint with `a` < 0, `b` = 0, `energy` [w], `hessian` [w] in (a, b), `kind`.

    Raises
    ------
    ValueError, TypeError : for n outside 2 to 5 or not an integer. ε_1 has no such point: it
        rises with a on b = 0 and with |b| everywhere.

    Notes
    -----
    Exact numerically, to 1e-11 in the energy. All four are minima: no oscillator of this family
    has ε_2 below 3.651 w. Ref. Klinger1987.

    >>> point = physical_critical_point(2)
    >>> round(point.a, 6), round(point.energy, 6), point.kind
    (-3.956847, 3.651119, 'minimum')
    """
    if n == 1:
        raise ValueError("n is 1: E_1 - E_0 is nowhere stationary in (a, b); n must be 2 to 5")
    return _on_axis(check.integer("n", n, 2, MOST_LEVELS))
