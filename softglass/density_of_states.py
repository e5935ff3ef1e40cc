"""Density of states of the soft configurations, Eqs. (3.18)-(3.24).

The excitation energy of a configuration is ε = E_1 - E_0 in units of w, and its density of
states is g(ε) = ∫∫ dK1 dK2 δ(ε - ε(K1, K2)): an integral along one line of constant ε, taken by
quadrature. The physical density follows as n(E) = N0 η_L^(3/2) w⁻¹ F0 g(E/w).

What is counted is a choice, named `measure`:
"review"         every label (K1, K2), so that a double well counts three times;
"single"         every potential once, its origin in the deepest minimum;
"uniform_force"  every potential once with weight |K1|/2, a constant density of (a, b).
"""

from dataclasses import dataclass
from math import inf, sqrt
from typing import NamedTuple

import numpy as np

from softglass import _level_lines
from softglass import _validation as check

MEASURES = ("review", "single", "uniform_force")
SMALLEST_ENERGY = 1e-200
USUAL_EXPONENT = 40.0  # λ_max of "uniform_force", whose density has no limit without one
_POINTS_PER_PIECE = 32


@dataclass(frozen=True)
class PreparedStates:
    """The configurations on the lines of given energies, ready for any distribution F.

    `energy` (M,) [w]; `K1`, `K2` (M, nodes) with K2 >= 0, standing for ±K2 together; `weight`
    (M, nodes), whose sum over nodes is g(ε).
    """

    energy: np.ndarray
    K1: np.ndarray
    K2: np.ndarray
    weight: np.ndarray

    def density(self, distribution=None, eta_L=0.01):
        """g(ε) itself, or weighted by F(η, ξ) at η = η_L K1, ξ = η_L^(1/2) K2. Eq. (3.2).

        Parameters
        ----------
        distribution : object with `density(eta, xi)`; None for the bare g.
        eta_L : small parameter of the reduction to (K1, K2) [1], > 0.

        Returns
        -------
        Σ weight · F [1], shape (M,): N0 η_L^(3/2)/w times this is n(E). No new spectra.

        Raises
        ------
        ValueError, TypeError : for eta_L <= 0.

        Notes
        -----
        Exact numerically to 1e-3 for an F that is smooth on the scale of η_L. Ref. Klinger1987.
        """
        if distribution is None:
            return self.weight.sum(axis=1)
        eta_L = float(check.positive("eta_L", check.scalar("eta_L", eta_L)))
        used = self.weight > 0
        eta, xi = eta_L * self.K1[used], sqrt(eta_L) * self.K2[used]
        both_signs = distribution.density(eta, xi) + distribution.density(eta, -xi)
        weighted = np.zeros_like(self.weight)
        weighted[used] = self.weight[used] * both_signs / 2
        return weighted.sum(axis=1)


def _rising_energies(energy):
    energy = check.positive("energy", energy)
    lowest, highest = SMALLEST_ENERGY, _level_lines.LARGEST_ENERGY
    check.within("energy", energy, lowest, highest)
    if energy.ndim > 1:
        raise ValueError(f"energy has shape {energy.shape}: one rising line of numbers is needed")
    falling = np.flatnonzero(np.diff(energy.ravel()) <= 0)
    if falling.size:
        before, after = energy[falling[0]], energy[falling[0] + 1]
        raise ValueError(f"energy falls from {before:g} to {after:g}: it must be increasing")
    return energy


def _leftmost_well(largest_exponent):
    """The a of the symmetric well with tunnelling exponent λ = (√2/3) |a|^(3/2)."""
    exponent = check.scalar("largest_exponent", largest_exponent)
    check.positive("largest_exponent", exponent)
    return -((3 * exponent / sqrt(2)) ** (2 / 3))


def _leftmost(energy, largest_exponent, time_ratio):
    """Leftmost a that counts: largest tunnelling exponent, and longest relaxation time."""
    left = np.full(energy.shape, -inf)
    if largest_exponent is not None:
        left = np.maximum(left, _leftmost_well(largest_exponent))
    if time_ratio is not None:
        ratio = check.scalar("time_ratio", time_ratio)
        if ratio < 1:
            raise ValueError(f"time_ratio is {ratio:g}: it must be at least 1")
        left = np.maximum(left, _level_lines.edge(np.log(energy) - np.log(ratio) / 2))
    return left


