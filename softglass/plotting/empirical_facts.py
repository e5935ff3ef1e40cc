"""Figures of the chapter on what is measured: thermal conductivity and heat capacity of glasses."""

from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

from softglass.plotting.style import COLOURS

TEMPERATURE = "temperature $T$ / K"
CONDUCTIVITY = r"$\kappa$ / W m$^{-1}$ K$^{-1}$"
SAMPLE_LOOKS = (("ink", "o"), ("purple", "s"), ("green", "^"), ("blue", "v"), ("red", "x"))


def _temperature_axis(ax, ticks, limits):
    """A logarithmic temperature axis with plain numbers."""
    ax.set_xscale("log")
    ax.set_xlim(*limits)
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())


def _with_misfit(fig, ticks, limits, conductivity_limits):
    """Two panels above each other: conductivity, and what a law leaves over."""
    top, low = fig.subplots(2, 1, sharex=True, height_ratios=(2.7, 1))
    _temperature_axis(top, ticks, limits)
    top.set(yscale="log", ylim=conductivity_limits, ylabel=CONDUCTIVITY)
    low.set(ylim=(-45, 45), yticks=(-40, 0, 40), ylabel="misfit / %", xlabel=TEMPERATURE)
    low.axhline(0, color=COLOURS["muted"], lw=0.8)
    return top, low


def _sticks(ax, colour):
    return ax.vlines([0.2, 0.3], 0, [10, -10], color=COLOURS[colour], lw=3)


def _set_sticks(sticks, T, misfit):
    sticks.set_segments([((t, 0.0), (t, m)) for t, m in zip(T, misfit, strict=True)])


def draw_by_hand(fig, inside, outside):
    """The epoxy and one power law; ``inside`` and ``outside`` are (T, kappa) of the points."""
    top, low = _with_misfit(
        fig, (0.05, 0.1, 0.2, 0.5, 1, 2), limits=(0.05, 2.2), conductivity_limits=(1e-4, 0.2)
    )
    top.plot(*inside, "o", color=COLOURS["ink"], ms=5.5, label="measured, counts in the misfit")
    top.plot(*outside, "o", color=COLOURS["ink"], ms=5.5, mfc="none", label="measured, warmer")
    (law,) = top.plot([0.05, 2], [1e-4, 0.1], color=COLOURS["orange"], label="your law")
    top.legend(loc="upper left")
    return {"law": law, "misfit": _sticks(low, "orange")}


def update_by_hand(artists, result):
    artists["law"].set_data(result["line_T"], result["line_kappa"])
    _set_sticks(artists["misfit"], result["T"], result["misfit"])


def draw_samples(fig, samples):
    """All samples, and a fit to part of one; ``samples`` is a list of (label, T, kappa)."""
    top, low = _with_misfit(
        fig, (0.1, 0.2, 0.5, 1, 2, 5), limits=(0.05, 6.5), conductivity_limits=(2e-5, 0.2)
    )
    for (label, T, kappa), (colour, marker) in zip(samples, SAMPLE_LOOKS, strict=True):
        top.plot(T, kappa, marker, color=COLOURS[colour], ms=3.5, mfc="none", label=label)
    (law,) = top.plot([0.1, 2], [1e-4, 0.1], color=COLOURS["orange"], label="fitted law")
    (chosen,) = top.plot([0.1], [1e-4], "D", color=COLOURS["orange"], ms=6, mfc="none", mew=1.2)
    (limit,) = top.plot([1, 1], [3e-4, 0.2], ":", color=COLOURS["muted"], lw=1.2)
    top.legend(loc="lower right", fontsize="small", ncols=2)
    return {"limit": limit, "chosen": chosen, "law": law, "misfit": _sticks(low, "orange")}


def update_samples(artists, result):
    artists["limit"].set_xdata([result["T_max"], result["T_max"]])
    artists["chosen"].set_data(result["T"], result["kappa"])
    artists["law"].set_data(result["line_T"], result["line_kappa"])
    _set_sticks(artists["misfit"], result["T"], result["misfit"])


