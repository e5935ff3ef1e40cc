"""Pictures of the chapter on the anharmonic oscillator. Nothing is computed here.

``draw_...(figure)`` returns the artists that move; ``update_...(artists, result)`` moves them.
"""

from softglass.plotting.style import COLOURS

LEVEL_COLOURS = tuple(COLOURS[name] for name in ("blue", "orange", "green", "purple"))
DENSITY_HEIGHT = 3.0  # energy units per unit of |ψ|²
NOTHING_YET = ([0.0, 1.0], [1.0, 2.0])


def draw_levels(figure):
    """Potential and probability densities, each standing on its own level."""
    axes = figure.subplots()
    artists = {}
    for n, colour in enumerate(LEVEL_COLOURS):
        (artists[f"density{n}"],) = axes.plot(
            *NOTHING_YET, color=colour, linewidth=1.6, label=rf"$|\psi_{n}|^2$"
        )
    (artists["potential"],) = axes.plot(
        *NOTHING_YET, color=COLOURS["ink"], linewidth=2, label="potential"
    )
    axes.set(
        xlim=(-6, 6),
        ylim=(-0.6, 24),
        xlabel=r"position $X$ (in units of $a_0\,\eta_L^{1/2}$)",
        ylabel=r"energy above the deepest point ($w$)",
    )
    figure.legend(loc="outside upper center", ncols=5, handlelength=1.2, columnspacing=1.2)
    return artists


def update_levels(artists, result):
    artists["potential"].set_data(result["X"], result["potential"])
    for n, (energy, density) in enumerate(
        zip(result["energies"], result["densities"], strict=True)
    ):
        artists[f"density{n}"].set_data(result["X"], energy + DENSITY_HEIGHT * density)