def prepare(
    energy,
    measure="review",
    *,
    largest_exponent=None,
    time_ratio=None,
    points=_POINTS_PER_PIECE,
):
    """Configurations with the given excitation energies, for repeated use. Eq. (3.18).

    Arguments, errors and validity as in `density_of_states`, without `distribution`; `points`
    (8 to 400) are the nodes on each of the six pieces of a line.

    Returns
    -------
    PreparedStates

    >>> states = prepare([1.0, 3.0], "single")
    >>> states.density().round(2).tolist()
    [2.11, 15.25]
    """
    energy = np.atleast_1d(_rising_energies(energy))
    check.choice("measure", measure, MEASURES)
    points = check.integer("points", points, 8, 400)
    if measure == "uniform_force" and largest_exponent is None and time_ratio is None:
        largest_exponent = USUAL_EXPONENT
    left = _leftmost(energy, largest_exponent, time_ratio)
    line = _level_lines.points(energy, points, left)
    minimum, barrier_top, other = _level_lines.extrema(line.a, line.b)
    if measure == "review":
        places = np.stack([minimum, barrier_top, other], axis=1)
    else:
        places = minimum[:, None]
    K1 = line.a[:, None] + 6 * places**2
    per_label = 1.0 if measure == "uniform_force" else 2 / np.maximum(np.abs(K1), 1e-300)
    # Both signs of b, hence of K2, belong to a line.
    weight = np.where(np.isfinite(K1), 2 * line.weight[:, None] * per_label, 0.0)
    shape = (energy.size, -1)
    K2 = 4 * np.abs(places)
    return PreparedStates(
        energy,
        np.nan_to_num(K1).reshape(shape),
        np.nan_to_num(K2).reshape(shape),
        weight.reshape(shape),
    )


def density_of_states(
    energy,
    measure="review",
    *,
    largest_exponent=None,
    time_ratio=None,
    distribution=None,
    eta_L=0.01,
):
    """Density of states g(ε) of soft configurations, per dK1 dK2. Eqs. (3.18)-(3.24).

    Parameters
    ----------
    energy : ε = E/w [1], rising, 1e-200 to 15, a number or shape (M,).
    measure : "review", "single" or "uniform_force" (per da db), see the top of this module.
    largest_exponent : leave out wells with a tunnelling exponent above λ_max [1], > 0. None: no
        end, except that "uniform_force" has far too many deep wells for that and ends at 40
        unless time_ratio ends it.
    time_ratio : experiment time over the shortest relaxation time, t_e/τ_min [1], >= 1:
        two-level systems slower than the experiment, (ε/2J)² > t_e/τ_min, are left out.
    distribution : weight by F(η, ξ) as well; an object with `density(eta, xi)`.
    eta_L : small parameter for that, η = η_L K1 and ξ = η_L^(1/2) K2 [1].

    Returns
    -------
    g(ε) [1/w] per unit of K1 K2 (or of a b), shape of `energy`.

    Raises
    ------
    ValueError, TypeError : for energies that do not rise or are out of range, an unknown
        measure, λ_max <= 0 or t_e/τ_min < 1.

    Notes
    -----
    Exact numerically to 1e-3 and mostly 1e-4; "review" has a logarithmic singularity at
    ε = 2.18213, where a large finite number is returned. The lowest pair of levels stands for
    all: exact below 3.65, where the second excitation begins. The first call prepares tables,
    a few seconds; later ones take 10 to 50 ms for 100 energies. Ref. Klinger1987.

    >>> float(density_of_states(5.0, "single").round(2))
    26.84
    """
    states = prepare(energy, measure, largest_exponent=largest_exponent, time_ratio=time_ratio)
    return states.density(distribution, eta_L).reshape(np.shape(energy))


# Parts, laws and estimates of the review ------------------------------------------------------


class Parts(NamedTuple):
    """Two-level, anharmonic and harmonic part of a density of states, each of its shape."""

    two_level: np.ndarray
    anharmonic: np.ndarray
    harmonic: np.ndarray


def parts(energy, density, lower=0.3, upper=3.0):
    """Cut a density of states at the review's two borders. Eq. (3.18).

    n = n_TLS θ(E_a - E) + n_AHV θ(E - E_a) θ(E_b - E) + n_HV θ(E - E_b).

    Parameters
    ----------
    energy : ε [1], >= 0, shape (...,).
    density : any density of states there, same shape.
    lower, upper : borders q_a and q_b [1], 0 < lower < upper; the review puts them at 0.1 to
        0.3 and about 3.

    Returns
    -------
    Parts, each of the shape of `density`, 0 outside its range; their sum is `density`.

    Raises
    ------
    ValueError, TypeError : for negative energies, shapes that differ, borders out of order.

    Notes
    -----
    A convention: nothing jumps at a border. The harmonic law is 25 % off at 4.2, 10 % at 4.9,
    so 3 is a low border. Ref. Klinger1987.

    >>> [part.tolist() for part in parts([0.1, 1.0, 5.0], [4.0, 8.0, 36.0])]
    [[4.0, 0.0, 0.0], [0.0, 8.0, 0.0], [0.0, 0.0, 36.0]]
    """
    energy, density = check.broadcast(
        energy=check.non_negative("energy", energy), density=check.real("density", density)
    )
    lower, upper = check.scalar("lower", lower), check.scalar("upper", upper)
    if not 0 < lower < upper:
        raise ValueError(f"lower = {lower:g} and upper = {upper:g} must obey 0 < lower < upper")
    low, high = energy < lower, energy >= upper
    return Parts(*(np.where(chosen, density, 0.0) for chosen in (low, ~low & ~high, high)))


