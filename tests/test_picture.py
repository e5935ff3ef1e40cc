"""The recorder against matplotlib's own SVG renderer, and the SVG that goes on a page."""

import re
from importlib.resources import files
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib import rc_context
from matplotlib.collections import LineCollection
from matplotlib.path import Path
from svg_reader import distance, outlines, parse, polygons, read_path
from widget_samples import contrast, css_colours, elements, sample

from softglass.plotting.style import COLOURS, STYLE
from softglass.widgets import WidgetError
from softglass.widgets.picture import Picture, path_data

X = np.linspace(0.05, 1.2, 90)  # the frame ends at 1: part of every curve lies outside
STYLE_SHEET = files("softglass.widgets").joinpath("widget.css").read_text(encoding="utf-8")


def picture(draw, update=lambda artists, result: None, name="p"):
    """A picture whose axes run from 0 to 1 and -1 to 1 unless ``draw`` says otherwise."""

    def framed(figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 1), ylim=(-1, 1))
        return draw(axes)

    return Picture(name, framed, update, (4.0, 3.0))


# The recorder ---------------------------------------------------------------------------------


def line(axes, moved=False):
    return axes.plot(X, np.sin((9 + moved) * X), color=COLOURS["blue"])[0]


def log_line(axes, moved=False):
    axes.set(xscale="log", yscale="log", xlim=(0.1, 1), ylim=(1e-3, 1))
    return axes.plot(X, X ** (3 + moved), "--", color=COLOURS["blue"])[0]


def steep_line(axes, moved=False):
    return axes.plot(X, 40 * np.sin((30 + moved) * X), color=COLOURS["blue"])[0]


def markers(axes, moved=False):
    return axes.plot(X[::9], X[::9] - 0.3 * moved, "o", color=COLOURS["red"])[0]


def outlined_markers(axes, moved=False):
    return axes.plot(X[::9], X[::9] - 0.3 * moved, "D", ms=9, mfc="none", color=COLOURS["ink"])[0]


def band(axes, moved=False):
    return axes.fill_between(X, np.sin(9 * X), -2.0 + moved, color=COLOURS["sky"], alpha=0.4)


def segments(axes, moved=False):
    ends = [[(0.1, y + 0.1 * moved), (1.4, -y)] for y in (-0.9, 0.1, 0.8)]
    return axes.add_collection(LineCollection(ends, colors=COLOURS["ink"]))


def dots(axes, moved=False):
    return axes.scatter(X[::7], np.cos(9 * X[::7]) - 0.1 * moved, s=30, color=COLOURS["green"])


def bars(axes, moved=False):
    steps = np.cumsum([0.1, 0.3, 0.2, 0.3])
    return axes.stairs([0.2, 0.8 - 0.3 * moved, -0.4], steps, fill=True, color=COLOURS["orange"])


def words(axes, moved=False):
    text = axes.text(0.2 + 0.2 * moved, 0.3, "gap $E_1$", color=COLOURS["ink"], fontsize=20)
    return text


ARTISTS = [line, log_line, steep_line, markers, outlined_markers, band, segments, dots, bars, words]


@pytest.mark.parametrize("artist", ARTISTS)
def test_recorded_paths_run_where_matplotlib_draws(artist):
    """Catches a wrong transform, flip, scale, clip or marker: matplotlib's own SVG is the truth."""
    drawn = picture(lambda axes: {"it": artist(axes, moved=True)})
    filled = artist in (band, bars)
    recorded = [piece for data in drawn.paths(None) for piece in polygons(read_path(data), filled)]
    buffer = StringIO()
    with rc_context(dict(STYLE) | {"path.simplify": False}):
        drawn.figure.savefig(buffer, format="svg")
    truth = outlines(parse(buffer.getvalue()), "moves-it", filled)
    x0, y0, x1, y1 = drawn.figure.axes[0].bbox.extents
    frame = np.array([x0 - 1, drawn.height - y1 - 1, x1 + 1, drawn.height - y0 + 1])
    assert distance(recorded, truth, frame) < 0.1
    assert distance(truth, recorded, frame) < 0.1


