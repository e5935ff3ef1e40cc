"""The live view of a widget, without a browser: setting a value is what a reader's hand does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from widget_samples import Page, sample, wave

from softglass.widgets import Slider
from softglass.widgets.live import LiveView


@pytest.fixture(scope="module")
def widget():
    return sample()


def test_live_output(widget, monkeypatch):
    """Catches a notebook that shows the page, or nothing, where a kernel is at hand."""
    monkeypatch.delenv("SOFTGLASS_STATIC", raising=False)
    bundle = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "text/html" not in bundle


def test_live_control_moves_the_picture(widget):
    """Catches a live control that is not wired, or a picture that is not of the exact value."""
    live = LiveView(widget)
    assert live.figure.frame == widget.frame(widget.settings())
    live.controls["height"].value = 0.123  # between two positions of the page
    assert live.figure.frame == widget.frame(widget.settings(height=0.123))
    live.controls["shape"].value = "cosine"
    assert live.figure.frame == widget.frame(widget.settings(height=0.123, shape="cosine"))


def test_live_and_page_agree_at_every_position(widget):
    """Catches two lives that show different things."""
    live, page = LiveView(widget), Page.of(widget.page_html())
    for number, chosen in enumerate(widget.nodes()):
        live.set(**chosen)
        assert live.figure.frame == page.frame(number), chosen


@settings(deadline=None, max_examples=40)
@given(nodes=st.integers(2, 61), low=st.integers(-9, 9), hundredths=st.integers(1, 500))
def test_live_arrow_keys_meet_the_page_positions(nodes, low, hundredths):
    """Catches arrow keys that need a thousand presses, or steps that the readout does not show."""
    span = (nodes - 1) * hundredths / 100
    height = Slider("height", "H", low, low + span, low, nodes=nodes)
    live = LiveView(sample(controls=(height, *sample().controls[1:]), presets={}))
    step = live.controls["height"].step
    assert step == pytest.approx(round(step, 2))
    per_node = span / (nodes - 1) / step
    assert per_node == pytest.approx(round(per_node))
    assert 1 <= round(per_node) <= 10


def test_live_presets_and_reset(widget):
    """Catches a button that leaves a control where it was, or computes once per control."""
    live, frames = LiveView(widget), []
    live.figure.observe(lambda change: frames.append(change["new"]), "frame")
    live.controls["shape"].value = "cosine"
    live.buttons["upside down"].click()
    assert {name: c.value for name, c in live.controls.items()} == widget.settings(
        height=-1.5, period=10
    )
    live.buttons["Reset"].click()
    assert frames == [
        widget.frame(widget.settings(**chosen))
        for chosen in ({"shape": "cosine"}, {"height": -1.5, "period": 10}, {})
    ]


def test_live_failure_is_told_and_survived():
    """Catches a live view that dies, or stays silent, when the solver fails at one setting."""

    def compute(height, period, shape):
        if height > 1.4:
            raise ArithmeticError("no convergence")
        return wave(height, period, shape)

    widget = sample(compute=compute)
    live = LiveView(widget)
    live.controls["height"].value = 1.45
    assert live.figure.frame == {
        "error": "widget 'wave' fails at height = 1.45, period = 1.0, shape = sine: no convergence"
    }
    live.controls["height"].value = 0.5
    assert live.figure.frame == widget.frame(widget.settings(height=0.5))
