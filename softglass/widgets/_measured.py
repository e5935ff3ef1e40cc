"""Measured samples and published ranges in the units in which the chapter shows them."""

from functools import cache

import numpy as np

from softglass import datasets, debye
from softglass import empirical_facts as physics
from softglass.constants import J_PER_KG_FROM_ERG_PER_G

MICRO_PER_GRAM = 1e3  # J/kg to µJ/g
PER_METRE = 100  # W/(cm K) to W/(m K)

SAMPLES = {  # key -> (what the reader sees, data sets)
    "epoxy": ("epoxy (glassy)", ("stycast1266_epoxy",)),
    "ptfe": ("PTFE", ("teflon_anderson1963_s2", "teflon_reese1965_s2", "teflon_reese1965_s1")),
    "torlon": ("Torlon 4301", ("torlon4301",)),
    "vespel": ("Vespel SP-1", ("vespel_sp1",)),
    "kapton": ("Kapton film", ("kapton_lawrence2000",)),
}


@cache
def sample(key):
    """Temperatures [K] and conductivities [W/(m K)] of one material, coldest first."""
    table = datasets.load("kappa_measured_polymers")
    rows = np.isin(table["dataset"].astype(str), SAMPLES[key][1])
    order = np.argsort(table["T_K"][rows], kind="stable")
    return table["T_K"][rows][order], table["kappa_W_per_mK"][rows][order]


@cache
def published(quantity):
    """(low, high) of one row of the table of published ranges."""
    row = datasets.load("universal_ranges").row(quantity=quantity)
    return row["low"], row["high"]


@cache
def silica():
    """Sound velocities v_l, v_t [m/s] and mass density [kg/m³] of vitreous silica."""
    row = datasets.load("glasses_tunnelling").row(glass="a-SiO2")
    return 1e3 * row["v_l_km_s"], 1e3 * row["v_t_km_s"], 1e3 * row["rho_g_cm3"]


def silica_debye():
    """C_D/T³ of silica [µJ/(g K⁴)]."""
    return MICRO_PER_GRAM * float(debye.debye_cubic_coefficient(*silica()))


def linear_range():
    """Published c1 [µJ/(g K²)]."""
    unit = J_PER_KG_FROM_ERG_PER_G * MICRO_PER_GRAM
    return tuple(round(unit * c1, 6) for c1 in published("c1_linear_coefficient"))


def conductivity_range(T):
    """Lowest and highest κ [W/(m K)] of the published ranges, for T below 1 K."""
    slow, steep = published("kappa_exponent_delta")
    low, high = (PER_METRE * beta for beta in published("kappa_beta_at_1K"))
    return (
        physics.thermal_conductivity_law(T, low, 2 - steep),
        physics.thermal_conductivity_law(T, high, 2 - slow),
    )