def draw_heat_capacity(fig, T_squared, low, high, debye):
    """C/T against T²: the published band, the Debye line and one choice within the band."""
    ax = fig.subplots()
    ax.fill_between(
        T_squared, low, high, color=COLOURS["green"], alpha=0.22, lw=0, label="published ranges"
    )
    ax.plot(T_squared, debye, "--", color=COLOURS["blue"], label="Debye solid, from sound")
    (chosen,) = ax.plot(T_squared, low, color=COLOURS["green"], label="your glass")
    (linear,) = ax.plot(T_squared, low, ":", color=COLOURS["orange"], label="its linear term $c_1$")
    (equal,) = ax.plot([1], [5], "o", color=COLOURS["orange"], label="both terms equal")
    ax.set(
        xlim=(0, 4), ylim=(0, 15), xlabel="$T^2$ / K$^2$", ylabel=r"$C/T$ / µJ g$^{-1}$ K$^{-2}$"
    )
    ax.legend(loc="upper left", fontsize="small")
    return {"chosen": chosen, "linear": linear, "equal": equal}


def update_heat_capacity(artists, result):
    artists["chosen"].set_data(result["T_squared"], result["C_over_T"])
    artists["linear"].set_data(result["T_squared"], result["linear"])
    artists["equal"].set_data([result["equal_T_squared"]], [result["equal_C_over_T"]])


def draw_crystal(fig, band, epoxy):
    """A crystal limited by its own size against the published band of glasses."""
    ax = fig.subplots()
    _temperature_axis(ax, (0.05, 0.1, 0.2, 0.5, 1, 2), limits=(0.05, 2.2))
    ax.fill_between(
        *band, color=COLOURS["green"], alpha=0.22, lw=0, label="glasses: published range"
    )
    ax.plot(*epoxy, "o", color=COLOURS["ink"], ms=4.5, mfc="none", label="epoxy: measured")
    (crystal,) = ax.plot([0.05, 2], [1e-4, 1], color=COLOURS["blue"], label="crystal: computed")
    ax.set(yscale="log", ylim=(1e-6, 1000), ylabel=CONDUCTIVITY, xlabel=TEMPERATURE)
    ax.legend(loc="upper left")
    return {"crystal": crystal}


def update_crystal(artists, result):
    artists["crystal"].set_data(result["T"], result["crystal"])


def draw_figure_1(fig, heat, conduction, regions):
    """Fig. 1 with numbers. ``heat`` and ``conduction`` hold (x, y...) tuples by name."""
    top, low = fig.subplots(2, 1, sharex=True)
    _temperature_axis(top, (0.1, 1, 10, 100), limits=(0.05, 130))
    top.set(yscale="log", ylim=(0.2, 3000), ylabel=r"$C/T^3$ / µJ g$^{-1}$ K$^{-4}$")
    low.set(yscale="log", ylim=(1e-4, 3), ylabel=CONDUCTIVITY, xlabel=TEMPERATURE)
    for (name, start, end), shade in zip(regions, (0.08, 0.18, 0.08), strict=True):
        for ax in (top, low):
            ax.axvspan(start, end, color=COLOURS["muted"], alpha=shade, lw=0)
        top.annotate(
            name, ((start * end) ** 0.5, 1.03), xycoords=("data", "axes fraction"), ha="center"
        )
    for ax, content in ((top, heat), (low, conduction)):
        ax.fill_between(
            *content["published"], color=COLOURS["green"], alpha=0.3, lw=0, label="published range"
        )
        ax.plot(*content["schematic"], ":", color=COLOURS["muted"], label="schematic")
    top.plot(*heat["debye"], "--", color=COLOURS["blue"], label="Debye, computed")
    low.plot(*conduction["measured"], "o", color=COLOURS["ink"], ms=4, mfc="none", label="measured")
    cursors = [ax.plot([1, 1], ax.get_ylim(), color=COLOURS["orange"])[0] for ax in (top, low)]
    top.legend(loc="upper right", fontsize="small")
    low.legend(loc="lower right", fontsize="small")
    return dict(zip(("heat", "conduction"), cursors, strict=True))


def update_figure_1(artists, result):
    for cursor in artists.values():
        cursor.set_xdata([result["T"], result["T"]])