def draw_partners(figure, landscape):
    """The (K1, K2) plane with its three regimes, and the potential with its extrema below it."""
    plane, well = figure.subplots(2, 1, height_ratios=(1.35, 1))
    _draw_landscape(plane, landscape)
    artists = {}
    looks = {
        "others": {"marker": "D", "color": COLOURS["orange"], "markersize": 7},
        "chosen": {"marker": "o", "color": COLOURS["red"], "markersize": 9},
    }
    labels = {"others": "the other extrema", "chosen": "your origin"}
    (artists["potential"],) = well.plot(*NOTHING_YET, color=COLOURS["ink"], linewidth=2)
    for name, look in looks.items():
        (artists[name],) = plane.plot(*NOTHING_YET, linestyle="none", label=labels[name], **look)
        (artists[f"{name}-below"],) = well.plot(*NOTHING_YET, linestyle="none", **look)
    well.set(
        xlim=(-5, 5),
        ylim=(-2, 24),
        xlabel=r"shifted position $Y = X + K_2/4$",
        ylabel=r"$V - V_{\min}$ ($w$)",
    )
    figure.legend(*plane.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return artists


def _draw_landscape(axes, landscape):
    lines = (
        ("two_wells", {"color": COLOURS["ink"], "linestyle": "-"}),
        ("equal_wells", {"color": COLOURS["muted"], "linestyle": "--"}),
        ("two_level", {"color": COLOURS["purple"], "linewidth": 5, "alpha": 0.55, "zorder": 1.5}),
    )
    labels = {
        "two_wells": r"$K_1 = 9K_2^2/32$: one well | two",
        "equal_wells": "two wells of equal depth",
        "two_level": r"gap below $0.3\,w$",
    }
    axes.contourf(
        landscape["K1"],
        landscape["K2"],
        landscape["gap"],
        levels=[0, landscape["harmonic_from"], landscape["gap"].max()],
        colors=[COLOURS["sky"], COLOURS["green"]],
        alpha=0.22,
    )
    for name, look in lines:
        for i, (K1, K2) in enumerate(landscape[name]):
            axes.plot(K1, K2, label="_" * bool(i) + labels[name], **({"linewidth": 1.4} | look))
    axes.axvline(0, color=COLOURS["ink"], linewidth=0.8, linestyle=":")
    for K1, K2, words in (
        (10.5, 0, "one well"),
        (-4.3, 6.6, "two wells, origin\non the barrier"),
        (4.8, 6.6, "two wells, origin\nin a well"),
    ):
        axes.text(K1, K2, words, ha="center", va="center", fontsize=9.5)
    axes.set(xlim=(-10, 17), ylim=(-8.4, 8.4), xlabel=r"stiffness $K_1$", ylabel=r"asymmetry $K_2$")


def update_partners(artists, result):
    artists["potential"].set_data(result["Y"], result["potential"])
    for name in ("chosen", "others"):
        place = result[name]
        artists[name].set_data(place["K1"], place["K2"])
        artists[f"{name}-below"].set_data(place["Y"], place["energy"])


def draw_regimes(figure, bounds):
    """Excitation energies along K2 = 0, between their tunnelling and harmonic limits."""
    axes = figure.subplots()
    artists = {}
    for n, colour in enumerate(LEVEL_COLOURS[:3], start=1):
        (artists[f"harmonic{n}"],) = axes.plot(
            *NOTHING_YET, color=COLOURS["muted"], linestyle="--", linewidth=1.3
        )
        (artists[f"exact{n}"],) = axes.plot(
            *NOTHING_YET, color=colour, label=rf"$\varepsilon_{n}$ exact"
        )
    artists["harmonic1"].set_label(r"harmonic, $2n\sqrt{K_1}$")
    for bound in bounds:
        axes.axhline(bound, color=COLOURS["ink"], linewidth=0.8, linestyle=":")
    low, high = bounds
    axes.text(19.7, -0.45, r"$\mathcal{E} \ll w$", ha="right", va="center")
    axes.text(19.7, (low + high) / 2, r"$\mathcal{E} \sim w$", ha="right", va="center")
    axes.text(19.7, 1.1 * high, r"$\mathcal{E} \gg w$", ha="right", va="bottom")
    axes.set(
        xlim=(-12, 20),
        ylim=(-1.1, 16),
        xlabel=r"stiffness $K_1$ (at $K_2 = 0$)",
        ylabel=r"excitation energy $\varepsilon_n$ ($w$)",
    )
    figure.legend(loc="outside upper center", ncols=4, handlelength=1.4, columnspacing=1.0)
    return artists


def update_regimes(artists, result):
    for n in (1, 2, 3):
        artists[f"exact{n}"].set_data(result["K1"], result["exact"][:, n - 1])
        artists[f"harmonic{n}"].set_data(result["stiff_K1"], result["harmonic"][:, n - 1])


def draw_limits(figure):
    """How far three approximations miss the exact levels, level by level."""
    axes = figure.subplots()
    looks = {
        "harmonic": ("orange", "s", "harmonic"),
        "corrected": ("purple", "D", "with first correction"),
        "semiclassical": ("blue", "o", "Bohr and Sommerfeld"),
    }
    artists = {}
    for name, (colour, marker, label) in looks.items():
        (artists[name],) = axes.plot(
            *NOTHING_YET, color=COLOURS[colour], linewidth=1.2, linestyle="--"
        )
        (artists[f"{name}-points"],) = axes.plot(
            *NOTHING_YET, color=COLOURS[colour], linestyle="none", marker=marker, label=label
        )
    axes.set_yscale("log")
    axes.set(
        xlim=(-0.3, 5.3),
        ylim=(1e-3, 1e3),
        xlabel="level $n$",
        ylabel="distance from the exact level (%)",
    )
    figure.legend(loc="outside upper center", ncols=3, handlelength=1.0, columnspacing=1.2)
    return artists


def update_limits(artists, result):
    for name in ("harmonic", "corrected", "semiclassical"):
        for key in (name, f"{name}-points"):
            artists[key].set_data(result["n"], result["misses"][name])


def draw_estimate(figure):
    """Energy against trial width, the width chosen by hand, the exact level."""
    axes = figure.subplots()
    artists = {}
    looks = {
        "kinetic": (COLOURS["orange"], ":", "kinetic"),
        "quartic": (COLOURS["sky"], "--", "quartic"),
        "total": (COLOURS["ink"], "-", "sum"),
        "exact": (COLOURS["blue"], "-.", "exact level"),
    }
    for name, (colour, line, label) in looks.items():
        (artists[name],) = axes.plot(*NOTHING_YET, color=colour, linestyle=line, label=label)
    (artists["here"],) = axes.plot(
        *NOTHING_YET, color=COLOURS["red"], marker="o", markersize=9, linestyle="none"
    )
    artists["here"].set_label("your width")
    axes.set(
        xlim=(0.3, 1.6),
        ylim=(0, 8),
        xlabel=r"trial width $x$ (in units of $a_0\,\eta_L^{1/2}$)",
        ylabel="energy ($w$)",
    )
    figure.legend(loc="outside upper center", ncols=5, handlelength=1.6, columnspacing=1.0)
    return artists


def update_estimate(artists, result):
    for name in ("kinetic", "quartic", "total"):
        artists[name].set_data(result["x"], result[name])
    artists["exact"].set_data(result["x"][[0, -1]], [result["exact_energy"]] * 2)
    artists["here"].set_data([result["width"]], [result["energy"]])


def draw_slope(figure):
    """The gap near the pure quartic oscillator: exact, its tangent, and the printed line."""
    axes = figure.subplots()
    artists = {}
    for name, colour, line, label in (
        ("exact", "ink", "-", "exact"),
        ("tangent", "blue", "--", "tangent, computed here"),
        ("printed", "orange", "-.", "as printed in the review"),
    ):
        (artists[name],) = axes.plot(
            *NOTHING_YET, color=COLOURS[colour], linestyle=line, label=label
        )
    axes.set(
        xlim=(-3, 3),
        ylim=(0, 5),
        xlabel=r"$a = K_1 - \frac{3}{8}K_2^2$ (at $b = 0$)",
        ylabel=r"gap $\varepsilon_1$ ($w$)",
    )
    figure.legend(loc="outside upper center", ncols=3, handlelength=2.0, columnspacing=1.2)
    return artists


def update_slope(artists, result):
    for name in ("exact", "tangent", "printed"):
        artists[name].set_data(result["a"], result[name])
