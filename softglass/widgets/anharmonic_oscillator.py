"""Widgets of the chapter on the anharmonic oscillator, Eqs. (3.12)-(3.14) and (3.17)."""

from functools import cache, partial

import numpy as np

from softglass import oscillator, oscillator_limits, soft_potential
from softglass.plotting import anharmonic_oscillator as plots
from softglass.widgets.controls import Choice, Readout, Slider, signed
from softglass.widgets.widget import Widget

POSITIONS = np.linspace(-6, 6, 241)
SHIFTED_POSITIONS = np.linspace(-5, 5, 201)
WIDTHS = np.linspace(0.3, 1.6, 131)
REGIME_BOUNDS = (0.3, 3.0)  # in w: the cuts q_a and q_b that the review chooses in its Eq. (3.18)
QUARTIC_KINDS = {1.0: "p² (the book's oscillator)", 0.5: "p²/2 (the usual textbook form)"}


def _levels(K1, K2):
    states = oscillator.spectrum(K1, K2, n_levels=4, X=POSITIONS)
    bottom = soft_potential.global_minimum(K1, K2).value
    a, b, _ = oscillator.canonical(K1, K2)
    return {
        "X": POSITIONS,
        "potential": states.potential - bottom,
        "energies": states.energies - bottom,
        "densities": states.wave_functions**2,
        "gap": oscillator.excitation(K1, K2),
        "next_gap": states.energies[2] - states.energies[1],
        "wells": sum(point.kind == "minimum" for point in soft_potential.extrema(K1, K2)),
        "canonical": signed(f"{a:.2f}, {b:.2f}"),
    }


def levels():
    """Potential, levels and densities over the whole (K1, K2) plane."""
    return Widget(
        "levels",
        compute=_levels,
        draw=plots.draw_levels,
        update=plots.update_levels,
        controls=(
            Slider("K1", "stiffness K₁", -9, 9, 0, nodes=25, digits=2),
            Slider("K2", "asymmetry K₂", -6, 6, 0, nodes=13, digits=2),
        ),
        readouts=(
            Readout("gap", "gap E₁ − E₀", "w", ".5g"),
            Readout("next_gap", "next gap E₂ − E₁", "w", ".5g"),
            Readout("wells", "minima", format=".0f"),
            Readout("canonical", "a, b"),
        ),
        presets={
            "pure quartic": {"K1": 0, "K2": 0},
            "near-harmonic": {"K1": 9, "K2": 0},
            "symmetric double well": {"K1": -4.5, "K2": 0},
            "the same well, origin in its right minimum": {"K1": 9, "K2": 6},
            "second well about to appear": {"K1": 4.5, "K2": 4},
        },
        alt=(
            "A quartic potential well against position, with the probability densities of its "
            "four lowest states, each drawn as a curve that stands on the energy of its level."
        ),
        caption=(
            "The potential K₁X² + K₂X³ + X⁴ (black) and the probability densities |ψₙ|² of its "
            "four lowest states. Each density stands on its own level: its flat ends mark the "
            "energy. Energies are counted from the deepest point of the potential."
        ),
        size=(5.6, 4.3),
    )


@cache
def _landscape():
    """ε₁ over the plane, and the lines on it that the text speaks of."""
    steps = np.linspace(0, 1, 26)
    # One line of this grid runs along each arm of equal wells, where the gap has a sharp crease.
    K2 = np.concatenate([-9 * steps[:0:-1] ** 1.5, 9 * steps**1.5])
    beside = 0.5 * steps**2 + 30 * steps**4
    K1 = K2**2 / 4 + np.concatenate([-beside[:0:-1], beside])[:, None]
    depth = np.linspace(1, 12, 221)  # |K1| of symmetric double wells seen from the barrier
    double = depth[oscillator.excitation(-depth, 0) < REGIME_BOUNDS[0]]
    edge = np.linspace(-9, 9, 61)
    return {
        "K1": K1,
        "K2": np.broadcast_to(K2, K1.shape),
        "gap": oscillator.excitation(K1, K2),
        "harmonic_from": REGIME_BOUNDS[1],
        "two_wells": [(soft_potential.critical_eta(edge), edge)],
        "equal_wells": _equal_wells(np.linspace(0, 12, 121)),
        "two_level": _equal_wells(double),
    }


def _equal_wells(depth):
    """The three names of each symmetric double well: from its barrier and from its two minima."""
    return [(-depth, 0 * depth)] + [(2 * depth, sign * np.sqrt(8 * depth)) for sign in (1, -1)]