def test_moved_artist_equals_one_drawn_there():
    """Catches paths that keep a trace of earlier data."""

    def draw(axes):
        return {"line": line(axes), "dots": markers(axes)}

    def update(artists, shift):
        artists["line"].set_data(X, np.sin((9 + shift) * X))
        artists["dots"].set_data(X[::9], X[::9] - 0.3 * shift)

    moving = picture(draw, update)
    there = picture(lambda axes: {"line": line(axes, True), "dots": markers(axes, True)})
    first = moving.paths(0)
    assert moving.paths(1) == there.paths(None)
    assert moving.paths(0) == first != moving.paths(1)


def test_far_away_data_stay_short():
    """Catches paths that leave the page by kilometres and burden every frame with it."""
    far = picture(lambda axes: {"line": axes.plot(X, 1e9 * (X - 0.5))[0]})
    numbers = read_path(far.paths(None)[0]).vertices
    assert numbers.min() > -10
    assert numbers.max() < 300


def test_an_artist_may_leave_the_frame():
    """Catches a curve that cannot come back, or stands still, once it has left the picture."""
    moving = picture(
        lambda axes: {"line": line(axes)},
        lambda artists, height: artists["line"].set_data(X, 0 * X + height),
    )
    inside = moving.paths(0.5)
    assert moving.paths(7.0) == [""]
    assert moving.paths(0.5) == inside != [""]


def test_markers_beyond_the_frame_are_left_out():
    """Catches markers that no reader sees but every frame carries."""
    moving = picture(
        lambda axes: {"line": axes.plot(X, X, "-o", color=COLOURS["ink"])[0]},
        lambda artists, lift: artists["line"].set_data(X, X + lift),
    )
    all_in, some_out = moving.paths(-0.2), moving.paths(0.6)
    assert len(some_out[1]) < 0.6 * len(all_in[1])
    assert moving.paths(9.0) == ["", ""]
    assert moving.paths(-0.2) == all_in


coordinates = arrays(
    float, st.tuples(st.integers(2, 12), st.just(2)), elements=st.floats(-20, 500, width=32)
)


@given(pieces=st.lists(st.tuples(coordinates, st.booleans()), min_size=1, max_size=3))
def test_path_strings_keep_every_point(pieces):
    """Catches lost signs, digits, spaces or pieces in the short form of a path; 0.05 pt is half
    of its last digit, and relative steps must not add up their rounding."""
    vertices, codes = [], []
    for points, closed in pieces:
        vertices += [*points, points[0]] if closed else [*points]
        codes += [Path.MOVETO] + [Path.LINETO] * (len(points) - 1) + [Path.CLOSEPOLY] * closed
    back = read_path(path_data(Path(np.array(vertices), np.array(codes, np.uint8)), 300.0))
    assert back.codes.tolist() == codes
    drawn = np.array(codes) != Path.CLOSEPOLY
    error = (back.vertices * (1, -1) + (0, 300) - np.array(vertices))[drawn]
    assert np.abs(error).max() <= 0.05 + 1e-6


@given(points=arrays(float, (7, 2), elements=st.floats(-20, 500, width=32)))
def test_curves_keep_every_point(points):
    """Catches a Bezier curve whose control points are lost or misread."""
    codes = [1, 3, 3, 4, 4, 4, 2]
    back = read_path(path_data(Path(points, codes), 300.0))
    assert back.codes.tolist() == codes
    assert np.abs(back.vertices * (1, -1) + (0, 300) - points).max() <= 0.05 + 1e-6


# What is refused ------------------------------------------------------------------------------


def restyle(artists, result):
    artists["line"].set_color(COLOURS["red"])


def widen(artists, result):
    artists["line"].set_linewidth(5)


def hole(artists, result):
    artists["line"].set_data(X, np.where(X > 0.5, np.nan, X))


