"""What glasses do at low temperature: the empirical laws (2.1), (2.2) and how to fit them.

SI units throughout unless a name says otherwise; temperatures in K.
"""

from typing import NamedTuple

import numpy as np

from softglass import _validation as check
from softglass.constants import BOLTZMANN, ELECTRONVOLT


class Band(NamedTuple):
    """Lower and upper edge of a band, each shape (...,)."""

    low: np.ndarray
    high: np.ndarray


class PowerLaw(NamedTuple):
    """Fitted y = prefactor·T^exponent: unit of the prefactor is that of y at T = 1 K.

    Standard errors (one standard deviation) from the scatter of ln y, `scatter` (rms, with
    n - 2 degrees of freedom); `n_points` used.
    """

    exponent: float
    prefactor: float
    exponent_error: float
    prefactor_error: float
    scatter: float
    n_points: int


def heat_capacity_law(T, linear, cubic=0.0, n=0.0):
    """Empirical heat capacity of a glass, C = linear T^(1+n) + cubic T³. Eq. (2.1).

    Parameters
    ----------
    T : temperature [K], > 0, shapes of all broadcast to (...,).
    linear : coefficient c1 (review: β_g) [J/(kg K^(2+n)) or any unit per K^(1+n)], >= 0.
    cubic : coefficient c3 (review: α_g) [J/(kg K⁴)], >= 0; the review's (2.1) is the excess over
        Debye, with c3 - c_D in place of c3.
    n : 0 to 1, review 0 to 0.3.

    Returns
    -------
    C [J/(kg K), or the unit chosen], shape (...,).

    Raises
    ------
    ValueError, TypeError : for T <= 0, negative coefficients, n out of range, non-finite or
        empty input.

    Notes
    -----
    Empirical, below about 2 K with constant coefficients. Ref. Stephens1973, Klinger1987.

    >>> float(heat_capacity_law(2.0, linear=3.0, cubic=0.5))
    10.0
    """
    T, linear, cubic, n = check.broadcast(
        T=check.positive("T", T),
        linear=check.non_negative("linear", linear),
        cubic=check.non_negative("cubic", cubic),
        n=check.within("n", n, 0, 1),
    )
    return linear * T ** (1 + n) + cubic * T**3


def heat_capacity_band(T, linear, cubic, n=0.0):
    """Band of heat capacities between published coefficient ranges. Eq. (2.1).

    Parameters
    ----------
    T : temperature [K], > 0, shape (...,).
    linear, cubic : pairs (low, high) of coefficients as in `heat_capacity_law`.
    n : as in `heat_capacity_law`, a single number.

    Returns
    -------
    Band(low, high) of C, each shape (...,).

    Raises
    ------
    ValueError, TypeError : as for `heat_capacity_law`, and for a pair out of order.

    Notes
    -----
    Empirical: the corners of the ranges, not a statistical interval. Ref. Stephens1973.

    >>> [float(edge) for edge in heat_capacity_band(1.0, (1, 2), (3, 5))]
    [4.0, 7.0]
    """
    n = check.scalar("n", n)
    low1, high1 = _ordered_pair("linear", linear)
    low3, high3 = _ordered_pair("cubic", cubic)
    return Band(heat_capacity_law(T, low1, low3, n), heat_capacity_law(T, high1, high3, n))


def _ordered_pair(name, pair):
    pair = check.non_negative(name, pair)
    if pair.shape != (2,) or pair[0] > pair[1]:
        raise ValueError(f"{name} is {pair.tolist()}: a pair (low, high) is needed")
    return pair


def linear_coefficient(inverse_beta, atoms_per_mass):
    """Coefficient c1 per mass from the review's 1/β_g per atom, for n = 0. Eq. (2.1).

    c1 = k_B² (atoms per mass)/(1/β_g); the review counts C per atom in units of k_B and T as an
    energy.

    Parameters
    ----------
    inverse_beta : 1/β_g [eV], > 0, review 30 to 100, shapes broadcast to (...,).
    atoms_per_mass : atoms per kilogram [1/kg], > 0.

    Returns
    -------
    c1 [J/(kg K²)], shape (...,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or empty input.

    Notes
    -----
    Exact conversion. Ref. Klinger1987.

    >>> float(linear_coefficient(50.0, 3.0e25).round(6))
    0.000714
    """
    inverse_beta, atoms_per_mass = check.broadcast(
        inverse_beta=check.positive("inverse_beta", inverse_beta),
        atoms_per_mass=check.positive("atoms_per_mass", atoms_per_mass),
    )
    return BOLTZMANN**2 * atoms_per_mass / (inverse_beta * ELECTRONVOLT)


