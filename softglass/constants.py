"""Physical constants in SI units and the few conversions that the book needs.

The first four are exact by the definition of the SI; the atomic mass constant is measured
(CODATA 2022, relative uncertainty 3e-10). Typed rather than imported, because the usual source
takes longer to load than all of this package.
"""

from math import pi

PLANCK = 6.62607015e-34
"""Planck constant h [J s], exact."""

BOLTZMANN = 1.380649e-23
"""Boltzmann constant k_B [J/K], exact."""

ELECTRONVOLT = 1.602176634e-19
"""One electronvolt [J], exact."""

AVOGADRO = 6.02214076e23
"""Avogadro constant [1/mol], exact."""

ATOMIC_MASS = 1.66053906892e-27
"""Atomic mass constant, one twelfth of a carbon-12 atom [kg]."""

REDUCED_PLANCK = PLANCK / (2 * pi)
"""ħ = h/2π [J s], exact."""

KELVIN_PER_ELECTRONVOLT = ELECTRONVOLT / BOLTZMANN
"""Temperature whose k_B T is one electronvolt [K], exact."""

ANGSTROM = 1e-10
"""One ångström [m], exact."""

J_PER_KG_FROM_ERG_PER_G = 1e-4
"""One erg per gram in J/kg, exact."""
