"""Parameters of the models as immutable objects: each carries unit, symbol, default and source.

>>> round(SoftPotentialScales(eps0=0.35).w, 1)
34.9
"""

from dataclasses import dataclass, field, fields
from functools import wraps
from types import MappingProxyType
from typing import NamedTuple

from softglass import _validation as check
from softglass.constants import (
    ANGSTROM,
    ATOMIC_MASS,
    BOLTZMANN,
    ELECTRONVOLT,
    KELVIN_PER_ELECTRONVOLT,
    REDUCED_PLANCK,
)

_REVIEW = "Klinger1987"


class Row(NamedTuple):
    """One line of a parameter table."""

    name: str
    symbol: str
    meaning: str
    value: float
    unit: str
    source: str


def _parameter(default, symbol, unit, meaning, source):
    metadata = {"symbol": symbol, "unit": unit, "meaning": meaning, "source": source}
    return field(default=default, metadata=MappingProxyType(metadata))


def _derived(symbol, unit, meaning, source):
    """A property computed from the parameters that appears in tables like one of them."""

    def mark(function):
        function.row = (symbol, meaning, unit, source)
        return property(function)

    return mark


def _parameter_set(cls):
    """Frozen keyword-only dataclass of positive numbers that names what is misspelt or wrong."""

    def check_values(self):
        for item in fields(self):
            value = check.positive(item.name, check.scalar(item.name, getattr(self, item.name)))
            object.__setattr__(self, item.name, float(value))

    cls.__post_init__ = check_values
    cls = dataclass(frozen=True, kw_only=True)(cls)
    build = cls.__init__
    allowed = [item.name for item in fields(cls)]

    @wraps(build)
    def checked(self, **given):
        for name in given:
            if name not in allowed:
                raise TypeError(
                    f"{cls.__name__} has no parameter {name!r}: allowed are {', '.join(allowed)}"
                )
        build(self, **given)

    cls.__init__ = checked
    return cls


@_parameter_set
class SoftPotentialScales:
    """Scales of the soft atomic potential and of its quantum oscillator. Eqs. (3.1), (3.13).

    The review's A = 30 eV and ε0 = 1 K give w = 70 K; its printed w = 30 K with η_L = 1e-2
    needs ε0 of about 0.35 K (an effective mass near 70 atomic units). Both are at hand as
    `REVIEW_SCALES` and `CONSISTENT_SCALES`.

    >>> scales = SoftPotentialScales()
    >>> round(scales.w, 1), round(scales.eta_L, 4)
    (70.3, 0.0142)
    """

    A: float = _parameter(30.0, "A", "eV", "energy scale of atomic potentials", _REVIEW)
    eps0: float = _parameter(1.0, "ε0", "K", "kinetic scale ħ²/2Ma0²", _REVIEW)
    a0: float = _parameter(1.0, "a0", "Å", "unit of displacement", _REVIEW)
    F0: float = _parameter(0.01, "F0", "1", "density F(0, 0) of soft configurations", _REVIEW)
    N0: float = _parameter(1e22, "N0", "cm⁻³", "number density of atoms", _REVIEW)

    @_derived("η_L", "1", "small parameter (ε0/A)^(1/3)", "Eq. (3.13)")
    def eta_L(self):
        """Small parameter η_L = (ε0/A)^(1/3) [1]. Eq. (3.13)."""
        return (self.eps0 / (self.A * KELVIN_PER_ELECTRONVOLT)) ** (1 / 3)

    @_derived("w", "K", "energy scale A η_L² of the oscillator", "Eq. (3.13)")
    def w(self):
        """Energy scale w = A η_L² [K]. Eq. (3.13)."""
        return self.A * KELVIN_PER_ELECTRONVOLT * self.eta_L**2

    @_derived("ħω_D", "K", "Debye energy 2 (A ε0)^(1/2), so that w = ħω_D η_L^(1/2)/2", "derived")
    def hbar_omega_D(self):
        """Debye energy ħω_D = 2 √(A ε0) [K], from k0 = M ω_D² and A = k0 a0²/2. Eq. (3.13)."""
        return 2 * (self.A * KELVIN_PER_ELECTRONVOLT * self.eps0) ** 0.5

    @_derived("k^(0)", "eV/Å²", "rigid force constant 2A/a0²", "Eq. (3.1)")
    def k0(self):
        """Force constant of a rigid configuration, 2A/a0² [eV/Å²]. Eq. (3.1)."""
        return 2 * self.A / self.a0**2

    @_derived("M", "u", "effective mass ħ²/(2 ε0 a0²)", "Eq. (3.12)")
    def mass(self):
        """Effective mass ħ²/(2 ε0 a0²) [atomic mass units]. Eq. (3.12)."""
        length = self.a0 * ANGSTROM
        return REDUCED_PLANCK**2 / (2 * self.eps0 * BOLTZMANN * length**2) / ATOMIC_MASS

    def reduced(self, eta, xi):
        """Reduced (K1, K2) = (η/η_L, ξ/η_L^(1/2)) [1] of the soft potential. Eq. (3.13).

        >>> scales = SoftPotentialScales()
        >>> float(scales.reduced(-0.1, 0)[0].round(3))
        -7.035
        """
        eta, xi = check.broadcast(eta=check.real("eta", eta), xi=check.real("xi", xi))
        return eta / self.eta_L, xi / self.eta_L**0.5