def thermal_conductivity_law(T, gamma, m=0.0):
    """Empirical thermal conductivity of a glass, κ = gamma T^(2-m). Eq. (2.2).

    Parameters
    ----------
    T : temperature [K], > 0, shapes of all broadcast to (...,).
    gamma : conductivity at 1 K [W/(m K^(3-m)) or any unit per K^(2-m)], > 0.
    m : -1 to 2, review 0 to 0.25.

    Returns
    -------
    κ [W/(m K), or the unit chosen], shape (...,).

    Raises
    ------
    ValueError, TypeError : for T or gamma <= 0, m out of range, non-finite or empty input.

    Notes
    -----
    Empirical, below about 1 K. The unit printed in the review, W K^m cm^-1, has lost its
    exponent: it is W cm^-1 K^-(3-m). Ref. Stephens1973, Klinger1987.

    >>> float(thermal_conductivity_law(0.1, gamma=0.03).round(6))
    0.0003
    """
    T, gamma, m = check.broadcast(
        T=check.positive("T", T),
        gamma=check.positive("gamma", gamma),
        m=check.within("m", m, -1, 2),
    )
    return gamma * T ** (2 - m)


def schematic_conductivity(T, gamma, plateau, m=0.0):
    """Sketch of κ(T) that joins the law (2.2) to a plateau. Text after Eq. (2.2).

    1/κ = 1/(gamma T^(2-m)) + 1/plateau.

    Parameters
    ----------
    T, gamma, m : as in `thermal_conductivity_law`, shapes broadcast to (...,).
    plateau : conductivity at the plateau [unit of κ], > 0.

    Returns
    -------
    κ [W/(m K), or the unit chosen], shape (...,).

    Raises
    ------
    ValueError, TypeError : as for `thermal_conductivity_law`, and for plateau <= 0.

    Notes
    -----
    Schematic: right only in its two limits; label it so wherever it is drawn. The rise above
    the plateau is left out. Ref. Klinger1987, Fig. 1.

    >>> float(schematic_conductivity(1.0, gamma=0.03, plateau=0.03))
    0.015
    """
    law = thermal_conductivity_law(T, gamma, m)
    law, plateau = check.broadcast(law=law, plateau=check.positive("plateau", plateau))
    return law * plateau / (law + plateau)


def _data_line(**columns):
    """Two positive columns of equal length."""
    (x_name, x), (y_name, y) = columns.items()
    x, y = check.positive(x_name, x), check.positive(y_name, y)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"{x_name} {x.shape} and {y_name} {y.shape} must be equal lines of data")
    return x, y


def fit_power_law(T, values, T_max=None):
    """Least-squares straight line through ln(values) against ln(T). Eq. (2.2).

    Parameters
    ----------
    T : temperatures [K], > 0, shape (N,), in any order.
    values : measured values, > 0, shape (N,).
    T_max : use only T <= T_max [K]; None uses all.

    Returns
    -------
    PowerLaw(exponent, prefactor, exponent_error, prefactor_error, scatter, n_points)

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or unequal data, or fewer than three
        points (at two or more temperatures) to fit.

    Notes
    -----
    Equal weight in the logarithm, that is equal relative errors; a curvature that the power law
    does not have is not in the standard errors.

    >>> law = fit_power_law([1.0, 2.0, 4.0], [3.0, 12.0, 48.0])
    >>> round(law.exponent, 6), round(law.prefactor, 6)
    (2.0, 3.0)
    """
    T, values = _data_line(T=T, values=values)
    if T_max is not None:
        keep = check.positive("T_max", check.scalar("T_max", T_max)) >= T
        T, values = T[keep], values[keep]
    if T.size < 3 or np.ptp(T) == 0:
        raise ValueError(
            f"T has {T.size} usable points: at least 3, not all at one temperature, are needed"
        )
    x, y = np.log(T), np.log(values)
    centre = x.mean()
    spread = np.sum((x - centre) ** 2)
    exponent = np.sum((x - centre) * (y - y.mean())) / spread
    intercept = y.mean() - exponent * centre
    scatter = np.sqrt(np.sum((y - intercept - exponent * x) ** 2) / (x.size - 2))
    prefactor = np.exp(intercept)
    return PowerLaw(
        float(exponent),
        float(prefactor),
        float(scatter / np.sqrt(spread)),
        float(prefactor * scatter * np.sqrt(1 / x.size + centre**2 / spread)),
        float(scatter),
        x.size,
    )


def local_slope(T, values):
    """Slope d ln(values)/d ln T between neighbouring points. Eq. (2.2).

    Parameters
    ----------
    T : temperatures [K], > 0 and strictly rising, shape (N,), N >= 2.
    values : values, > 0, shape (N,).

    Returns
    -------
    (T_between, slope): geometric means of neighbours [K] and slopes [1], each shape (N - 1,).

    Raises
    ------
    ValueError, TypeError : for values <= 0, non-finite or unequal data, or T not rising.

    Notes
    -----
    Exact for a power law; scatter of the data is amplified.

    >>> [part.round(3).tolist() for part in local_slope([1.0, 4.0], [1.0, 16.0])]
    [[2.0], [2.0]]
    """
    T, values = _data_line(T=T, values=values)
    steps = np.diff(np.log(T))
    if T.size < 2 or (steps <= 0).any():
        raise ValueError("T must rise from point to point, with at least two points")
    return np.sqrt(T[1:] * T[:-1]), np.diff(np.log(values)) / steps