def two_level_law(energy, measure="review", *, largest_exponent=USUAL_EXPONENT):
    """Leading term of g(ε) for ε -> 0. Eqs. (3.19)-(3.21).

    "review": 8√2/√|a0|; "single": 2√2/√|a0|; "uniform_force": 2√2 (√|a_max| - √|a0|), where
    the symmetric well a0(ε) has the gap ε and a_max the exponent λ_max = largest_exponent.

    Parameters, errors as in `density_of_states`; ε [1] below 1. Returns g [1/w] of that shape.

    Notes
    -----
    Asymptotic: 6 % low at 0.03, 12 % at 0.3. Hence the almost flat density of two-level
    systems: |a0| grows as [ln(1/ε)]^(2/3). Ref. Klinger1987.

    >>> float(two_level_law(0.03).round(3))
    4.538
    """
    energy = _rising_energies(energy)
    given, energy = energy.shape, np.atleast_1d(energy)
    check.within("energy", energy, SMALLEST_ENERGY, 1.0)
    check.choice("measure", measure, MEASURES)
    edge = np.sqrt(-_level_lines.edge(np.log(energy)))
    if measure != "uniform_force":
        return ((8 if measure == "review" else 2) * sqrt(2) / edge).reshape(given)
    exponent = check.positive(
        "largest_exponent", check.scalar("largest_exponent", largest_exponent)
    )
    longest = (3 * exponent / sqrt(2)) ** (1 / 3)
    return (2 * sqrt(2) * np.maximum(longest - edge, 0.0)).reshape(given)


def harmonic_law(energy, measure="review"):
    """Leading term of g(ε) for ε -> ∞. Eq. (3.24).

    "review": (4/3) ε²; "single": ε²; "uniform_force": ε⁴/8 (footnote 5 of the review).

    Parameters
    ----------
    energy : ε [1], >= 0, shape (...,).
    measure : one of the three words.

    Returns
    -------
    g [1/w], shape (...,).

    Raises
    ------
    ValueError, TypeError : for negative energies or an unknown measure.

    Notes
    -----
    Asymptotic. The review's D0 = γ0 η_L^(3/2) (ħ/w)³ leaves γ0 open: it is 4/3 over all labels
    and 1 with every potential counted once. Ref. Klinger1987.

    >>> [float(harmonic_law(2.0, measure)) for measure in MEASURES]
    [5.333333333333333, 4.0, 2.0]
    """
    energy = check.non_negative("energy", energy)
    check.choice("measure", measure, MEASURES)
    if measure == "uniform_force":
        return energy**4 / 8
    return energy**2 * (4 / 3 if measure == "review" else 1)


def slow_fraction(energy, time_ratio):
    """Share of the two-level systems that an experiment of finite duration sees. Eq. (3.21').

    p = 1 - [1 + ln(t_e/τ_min)/L]^(-1/3) with L = 2 ln(w/E), from P ~ λ^(-4/3).

    Parameters
    ----------
    energy : ε [1], between 0 and 1, shape broadcast with `time_ratio`.
    time_ratio : t_e/τ_min [1], >= 1.

    Returns
    -------
    p = n(t_e)/n(∞) [1], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values outside these ranges.

    Notes
    -----
    Order of magnitude: 20 % high at ε = 0.03, because L stands for the tunnelling exponents of
    the fastest systems only roughly. Exact: the ratio of `density_of_states` with and without
    `time_ratio`. Ref. Klinger1987.

    >>> float(slow_fraction(0.03, 1e3).round(3))
    0.204
    """
    energy = check.positive("energy", energy)
    time_ratio = check.real("time_ratio", time_ratio)
    energy, time_ratio = check.broadcast(energy=energy, time_ratio=time_ratio)
    if (energy >= 1).any():
        raise ValueError(f"energy contains {energy.max():g}: it must be below 1")
    if (time_ratio < 1).any():
        raise ValueError(f"time_ratio contains {time_ratio.min():g}: it must be at least 1")
    return 1 - (1 + np.log(time_ratio) / (-2 * np.log(energy))) ** (-1 / 3)
