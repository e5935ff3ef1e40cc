"""Small widgets and readers of their output, shared by the widget tests. No physics."""

import base64
import gzip
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

import numpy as np

from softglass.plotting.style import COLOURS
from softglass.widgets import Choice, Readout, Slider, Widget

X = np.linspace(0.0, 1.0, 60)


def wave(height, period, shape):
    curve = {"sine": np.sin, "cosine": np.cos}[shape](2 * np.pi * X / period)
    return {"x": X, "y": height * curve, "top": height * curve.max(), "word": shape}


def draw_wave(figure):
    axes = figure.subplots()
    axes.set(xlim=(0, 1), ylim=(-2, 2), xlabel="time (s)", ylabel="height (m)")
    (line,) = axes.plot(X, X, color=COLOURS["blue"], label="wave")
    (point,) = axes.plot([0.5], [0.5], "o", color=COLOURS["red"], label="top")
    fill = axes.fill_between(X, X, -2, color=COLOURS["sky"], alpha=0.3)
    axes.legend(loc="upper right")
    return {"line": line, "point": point, "fill": fill}


def update_wave(artists, result):
    x, y = result["x"], result["y"]
    artists["line"].set_data(x, y)
    artists["point"].set_data([x[y.argmax()]], [y.max()])
    artists["fill"].set_verts([np.column_stack([[*x, *x[::-1]], [*y, *(0 * y - 2)]])])


def sample(**changes):
    """A widget with one control of every kind; ``changes`` replace parts of its declaration."""
    parts = {
        "name": "wave",
        "compute": wave,
        "draw": draw_wave,
        "update": update_wave,
        "alt": "A wave of adjustable height and period.",
        "caption": "The height <h> of a wave & its top.",
        "controls": (
            Slider("height", "Height", -1.5, 1.5, 1.0, nodes=7, unit="m", help="of the crest"),
            Slider("period", "Period", 0.1, 10.0, 1.0, nodes=5, unit="s", log=True),
            Choice("shape", "Shape", {"sine": "a sine", "cosine": "a cosine"}, "sine"),
        ),
        "readouts": (Readout("top", "Top", "m", ".3f"), Readout("word", "Shape")),
        "presets": {"a flat line": {"height": 0.0}, "upside down": {"height": -1.5, "period": 10}},
        "size": (4.0, 2.5),
    }
    return Widget(**(parts | changes))


class _Elements(HTMLParser):
    """Every element of a fragment with its attributes and the text right inside it."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes), []))

    def handle_data(self, text):
        if self.found:
            self.found[-1][2].append(text)


def elements(html):
    """Elements of a fragment in order: (tag, attributes, text)."""
    parser = _Elements()
    parser.feed(html)
    return [(tag, attributes, "".join(text)) for tag, attributes, text in parser.found]


@dataclass(frozen=True)
class Page:
    """What a browser finds in the fragment of one widget."""

    elements: list
    data: dict | None

    @classmethod
    def of(cls, html):
        found = elements(html)
        packed = [
            text for tag, at, text in found if tag == "script" and at["type"] == "application/gzip"
        ]
        data = json.loads(gzip.decompress(base64.b64decode(packed[0]))) if packed else None
        return cls(found, data)

    def with_attribute(self, name):
        return [(at, text) for _, at, text in self.elements if name in at]

    @property
    def paths(self):
        """The strings of the moving paths of the first picture."""
        marked = {int(at["data-path"]): at["d"] for at, _ in self.with_attribute("data-path")}
        return [marked[i] for i in range(len(marked))]

    @property
    def readouts(self):
        return [text for _, text in self.with_attribute("data-readout")]

    def frame(self, node):
        """Paths and readouts of one position, as the page script unpacks them."""
        strings = [self.data["strings"][number] for number in self.data["frames"][node]]
        return {"paths": strings[: len(self.paths)], "readouts": strings[len(self.paths) :]}


def css_colours(style_sheet):
    """The values of ``--softglass-*`` in the first (light) and second (dark) block that has any."""
    blocks = re.findall(r"\{([^{}]*)\}", style_sheet)
    tables = [dict(re.findall(r"--softglass-(\w+):\s*(#\w{6})", block)) for block in blocks]
    return [table for table in tables if table][:2]


def contrast(one, other):
    """The contrast ratio of WCAG 2 for two colours ``#rrggbb``."""

    def luminance(colour):
        parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
