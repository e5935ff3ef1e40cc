"""Constants against an independent collection of them."""

import pytest
from scipy import constants as codata

from softglass import constants


@pytest.mark.parametrize(
    ("name", "expected", "rtol"),
    [
        ("PLANCK", codata.h, 1e-15),
        ("REDUCED_PLANCK", codata.hbar, 1e-15),
        ("BOLTZMANN", codata.k, 1e-15),
        ("ELECTRONVOLT", codata.e, 1e-15),
        ("AVOGADRO", codata.N_A, 1e-15),
        ("ANGSTROM", codata.angstrom, 1e-15),
        # editions of CODATA differ in the last digits of this measured constant
        ("ATOMIC_MASS", codata.atomic_mass, 2e-9),
        ("KELVIN_PER_ELECTRONVOLT", codata.eV / codata.k, 1e-15),
        ("J_PER_KG_FROM_ERG_PER_G", codata.erg / codata.gram, 1e-15),
    ],
)
def test_value(name, expected, rtol):
    """Catches a mistyped digit or power of ten."""
    assert getattr(constants, name) == pytest.approx(expected, rel=rtol, abs=0)
