"""Every widget of every chapter over its whole range: on the page, live, and both compared."""

import re
from functools import cache
from importlib import import_module

import pytest
from widget_samples import Page

from softglass.widgets import CHAPTERS, Slider
from softglass.widgets.live import LiveView

CHAPTER_BYTES = 600_000
MODULES = {chapter: import_module(f"softglass.widgets.{chapter}") for chapter in CHAPTERS}
CATALOGUE = [make for module in MODULES.values() for make in module.WIDGETS]
NUMBER = re.compile(r"[\u2212-]?\d")


@cache
def declared(make):
    return make()


@cache
def html(make):
    """The fragment of the page; making it runs compute and update at every position."""
    return declared(make).page_html()


@cache
def page(make):
    return Page.of(html(make))


def corners(widget):
    """Defaults, presets, and each control at each end with the others at their defaults."""
    yield {}
    yield from widget.presets.values()
    for control in widget.controls:
        yield {control.name: control.values[0]}
        yield {control.name: control.values[-1]}


every_widget = pytest.mark.parametrize("make", CATALOGUE, ids=lambda make: make.__name__)
every_moving_widget = pytest.mark.parametrize(
    "make", [make for make in CATALOGUE if declared(make).controls], ids=lambda make: make.__name__
)


@every_widget
def test_widget_says_what_it_shows(make):
    """Catches a widget without description for those who read code or hear the page."""
    widget = declared(make)
    assert make.__doc__
    assert len(widget.alt) > 40
    assert widget.caption
    assert widget.alt != widget.caption
    assert len(widget.presets) != 1 or not widget.controls, "one preset alone compares with nothing"


@every_moving_widget
def test_every_position_of_the_page_is_whole(make):
    """Catches a position with a missing path, a number that is none, or a frame without a twin."""
    widget, found = declared(make), page(make)
    assert len(found.data["frames"]) == len(list(widget.nodes()))
    assert [len(texts) for texts in found.data["controls"]] == [
        len(control.values) for control in widget.controls
    ]
    assert not [text for text in found.data["strings"] if re.search(r"nan|inf\b", text, re.I)]
    for node in range(len(found.data["frames"])):
        frame = found.frame(node)
        assert len(frame["readouts"]) == len(widget.readouts)
        assert any(frame["paths"]), f"an empty picture at position {node}"


@every_moving_widget
def test_every_control_moves_something(make):
    """Catches a control that neither the picture nor a readout listens to."""
    widget, found = declared(make), page(make)
    for control in widget.controls:
        at = [widget.settings(**{control.name: value}) for value in control.values]
        frames = [found.frame(widget.node(settings)) for settings in at]
        assert len({str(frame["paths"]) for frame in frames}) > 1, f"{control.name}: picture"
        assert len({str(frame["readouts"]) for frame in frames}) > 1, f"{control.name}: readouts"


@every_moving_widget
def test_readouts_are_numbers_with_room_to_change(make):
    """Catches a widget without numbers, or a readout that never changes."""
    widget, found = declared(make), page(make)
    frames = [found.frame(node)["readouts"] for node in range(len(found.data["frames"]))]
    columns = list(zip(*frames, strict=True))
    assert any(all(NUMBER.search(text) for text in column) for column in columns)
    for readout, column in zip(widget.readouts, columns, strict=True):
        assert len(set(column)) > 1, readout.label


@every_moving_widget
def test_live_agrees_with_the_page(make):
    """Catches two lives that differ at the same setting, a preset or a reset that goes astray."""
    widget, found = declared(make), page(make)
    live = LiveView(widget)
    for chosen in corners(widget):
        live.set(**chosen)
        assert live.figure.frame == found.frame(widget.node(widget.settings(**chosen))), chosen
    for label, chosen in widget.presets.items():
        live.buttons[label].click()
        assert live.figure.frame == found.frame(widget.node(widget.settings(**chosen))), label
    live.buttons["Reset"].click()
    assert live.figure.frame == {"paths": found.paths, "readouts": found.readouts}


@every_moving_widget
def test_live_between_the_positions(make):
    """Catches a solver or a drawing that only works on the grid of the page."""
    widget = declared(make)
    live = LiveView(widget)
    for control in widget.controls:
        if isinstance(control, Slider):
            first, second = control.values[:2]
            live.controls[control.name].value = 0.617 * first + 0.383 * second
            assert "error" not in live.figure.frame, live.figure.frame


@every_moving_widget
def test_exact_values_reach_the_solver(make):
    """Catches a live control that rounds or clips what the reader has set."""
    widget = declared(make)
    live = LiveView(widget)
    for chosen in corners(widget):
        live.set(**chosen)
        for control in widget.controls:
            value, wanted = live.controls[control.name].value, widget.settings(**chosen)
            if isinstance(control, Slider):
                assert value == pytest.approx(wanted[control.name], rel=1e-12, abs=1e-12)
            else:
                assert value == wanted[control.name]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_page_data_of_a_chapter_stay_small(chapter):
    """Catches a chapter that is too heavy for a phone in a train."""
    sizes = {make.__name__: len(html(make).encode()) for make in MODULES[chapter].WIDGETS}
    assert sum(sizes.values()) < CHAPTER_BYTES, sizes


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_names_are_unique_in_a_chapter(chapter):
    """Catches two widgets of a page that share ids, or one picture described twice the same."""
    made = [declared(make) for make in MODULES[chapter].WIDGETS]
    assert len({widget.name for widget in made}) == len(made)
    assert len({widget.alt for widget in made}) == len(made)
