"""Widgets of the chapter on what is measured."""

from functools import partial

import numpy as np

from softglass import debye, phonon_conduction
from softglass import empirical_facts as physics
from softglass.constants import BOLTZMANN, PLANCK
from softglass.plotting import empirical_facts as plots
from softglass.widgets import Choice, Readout, Slider, Widget
from softglass.widgets._measured import (
    MICRO_PER_GRAM,
    PER_METRE,
    SAMPLES,
    conductivity_range,
    linear_range,
    published,
    sample,
    silica,
    silica_debye,
)

LAW_HOLDS_BELOW = 0.45  # K: the points that count when the epoxy is fitted
FEWEST_POINTS = 4  # with fewer, the standard error of an exponent means little
SILICA_MOLAR_MASS = 0.06008  # kg/mol of SiO2
SCHEMATIC_PLATEAU = 0.1  # W/(m K): a height for the drawing, no measured value
REGIONS = (("I", 0.05, 1.0), ("II", 5.0, 30.0), ("III", 30.0, 130.0))  # K, as in Fig. 1


def _misfit(T, kappa, exponent, gamma):
    """How far the points lie above the law, in percent of the law."""
    return 100 * (kappa / physics.thermal_conductivity_law(T, gamma, 2 - exponent) - 1)


def _superscript(number):
    return f"{number:.2f}".translate(str.maketrans("0123456789.-", "⁰¹²³⁴⁵⁶⁷⁸⁹·⁻"))


def _with_error(value, error):
    digits = max(0, -int(np.floor(np.log10(error))))
    return f"{value:.{digits}f} ± {error:.{digits}f}"


def _from_to(low, high, unit=""):
    texts = (f"{x:.0f}" if x >= 100 else f"{x:.2g}" for x in (low, high))
    return f"{' to '.join(texts)} {unit}".strip()


def conductivity_by_hand():
    """The reader's own fit of (2.2) to the epoxy."""
    T, kappa = sample("epoxy")
    inside = T <= LAW_HOLDS_BELOW
    line_T = np.array([0.05, 2.2])

    def compute(exponent, gamma):
        misfit = _misfit(T, kappa, exponent, gamma)
        return {
            "T": T,
            "misfit": misfit,
            "line_T": line_T,
            "line_kappa": physics.thermal_conductivity_law(line_T, gamma, 2 - exponent),
            "rms": float(np.sqrt(np.mean(misfit[inside] ** 2))),
            "m": 2 - exponent,
            "review": f"{gamma / PER_METRE * 1e4:.2f} × 10⁻⁴ W cm⁻¹ K{_superscript(-1 - exponent)}",
        }

    return Widget(
        name="conductivity-by-hand",
        controls=(
            Slider("exponent", "Exponent 2 − m", 1.0, 3.0, 1.5, nodes=41),
            Slider("gamma", "γ: κ of the law at 1 K", 0.02, 0.08, 0.02, 25, "W/(m K)", 3, log=True),
        ),
        readouts=(
            Readout("rms", "rms misfit below 0.45 K", "%", ".1f"),
            Readout("m", "m", "", ".2f"),
            Readout("review", "γ in the review's unit"),
        ),
        presets={
            "As in a crystal: T³": {"exponent": 3.0, "gamma": 0.04},
            "Exactly T²": {"exponent": 2.0, "gamma": 0.04},
        },
        compute=compute,
        draw=partial(
            plots.draw_by_hand,
            inside=(T[inside], kappa[inside]),
            outside=(T[~inside], kappa[~inside]),
        ),
        update=plots.update_by_hand,
        alt="Thermal conductivity of the epoxy from 0.06 to 1.8 K on double logarithmic axes with "
        "a straight line that both sliders move; below it, the misfit of every point in percent.",
        caption="Circles: measured conductivity of the epoxy Stycast 1266 (Olson 1993). Line: "
        "κ = γ T²⁻ᵐ, (2.2) of the review, with your exponent and your γ. Lower panel: how far each "
        "point lies above or below the line; bars beyond 45 % are cut. Only the eight filled "
        "points, below 0.45 K, count in the rms misfit.",
        size=(5.0, 4.4),
    )


