"""The HTML of a widget on a page. Every control is a native element with a label of its own."""

import base64
import gzip
import json
from html import escape

from softglass.widgets.controls import Slider


def figure(svg, readouts, texts):
    """Picture and readouts, shared by the page and the live view."""
    rows = "".join(
        f"<div><dt>{escape(readout.label)}</dt><dd data-readout>{escape(text)}</dd></div>"
        for readout, text in zip(readouts, texts, strict=True)
    )
    spoken = f'<div role="status"><dl class="softglass-readouts">{rows}</dl></div>' if rows else ""
    return f'<div class="softglass-figure">{svg}{spoken}</div>'


def page(widget, figure, data):
    """The whole fragment. The script un-hides the controls: without it they would do nothing."""
    controls = form(widget) if widget.controls else ""
    caption = f"<figcaption>{escape(widget.caption)}</figcaption>" if widget.caption else ""
    return (
        f'<figure class="softglass-widget" id="softglass-{widget.name}">'
        f"{controls}{figure}{caption}{data}</figure>"
    )


def form(widget):
    identity = f"softglass-{widget.name}"
    rows = "".join(_control(control, f"{identity}-{control.name}") for control in widget.controls)
    buttons = "".join(
        f'<button type="button" data-node="{widget.node(widget.settings(**settings))}">'
        f"{escape(label)}</button>"
        for label, settings in widget.presets.items()
    )
    defaults = "; ".join(f"{c.label} = {c.text(c.default)}" for c in widget.controls)
    return (
        f'<form class="softglass-controls" autocomplete="off" hidden>{rows}'
        f'<div class="softglass-buttons">{buttons}<button type="reset">Reset</button></div></form>'
        f"<noscript><p>The picture stands at {escape(defaults)}. "
        "With scripts allowed it follows the controls.</p></noscript>"
    )


def _control(control, identity):
    start = control.node(control.default)
    helps = f' aria-describedby="{identity}-help"' if control.help else ""
    if isinstance(control, Slider):
        text = escape(control.text(control.default))
        field = (
            f'<input type="range" id="{identity}" name="{control.name}" min="0" step="1" '
            f'max="{len(control.values) - 1}" value="{start}" aria-valuetext="{text}"{helps}>'
            f'<output for="{identity}" aria-live="off">{text}</output>'
        )
    else:
        options = "".join(
            f'<option value="{i}"{" selected" * (i == start)}>{escape(text)}</option>'
            for i, text in enumerate(map(control.text, control.values))
        )
        field = f'<select id="{identity}" name="{control.name}"{helps}>{options}</select>'
    hint = f'<small id="{identity}-help">{escape(control.help)}</small>' if control.help else ""
    return (
        f'<div class="softglass-control"><label for="{identity}">{escape(control.label)}</label>'
        f"{field}{hint}</div>"
    )


def data_island(widget, frames):
    """Every position as packed JSON: strings that occur twice are sent once."""
    if not widget.controls:
        return ""
    numbers = {}

    def number(text):
        return numbers.setdefault(text, len(numbers))

    table = [[number(text) for text in frame["paths"] + frame["readouts"]] for frame in frames]
    data = {
        "controls": [[c.text(value) for value in c.values] for c in widget.controls],
        "frames": table,
        "strings": list(numbers),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return f'<script type="application/gzip">{packed}</script>'