def missing_marker(artists, result):
    artists["line"].set_data(X, np.where(X > 0.5, np.nan, X))
    artists["line"].set(linestyle="none", marker="o")


def endless(artists, result):
    artists["line"].set_data(X, np.where(X > 0.5, np.inf, X))


@pytest.mark.parametrize(
    ("update", "message"),
    [
        (restyle, "changed its colour, style or number of parts"),
        (widen, "changed its colour, style or number of parts"),
        (hole, "not finite"),
        (missing_marker, "not finite"),
        (endless, "not finite"),
    ],
)
def test_update_is_refused(update, message):
    """Catches a change that would not reach the page, or NaN that would tear a curve silently."""
    moving = picture(lambda axes: {"line": line(axes)}, update)
    with pytest.raises(ValueError, match=f"artist 'line'.*{message}"):
        moving.paths(None)


def test_draw_failure_of_a_widget_names_artist_and_widget():
    """Catches an error from deep inside matplotlib without the name of what the author wrote."""

    def update(artists, result):
        artists["line"].set_data(result["x"], result["y"] * np.nan)

    with pytest.raises(WidgetError, match=r"'wave' fails at height = .*artist 'line'.*not finite"):
        sample(update=update).page_html()


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda axes: {"grey": axes.imshow(np.eye(3))}, "artist 'grey': an image cannot move"),
        (
            lambda axes: {"band": axes.fill_between(X, X, hatch="//")},
            "artist 'band': clip paths and hatches cannot move",
        ),
        (lambda axes: {"empty": axes.plot([], [])[0]}, r"first data to \['empty'\]"),
    ],
)
def test_artist_that_cannot_move_is_refused(draw, message):
    """Catches an artist that would stay where it is while its control moves."""
    with pytest.raises(ValueError, match=message):
        picture(draw)


# The SVG on a page ----------------------------------------------------------------------------


def test_ids_of_two_pictures_on_a_page():
    """Catches clashing or dangling ids: one figure would borrow glyphs or frames of another."""
    pages = [sample(name=name).page_html() for name in ("first", "second")]
    ids = [at["id"] for page in pages for _, at, _ in elements(page) if "id" in at]
    assert len(ids) == len(set(ids))
    for name, page in zip(("first", "second"), pages, strict=True):
        own = {at["id"] for _, at, _ in elements(page) if "id" in at}
        assert all(identity.startswith(f"softglass-{name}") for identity in own)
        used = re.findall(r'(?:href="|url\()#([^")]+)', page)
        assert set(used) <= own


def test_picture_reaches_for_nothing_beyond_itself():
    """Catches a style sheet, a font or a link of the SVG that touches the rest of the page."""
    svg = sample().page_html().partition("<svg")[2].partition("</svg>")[0]
    assert "<style" not in svg
    assert "<text" not in svg  # every glyph is a path: no missing letters
    assert not re.findall(r'(?:href|src)="(?!#)', svg)
    assert not re.findall(r"#[0-9a-f]{6}\b(?!-)", re.sub(r'id="[^"]*"', "", svg)), "a fixed colour"


def test_the_same_widget_gives_the_same_bytes():
    """Catches dates, random ids or addresses: a rebuild would change every page."""
    assert sample().page_html() == sample().page_html()
    assert not re.search(r"0x[0-9a-f]{6}", sample().page_html())


def test_light_colours_are_those_of_the_style_sheet():
    """Catches a page that looks unlike the printed figure."""
    light, dark = css_colours(STYLE_SHEET)
    assert {name: light[name] for name in COLOURS} == dict(COLOURS)
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("name", [*COLOURS, "edge"])
def test_contrast_on_white(name):
    """Catches a colour that cannot be read on paper: 4.5 for text, 3 for lines and areas.
    Contrast with the real backgrounds of the book is measured in the browser tests."""
    light, _ = css_colours(STYLE_SHEET)
    assert contrast(light[name], "#ffffff") >= (4.5 if name in ("ink", "muted") else 3)