def conductivity_fitted():
    """Least squares on each sample, up to a temperature that the reader chooses."""

    def compute(key, T_max):
        T, kappa = sample(key)
        used = np.less_equal(T, T_max)
        T, kappa = T[used], kappa[used]
        result = {"T_max": T_max, "T": T, "kappa": kappa, "points": f"{T.size}"}
        if T.size < FEWEST_POINTS:
            none = dict.fromkeys(("exponent", "gamma", "scatter"), "too few points")
            return result | none | {"line_T": [], "line_kappa": [], "misfit": 0 * T}
        law = physics.fit_power_law(T, kappa)
        line_T = T[[0, -1]]
        return result | {
            "line_T": line_T,
            "line_kappa": physics.thermal_conductivity_law(line_T, law.prefactor, 2 - law.exponent),
            "misfit": _misfit(T, kappa, law.exponent, law.prefactor),
            "exponent": _with_error(law.exponent, law.exponent_error),
            "gamma": f"({_with_error(1e3 * law.prefactor, 1e3 * law.prefactor_error)}) mW/(m K)",
            "scatter": f"{100 * law.scatter:.0f} %",
        }

    return Widget(
        name="conductivity-fitted",
        controls=(
            Choice("key", "Material", {key: label for key, (label, _) in SAMPLES.items()}, "ptfe"),
            Slider("T_max", "Fit all points up to", 0.4, 6.0, 2.1, 24, "K", 2, log=True),
        ),
        readouts=(
            Readout("exponent", "exponent"),
            Readout("gamma", "κ of the law at 1 K"),
            Readout("scatter", "scatter about the line"),
            Readout("points", "points used"),
        ),
        compute=compute,
        draw=partial(
            plots.draw_samples,
            samples=[(label, *sample(key)) for key, (label, _) in SAMPLES.items()],
        ),
        update=plots.update_samples,
        alt="Thermal conductivity of five polymers between 0.06 and 6 K on double logarithmic "
        "axes; the power law fitted to the chosen one as a line, the misfit of its points below.",
        caption="Measured conductivities of an epoxy (Olson 1993), PTFE (Anderson, Reese and "
        "Wheatley 1963; Reese and Tucker 1965), Torlon 4301 and Vespel SP-1 (Runyan and Jones "
        "2008) and Kapton HN (Lawrence and others 2000). Large diamonds: the points, up to the "
        "dotted line, that enter the least-squares fit of ln κ against ln T. The ± is one standard "
        "error.",
        size=(5.0, 4.7),
    )