def _partners(K1, K2):
    a, b, shift = oscillator.canonical(K1, K2)
    points = soft_potential.extrema(K1, K2)
    bottom = soft_potential.global_minimum(K1, K2).value
    # An extremum as the new origin: half the curvature there, and the cubic term there.
    labels = [(point.curvature / 2, K2 + 4 * point.x) for point in points]
    gaps = oscillator.excitation(*np.transpose(labels))
    order = sorted(range(len(points)), key=lambda i: abs(points[i].x))
    places = [
        {
            "K1": labels[i][0],
            "K2": labels[i][1],
            "Y": points[i].x - shift,
            "energy": points[i].value - bottom,
        }
        for i in order
    ]
    texts = {f"label{j}": "none" for j in (1, 2)} | {
        f"label{j}": signed(f"({labels[i][0]:.2f}, {labels[i][1]:.2f}), gap {gaps[i]:.10f}\u00a0w")
        for j, i in enumerate(order)
    }
    Y = SHIFTED_POSITIONS
    return texts | {
        "chosen": {key: [places[0][key]] for key in places[0]},
        "others": {key: [place[key] for place in places[1:]] for key in places[0]},
        "Y": Y,
        "potential": a * Y**2 + b * Y + Y**4 + oscillator.canonical_constant(K1, K2) - bottom,
        "canonical": signed(f"{a:.4f}, {abs(b):.4f}"),
    }


def partners():
    """Up to three pairs (K1, K2) that name one potential, on the map of the plane."""
    return Widget(
        "partners",
        compute=_partners,
        draw=partial(plots.draw_partners, landscape=_landscape()),
        update=plots.update_partners,
        controls=(
            Slider("K1", "stiffness K₁", -6, 8, -2, nodes=15, digits=2),
            Slider("K2", "asymmetry K₂", -4, 4, 0, nodes=9, digits=2),
        ),
        readouts=(
            Readout("label0", "your origin"),
            Readout("label1", "second name"),
            Readout("label2", "third name"),
            Readout("canonical", "a, |b|"),
        ),
        presets={
            "symmetric double well, from its barrier": {"K1": -2, "K2": 0},
            "the same, from its right minimum": {"K1": 4, "K2": 4},
            "the same, from its left minimum": {"K1": 4, "K2": -4},
            "on the fold K₁ = 0": {"K1": 0, "K2": 2},
        },
        alt=(
            "Above, a map of the plane of stiffness and asymmetry, coloured by the size of the "
            "gap, with a dot for the chosen pair and diamonds for the other pairs that name the "
            "same potential. Below, that potential with the same dot and diamonds on its extrema."
        ),
        caption=(
            "Above: the plane (K₁, K₂). Blue: gap below 3 w; green: above; purple: below 0.3 w, "
            "drawn far too wide. Right of the solid line there is one well, left of it two; left "
            "of the dotted line K₁ = 0 the origin sits on the barrier. Below: the potential about "
            "its own centre. A diamond beyond the map is still listed as a name."
        ),
        size=(5.6, 6.4),
    )


def _regimes():
    K1 = np.linspace(-12, 20, 129)
    stiff = np.linspace(0, 20, 81)
    energies = oscillator.levels(K1, 0, n_levels=4)
    return {
        "K1": K1,
        "exact": energies[:, 1:] - energies[:, :1],
        "stiff_K1": stiff,
        "harmonic": 2 * np.sqrt(stiff)[:, None] * np.arange(1, 4),
    }


def regimes():
    """The first three excitation energies along K2 = 0."""
    return Widget(
        "regimes",
        compute=_regimes,
        draw=partial(plots.draw_regimes, bounds=REGIME_BOUNDS),
        update=plots.update_regimes,
        alt=(
            "Excitation energies of the first three excited states against stiffness from minus "
            "12 to 20. On the left the first one falls to zero and the second and third merge; "
            "on the right all three follow dashed square-root curves."
        ),
        caption=(
            "Excitation energies εₙ = Eₙ − E₀ of symmetric potentials (K₂ = 0). Left: a double "
            "well, whose levels close up into pairs. Right: nearly harmonic ladders; the dashed "
            "curves are the harmonic limit. The dotted lines at 0.3 w and 3 w divide the three "
            "regimes; they are conventions, nothing jumps there."
        ),
        size=(5.6, 3.9),
    )


