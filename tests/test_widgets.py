"""The widget layer: what a declaration refuses and what a page holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from widget_samples import Page, elements, sample, wave

from softglass.widgets import Choice, Readout, Slider, Widget, WidgetError


@pytest.fixture(scope="module")
def widget():
    return sample()


@pytest.fixture(scope="module")
def page(widget):
    return Page.of(widget.page_html())


# Controls -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"minimum": 2.0}, "'h'.*minimum 2.0 must be below maximum 2.0"),
        ({"minimum": np.nan}, "'h'.*minimum nan"),
        ({"maximum": np.inf}, "'h'.*maximum inf"),
        ({"minimum": 0.0, "log": True}, "'h'.*log scale needs minimum > 0"),
        ({"minimum": -1.0, "log": True}, "'h'.*log scale"),
        ({"nodes": 1}, "'h'.*nodes is 1"),
        ({"default": 3.0}, "h is 3.0: allowed are 1.0 to 2"),
        ({"default": 1.234}, "h is 1.234, which is not one of its 5 positions"),
        ({"default": np.nan}, "h is nan"),
        ({"minimum": 1.9, "default": 2.0, "log": True, "digits": 1}, "'h'.*digits"),
        ({"digits": 0}, "'h'.*digits"),
    ],
)
def test_slider_declaration_is_refused(changes, message):
    """Catches a slider whose range, default or grid makes no sense, and an error without a name."""
    declared = {"minimum": 1.0, "maximum": 2.0, "default": 1.5, "nodes": 5} | changes
    with pytest.raises(ValueError, match=message):
        Slider("h", "Height", **declared)


@pytest.mark.parametrize("value", [1.6, -9, np.inf, np.nan, True, "1", None, 1j])
def test_slider_value_is_refused(widget, value):
    """Catches a value that is out of range, not finite or no number, silently clipped or used."""
    with pytest.raises(ValueError, match="height is "):
        widget.at(height=value)


def test_slider_error_tells_value_range_and_unit(widget):
    """Catches an error message that leaves the reader guessing."""
    with pytest.raises(ValueError, match=r"height is 7: allowed are -1.5 to 1.5 m"):
        widget.at(height=7)


def test_choice_refuses_what_is_not_offered(widget):
    """Catches a misspelt choice that falls back to some default."""
    with pytest.raises(ValueError, match=r"shape is 'sin': allowed are \['sine', 'cosine'\]"):
        widget.at(shape="sin")
    with pytest.raises(ValueError, match="c is 'z'"):
        Choice("c", "C", {"a": "A"}, "z")


@given(
    low=st.floats(1e-6, 1e6),
    ratio=st.floats(1.5, 1e6),
    nodes=st.integers(2, 60),
    log=st.booleans(),
)
def test_slider_positions_stay_in_range_and_are_found_again(low, ratio, nodes, log):
    """Catches positions that leave the range by rounding, are out of order, or cannot be named."""
    high = low * ratio
    values = Slider("h", "H", low, high, low, nodes=nodes, digits=9, log=log).values
    slider = Slider("h", "H", low, high, values[-1], nodes=nodes, digits=9, log=log)
    assert (values[0], values[-1], len(values)) == (low, high, nodes)
    assert list(values) == sorted(values)
    assert [slider.node(value) for value in values] == list(range(nodes))


def test_slider_text_has_sign_digits_and_unit():
    """Catches a hyphen for a minus sign, a lost unit or wrong digits on a log scale."""
    assert Slider("h", "H", -1, 1, 0, unit="m").text(-0.5) == "\u22120.50\u00a0m"
    assert Slider("h", "H", 1e-4, 1, 1, log=True, digits=2, nodes=5).text(0.001234) == "0.0012"


# Declarations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"alt": " "}, "'wave' needs an alternative text"),
        ({"name": "two words"}, "'two words'.*letters, digits and hyphens"),
        ({"name": ""}, "letters, digits and hyphens"),
        ({"controls": (Slider("h", "H", 0, 1, 0), Slider("h", "H", 0, 2, 0))}, "share a name"),
        ({"presets": {"off a node": {"height": 0.1}}}, "height is 0.1.*not one of its 7 positions"),
        ({"presets": {"out of range": {"height": 9}}}, "height is 9"),
        ({"presets": {"misspelt": {"heigth": 0}}}, "'heigth'.*did you mean 'height'"),
    ],
)
def test_widget_declaration_is_refused(changes, message):
    """Catches a widget that could not work on a page, or an error that does not say why."""
    with pytest.raises(ValueError, match=message):
        sample(**changes)


def test_unknown_control_is_named_with_a_hint(widget):
    """Catches a misspelt parameter that is ignored."""
    with pytest.raises(ValueError, match=r"'wave' has no control 'perod'.*did you mean 'period'\?"):
        widget.at(perod=1.0)


@pytest.mark.parametrize(
    ("readout", "message"),
    [
        (Readout("bottom", "Bottom"), "readout 'bottom' is missing; the result has .*'top'"),
        (Readout("hole", "Hole"), "readout 'hole' is nan"),
        (Readout("peak", "Peak"), "readout 'peak' is inf"),
    ],
)
def test_readout_must_be_a_finite_number_of_the_result(readout, message):
    """Catches a readout that would show nothing, nan or inf."""

    def compute(**chosen):
        return wave(**chosen) | {"hole": float("nan"), "peak": np.inf}

    broken = sample(compute=compute, readouts=(readout,))
    with pytest.raises(WidgetError, match=message):
        broken.page_html()


def test_too_many_positions_are_refused():
    """Catches a page that no phone would open."""
    controls = tuple(Slider(name, name, 0, 1, 0, nodes=40) for name in ("height", "period"))
    with pytest.raises(ValueError, match="'wave' has 1600 positions, at most 1500"):
        sample(controls=controls, presets={}).page_html()


@pytest.mark.parametrize("part", ["compute", "update"])
def test_failure_at_one_position_names_widget_and_position(part):
    """Catches a build that goes on, or stops without telling where, when one node fails."""

    def compute(height, period, shape):
        if part == "compute" and height == 0.5 and period == 10.0 and shape == "cosine":
            raise ArithmeticError("no convergence")
        return wave(height, period, shape) | {"height": height}

    def update(artists, result):
        if part == "update" and result["height"] == 0.5:
            raise ArithmeticError("no convergence")

    broken = sample(compute=compute, update=update)
    place = r"'wave' fails at height = 0\.5, period = .*shape = .*: no convergence"
    with pytest.raises(WidgetError, match=place):
        broken.page_html()


def test_widgets_are_compared_by_identity():
    """Catches a declaration that cannot be used as a key because it holds arrays or dicts."""
    assert len({sample(), sample()}) == 2
    assert isinstance(sample(), Widget)


# Numbering ------------------------------------------------------------------------------------


@given(counts=st.lists(st.integers(2, 5), min_size=1, max_size=3), options=st.integers(1, 4))
@settings(deadline=None)
def test_positions_are_numbered_one_to_one(counts, options):
    """Catches two settings that share a frame of the page, or a wrong order of the controls."""
    controls = [Slider(f"s{i}", "S", 0, n, 0, nodes=n) for i, n in enumerate(counts)]
    controls.append(Choice("c", "C", {i: str(i) for i in range(options)}, 0))
    nodes = replace(sample(), controls=tuple(controls), presets={})
    assert [nodes.node(chosen) for chosen in nodes.nodes()] == list(
        range(options * int(np.prod(counts)))
    )


# The page -------------------------------------------------------------------------------------


def test_page_holds_every_position(widget, page):
    """Catches frames that are missing, in another order, or belong to other settings."""
    assert len(page.data["frames"]) == 7 * 5 * 2
    for number, chosen in enumerate(widget.nodes()):
        assert page.frame(number) == widget.frame(chosen), chosen
    assert page.data["controls"][0][0] == "\u22121.50\u00a0m"


def test_page_stands_at_the_defaults(widget, page):
    """Catches a picture without scripts that shows something else than its controls say."""
    assert {"paths": page.paths, "readouts": page.readouts} == widget.frame(widget.settings())
    start = {at["name"]: at.get("value") for at, _ in page.with_attribute("name")}
    assert start == {"height": "5", "period": "2", "shape": None}
    assert [text for at, text in page.with_attribute("selected")] == ["a sine"]


def test_page_is_complete_html(widget, page):
    """Catches a control without label, an unescaped text, a dangling reference of an id."""
    ids = [at["id"] for at, _ in page.with_attribute("id")]
    assert len(ids) == len(set(ids))
    for reference in ("for", "aria-describedby"):
        assert all(at[reference] in ids for at, _ in page.with_attribute(reference))
    labelled = {at["for"] for tag, at, _ in page.elements if tag == "label"}
    assert labelled == {at["id"] for tag, at, _ in page.elements if tag in ("input", "select")}
    captions = [text for tag, _, text in page.elements if tag == "figcaption"]
    assert captions == [widget.caption]
    (svg,) = [at for tag, at, _ in page.elements if tag == "svg"]
    assert (svg["role"], svg["aria-label"]) == ("img", widget.alt)
    (form,) = [at for tag, at, _ in page.elements if tag == "form"]
    assert "hidden" in form  # the script shows it: without scripts it would do nothing


def test_preset_buttons_lead_to_their_positions(widget, page):
    """Catches a preset that would show another position."""
    buttons = {text: int(at["data-node"]) for at, text in page.with_attribute("data-node")}
    assert buttons == {
        label: widget.node(widget.settings(**chosen)) for label, chosen in widget.presets.items()
    }


def test_figure_without_controls_needs_no_script():
    """Catches empty controls or data below a plain figure."""
    plain = sample(controls=(), presets={}, compute=lambda: wave(1.0, 1.0, "sine"))
    tags = {tag for tag, _, _ in elements(plain.page_html())}
    assert tags.isdisjoint({"form", "script", "noscript"})


def test_page_output_for_the_build(widget, monkeypatch):
    """Catches a build without page, without picture for print, or with an address in its text."""
    monkeypatch.setenv("SOFTGLASS_STATIC", "1")
    bundle = widget._repr_mimebundle_()
    assert bundle["text/html"] == widget.page_html()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == (
        "<softglass widget wave: height \u22121.50\u00a0m to 1.50\u00a0m, "
        "period 0.1\u00a0s to 10\u00a0s, shape a sine to a cosine>"
    )