def heat_capacity_band():
    """c1 T + c3 T³ within the published ranges, against the Debye solid."""
    c1_range = linear_range()
    ratio_range = published("c3_over_cDebye")
    c_debye = silica_debye()
    T = np.sqrt(np.linspace(0.0025, 4, 60))
    band = physics.heat_capacity_band(T, c1_range, [c_debye * ratio for ratio in ratio_range])

    def compute(c1, ratio):
        equal = np.sqrt(c1 / (ratio * c_debye))
        over_debye = {
            kelvin: float(physics.heat_capacity_law(kelvin, c1, ratio * c_debye))
            / (c_debye * kelvin**3)
            for kelvin in (0.1, 1.0)
        }
        return {
            "T_squared": T**2,
            "C_over_T": physics.heat_capacity_law(T, c1, ratio * c_debye) / T,
            "linear": np.full_like(T, c1),
            "equal_T_squared": equal**2,
            "equal_C_over_T": 2 * c1,
            "equal": equal,
            "cold": over_debye[0.1],
            "warm": over_debye[1.0],
        }

    return Widget(
        name="heat-capacity-band",
        controls=(
            Slider("c1", "c₁", *c1_range, 2.0, nodes=44, unit="µJ g⁻¹ K⁻²", digits=1),
            Slider("ratio", "c₃ / Debye", *ratio_range, 1.4, nodes=10, digits=1),
        ),
        readouts=(
            Readout("equal", "both terms equal at", "K", ".2f"),
            Readout("cold", "C / Debye at 0.1 K", "", ".0f"),
            Readout("warm", "C / Debye at 1 K", "", ".1f"),
        ),
        presets={
            "Smallest coefficients": {"c1": c1_range[0], "ratio": ratio_range[0]},
            "Largest coefficients": {"c1": c1_range[1], "ratio": ratio_range[1]},
        },
        compute=compute,
        draw=partial(
            plots.draw_heat_capacity,
            T_squared=T**2,
            low=band.low / T,
            high=band.high / T,
            debye=c_debye * T**2,
        ),
        update=plots.update_heat_capacity,
        alt="Heat capacity divided by temperature against temperature squared up to 4 square "
        "kelvin: a wide band of published ranges, the Debye line through the origin below it, "
        "and one straight line within the band that the sliders move.",
        caption="Band: c₁ T + c₃ T³ with the ranges that Stephens (1973) gives for fourteen "
        "glasses, c₁ = 7 to 50 erg g⁻¹ K⁻² and c₃ = 1.2 to 3 times Debye. No measured points are "
        "drawn, because none could be had. Debye: computed from the sound velocities of vitreous "
        "silica (after Berret and Meissner, to be rechecked); the same value turns the ratio "
        "c₃/Debye into a number.",
        size=(5.0, 3.7),
    )


def crystal_contrast():
    """A crystal with silica's sound velocities, limited by its own surface, against the glasses."""
    v_l, v_t, _ = silica()
    line_T = np.array([0.05, 2.2])
    band_T = np.array([0.05, 0.5])

    def compute(size):
        result = {
            "T": line_T,
            "crystal": phonon_conduction.conductivity(line_T, v_l, v_t, 1e-3 * size),
        }
        for name, T in (("cold", 0.1), ("warm", 0.5)):
            kappa = phonon_conduction.conductivity(T, v_l, v_t, 1e-3 * size)
            low, high = conductivity_range(T)
            result[name] = f"{_from_to(kappa / high, kappa / low)} times"
            result[f"kappa_{name}"] = float(1e3 * kappa)
        return result

    return Widget(
        name="crystal-contrast",
        controls=(Slider("size", "Size of the crystal", 0.01, 10, 1, 31, "mm", log=True),),
        readouts=(
            Readout("kappa_cold", "κ of the crystal at 0.1 K", "mW/(m K)", ".2g"),
            Readout("cold", "crystal / glasses at 0.1 K"),
            Readout("warm", "crystal / glasses at 0.5 K"),
        ),
        presets={"0.01 mm": {"size": 0.01}, "1 mm": {"size": 1}},
        compute=compute,
        draw=partial(
            plots.draw_crystal, band=(band_T, *conductivity_range(band_T)), epoxy=sample("epoxy")
        ),
        update=plots.update_crystal,
        alt="Thermal conductivity against temperature from 0.05 to 2 K on double logarithmic axes: "
        "a straight line for a crystal, steeper than the band of the glasses and the points of "
        "the epoxy, which the slider shifts up and down.",
        caption="Line: conductivity of a Debye solid whose waves all fly as far as the crystal is "
        "large, computed from the sound velocities of silica (after Berret and Meissner, to be "
        "rechecked); no measured crystal is shown. Band: range of glasses below 0.5 K (Stephens "
        "1973, its power of ten inferred). Circles: measured, epoxy (Olson 1993).",
        size=(5.0, 3.7),
    )


def _region(T):
    for name, low, high in REGIONS:
        if low <= T <= high:
            return name
    return "between I and II"