def _limits(K1):
    n = np.arange(6)
    exact = oscillator.levels(K1, 0)
    rivals = {
        "harmonic": oscillator_limits.harmonic_levels(n, K1),
        "corrected": oscillator_limits.harmonic_levels(n, K1, anharmonic=True),
        "semiclassical": oscillator_limits.bohr_sommerfeld_levels(n, K1, 0),
    }
    return {
        "n": n,
        "misses": {name: 100 * np.abs(rival / exact - 1) for name, rival in rivals.items()},
        "exact": exact[1] - exact[0],
    } | {name: rival[1] - rival[0] for name, rival in rivals.items()}


def limits():
    """Harmonic, corrected and semiclassical levels against the exact ones."""
    return Widget(
        "limits",
        compute=_limits,
        draw=plots.draw_limits,
        update=plots.update_limits,
        controls=(Slider("K1", "stiffness K₁", 0.5, 20, 4, nodes=40, digits=2),),
        readouts=(
            Readout("exact", "gap: exact", "w"),
            Readout("harmonic", "harmonic", "w"),
            Readout("corrected", "corrected", "w"),
            Readout("semiclassical", "Bohr and Sommerfeld", "w"),
        ),
        presets={
            "soft": {"K1": 0.5},
            "in between": {"K1": 4},
            "stiff": {"K1": 20},
        },
        alt=(
            "Distance in percent, on a logarithmic scale, of three approximations from the six "
            "lowest exact levels: harmonic, harmonic with first correction, and the rule of Bohr "
            "and Sommerfeld."
        ),
        caption=(
            "How far three approximations miss the six lowest levels Eₙ of a symmetric single "
            "well (K₂ = 0), in percent of the level. Mind the logarithmic axis; a point below "
            "0.001 % leaves the picture."
        ),
        size=(5.6, 3.8),
    )


def _estimate(width, n, kinetic):
    kinetic_part, quartic_part = oscillator_limits.uncertainty_energy(WIDTHS, n, kinetic)
    return {
        "x": WIDTHS,
        "kinetic": kinetic_part,
        "quartic": quartic_part,
        "total": kinetic_part + quartic_part,
        "width": width,
        "energy": sum(oscillator_limits.uncertainty_energy(width, n, kinetic)),
        # x -> kinetic^(1/6) x turns kinetic p² + x⁴ into kinetic^(2/3) (p² + x⁴)
        "exact_energy": kinetic ** (2 / 3) * oscillator.levels(0, 0)[n],
        "slope": width**2,
    }


def estimate():
    """The estimate by the uncertainty principle, to be minimised by hand."""
    return Widget(
        "estimate",
        compute=_estimate,
        draw=plots.draw_estimate,
        update=plots.update_estimate,
        controls=(
            Slider("width", "trial width x", 0.4, 1.4, 1.3, nodes=51, digits=2),
            Choice("n", "level", {0: "n = 0", 1: "n = 1"}, 0),
            Choice("kinetic", "kinetic energy", QUARTIC_KINDS, 1.0),
        ),
        readouts=(
            Readout("energy", "energy at this width", "w"),
            Readout("slope", "x²", format=".3f"),
            Readout("exact_energy", "exact level", "w"),
        ),
        alt=(
            "Energy against trial width: a falling kinetic curve, a rising quartic curve and "
            "their sum, which has one minimum; a dot at the chosen width and a horizontal line "
            "at the exact level."
        ),
        caption=(
            "Energy of a state squeezed to the width x. The kinetic part grows when x shrinks, "
            "the quartic part when x grows; the estimate is the lowest point of the sum. Energies "
            "in units of w."
        ),
        size=(5.6, 3.9),
    )


def _slope():
    a = np.linspace(-3, 3, 61)
    return {
        "a": a,
        "exact": oscillator.excitation(a, 0),
        "tangent": oscillator.excitation(0, 0) + oscillator.linear_slope(1) * a,
        "printed": 1.5 + 0.4 * a,
    }


def slope():
    """The gap near the quartic point, with the printed line of Eq. (3.17)."""
    return Widget(
        "slope",
        compute=_slope,
        draw=plots.draw_slope,
        update=plots.update_slope,
        alt=(
            "Gap against the parameter a from minus 3 to 3: the exact curve, its tangent at zero "
            "that follows it closely, and the printed line, which runs well below both and is "
            "less steep."
        ),
        caption=(
            "The gap ε₁ near the pure quartic oscillator, for symmetric potentials: exact, the "
            "straight line of (3.17) with computed coefficients, and with the printed ones."
        ),
        size=(5.6, 3.6),
    )


WIDGETS = (levels, regimes, partners, limits, estimate, slope)
