"""One look for every figure of the book.

Every colour below is the light-mode value of a CSS variable ``--softglass-<name>``. On a page the
exported picture refers to the variable, so dark mode is a matter of the style sheet alone
(``softglass/widgets/widget.css``); on paper the light value is used as it stands.
"""

from types import MappingProxyType

COLOURS = MappingProxyType(
    {
        "ink": "#1c2127",  # text, axes, ticks
        "muted": "#646d78",  # guides and reference lines
        "blue": "#0b64b5",
        "orange": "#b84e00",
        "green": "#0a7353",
        "purple": "#8a3e9c",
        "red": "#c0243c",
        "sky": "#2f7f96",
    }
)

STYLE = MappingProxyType(
    {
        "figure.dpi": 72,
        "savefig.dpi": 72,
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "axes.facecolor": "none",
        "axes.edgecolor": COLOURS["ink"],
        "axes.labelcolor": COLOURS["ink"],
        "axes.titlecolor": COLOURS["ink"],
        "axes.titlesize": "medium",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.color": COLOURS["ink"],
        "xtick.color": COLOURS["ink"],
        "ytick.color": COLOURS["ink"],
        "font.size": 11.0,
        "legend.fontsize": 10.0,
        "legend.frameon": False,
        "lines.linewidth": 1.8,
        "lines.solid_capstyle": "round",
        "path.simplify": True,
        "path.simplify_threshold": 0.12,
        "mathtext.fontset": "dejavusans",
        "svg.fonttype": "path",  # every glyph travels with the figure: no missing letters
        "svg.hashsalt": "softglass",  # the same figure gives the same file
        "svg.image_inline": True,
    }
)