@_parameter_set
class TunnelingParameters:
    """Constants of the tunnelling model as the review prints them. Eq. (2.4).

    The review counts P0 per Δ with its half-asymmetry Δ, twice the P̄ of later literature.

    >>> round(TunnelingParameters().P_bar / 1e44, 3)
    3.121
    """

    P0: float = _parameter(
        1e20, "P0", "cm⁻³ eV⁻¹", "density of two-level systems, printed 1e19 to 1e20", _REVIEW
    )
    b1: float = _parameter(1.0, "b1", "eV", "coupling to strain, printed 0.3 to 1", _REVIEW)

    @_derived("P̄", "J⁻¹ m⁻³", "P0/2, the constant of later literature", "Eq. (2.3)")
    def P_bar(self):
        """P̄ = P0/2 [1/(J m³)]. Eq. (2.3)."""
        return self.P0 / 2 * 1e6 / ELECTRONVOLT


@_parameter_set
class ElectronicParameters:
    """Electronic scales that the review uses throughout its second half. Secs. 4 and 5.

    >>> ElectronicParameters().Q0
    3.0
    """

    Q0: float = _parameter(3.0, "Q0", "eV", "electron-atom coupling", _REVIEW)
    Uc: float = _parameter(0.3, "Uc", "eV", "repulsion of two electrons on one site", _REVIEW)
    Eg: float = _parameter(2.0, "Eg", "eV", "mobility gap, printed 1 to 3", _REVIEW)


REVIEW_SCALES = SoftPotentialScales()
"""The review's typical A and ε0."""

CONSISTENT_SCALES = SoftPotentialScales(eps0=0.35)
"""ε0 chosen so that w comes out near the 30 K that the review prints."""

REVIEW_PRINTED = MappingProxyType({"eta_L": 1e-2, "w": 30.0, "k0": 30.0})
"""Printed derived scales (η_L [1], w [K], k^(0) [eV/Å²]); no single A and ε0 gives all three."""


def describe(parameters):
    """Table of a parameter set, an instance or its class with the defaults. Eq. (3.13).

    Parameters
    ----------
    parameters : one of the classes of this module or an instance.

    Returns
    -------
    Tuple of `Row` (name, symbol, meaning, value, unit, source): parameters, then derived ones.

    Raises
    ------
    TypeError : for anything else.

    >>> describe(SoftPotentialScales)[0].unit
    'eV'
    """
    instance = parameters() if isinstance(parameters, type) else parameters
    if type(instance) not in (SoftPotentialScales, TunnelingParameters, ElectronicParameters):
        raise TypeError(f"parameters is {parameters!r}: a parameter set of this module is needed")
    rows = [
        Row(
            item.name,
            item.metadata["symbol"],
            item.metadata["meaning"],
            getattr(instance, item.name),
            item.metadata["unit"],
            item.metadata["source"],
        )
        for item in fields(instance)
    ]
    for name, member in vars(type(instance)).items():
        if isinstance(member, property):
            symbol, meaning, unit, source = member.fget.row
            rows.append(Row(name, symbol, meaning, getattr(instance, name), unit, source))
    return tuple(rows)