def figure_1():
    """Fig. 1 of the review with numbers on its axes and a temperature to walk through it."""
    v_l, v_t, density = silica()
    c_debye, c1_range, ratio_range = silica_debye(), linear_range(), published("c3_over_cDebye")
    c3_range = [c_debye * ratio for ratio in ratio_range]
    heat_T, cold_T = np.geomspace(0.05, 2, 30), np.array([0.05, 0.5])
    all_T = np.geomspace(0.05, 130, 60)
    atoms = debye.number_density(density, SILICA_MOLAR_MASS, 3)
    theta = debye.debye_temperature(v_l, v_t, atoms)
    per_gram = MICRO_PER_GRAM * BOLTZMANN * atoms / density
    debye_curve = per_gram * debye.debye_heat_capacity(all_T, theta) / all_T**3
    middle = np.sqrt(np.prod(published("kappa_beta_at_1K"))) * PER_METRE

    # Schematic: placed where the boson peak puts it, k_B T = h ν/5, with a height of no meaning.
    hump_T = PLANCK * published("nu_BP")[0] * 1e12 / (5 * BOLTZMANN)
    sketch_T = np.geomspace(2, 60, 40)
    floor = per_gram * debye.debye_heat_capacity(sketch_T, theta) / sketch_T**3
    hump = floor * (1.5 + 4 * np.exp(-2 * np.log(sketch_T / hump_T) ** 2))
    plateau_T = np.geomspace(2, published("kappa_plateau_range")[1], 30)

    def compute(T):
        heat = physics.heat_capacity_band(T, c1_range, c3_range)
        ratios = [float(C) / (c_debye * T**3) for C in heat]
        return {
            "T": T,
            "region": _region(T),
            "heat": _from_to(*ratios) if 0 < T <= heat_T[-1] else "no published range",
            "conduction": (
                _from_to(*(1e3 * kappa for kappa in conductivity_range(T)), "mW/(m K)")
                if 0 < T <= cold_T[-1]
                else "no published range"
            ),
            "wavelength": float(1e9 * phonon_conduction.thermal_wavelength(T, v_t)),
        }

    return Widget(
        name="figure-1",
        controls=(Slider("T", "Temperature", 0.05, 100, 1.0, 34, "K", 2, log=True),),
        readouts=(
            Readout("region", "region"),
            Readout("heat", "C / Debye"),
            Readout("conduction", "κ"),
            Readout("wavelength", "thermal wavelength", "nm", ".3g"),
        ),
        compute=compute,
        draw=partial(
            plots.draw_figure_1,
            heat={
                "published": (
                    heat_T,
                    *(
                        C / heat_T**3
                        for C in physics.heat_capacity_band(heat_T, c1_range, c3_range)
                    ),
                ),
                "schematic": (sketch_T, hump),
                "debye": (all_T, debye_curve),
            },
            conduction={
                "published": (cold_T, *conductivity_range(cold_T)),
                "schematic": (
                    plateau_T,
                    physics.schematic_conductivity(plateau_T, middle, SCHEMATIC_PLATEAU, 0.1),
                ),
                "measured": sample("epoxy"),
            },
            regions=REGIONS,
        ),
        update=plots.update_figure_1,
        alt="Two panels above each other against temperature from 0.05 to 130 K, with regions I, "
        "II and III: heat capacity over temperature cubed as a falling band, a Debye line and a "
        "dotted hump; thermal conductivity as a rising band with points and a dotted plateau.",
        caption="Fig. 1 of the review with numbers. Bands: published ranges (Stephens 1973). "
        "Broken line: Debye solid with the sound velocities of silica (after Berret and Meissner, "
        "to be rechecked), computed. Circles: epoxy (Olson 1993), measured. Dotted: schematic; "
        "the temperature of hump and plateau is published, their height here means nothing. The "
        "thermal wavelength is that of transverse waves in silica.",
        size=(5.0, 4.9),
    )


WIDGETS = (
    conductivity_by_hand,
    conductivity_fitted,
    crystal_contrast,
    heat_capacity_band,
    figure_1,
)
