"""The page script alone, on a page written by hand: no Python figure, no matplotlib, no physics."""

import base64
import gzip
import json
import re
from importlib.resources import files
from itertools import product

import pytest

SCRIPT = files("softglass.widgets").joinpath("page.js").read_text(encoding="utf-8")
SIZES = (3, 2)  # positions of the slider and of the list of the first widget


def pack(data):
    return base64.b64encode(gzip.compress(json.dumps(data).encode())).decode()


def grid_data():
    """Frames that name their own position: two paths and one readout each."""
    nodes = list(product(*(range(size) for size in SIZES)))
    strings = [text for i, j in nodes for text in (f"M{i} {j}l1 1", f"M{i} {j}l2 2", f"at {i}{j}")]
    return {
        "controls": [["low", "middle", "high"], ["one", "two"]],
        "frames": [[3 * n, 3 * n + 1, 3 * n + 2] for n in range(len(nodes))],
        "strings": strings,
    }


LINE_DATA = {
    "controls": [["left", "right"]],
    "frames": [[0, 1], [2, 1]],
    "strings": ["M0 0l5 5", "same", "M9 9l5 5"],
}

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Script</title>
<link rel="icon" href="data:,">{head}</head><body>
<figure class="softglass-widget" id="grid"><form hidden>
 <input type="range" name="a" min="0" max="2" step="1" value="1"><output></output>
 <select name="b"><option value="0">one</option><option value="1">two</option></select>
 <button type="button" data-node="5">preset</button><button type="reset">Reset</button></form>
 <svg><path data-path="1"></path><g><path d="M7 7" data-path="0"></path></g></svg>
 <b data-readout>before</b><script type="application/gzip">{grid}</script></figure>
<figure class="softglass-widget" id="line"><form hidden>
 <input type="range" name="a" min="0" max="1" step="1" value="0"><output></output></form>
 <svg><path d="M8 8" data-path="0"></path></svg>
 <b data-readout>before</b><script type="application/gzip">{line}</script></figure>
<figure class="softglass-widget" id="plain"><svg><path d="M3 3"></path></svg></figure>
{foot}</body></html>"""


@pytest.fixture
def show(open_page, tmp_path):
    def write(grid=None, line=None, early=False):
        script = f"<script>{SCRIPT}</script>"
        page = PAGE.format(
            head=script if early else "",
            foot="" if early else script,
            grid=grid or pack(grid_data()),
            line=line or pack(LINE_DATA),
        )
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        return open_page(path.as_uri())

    return write


def state(page, widget="grid"):
    """Paths in their order on the page, readout and the text beside the slider."""
    return page.evaluate(
        """(id) => {
          const root = document.getElementById(id);
          return [...root.querySelectorAll("path")].map((path) => path.getAttribute("d"))
            .concat(root.querySelector("[data-readout]").textContent,
                    root.querySelector("output").textContent);
        }""",
        widget,
    )


def expected(i, j):
    return [f"M{i} {j}l2 2", f"M{i} {j}l1 1", f"at {i}{j}", ("low", "middle", "high")[i]]


def awake(page):
    page.wait_for_selector("#line form:not([hidden])")
    page.wait_for_selector("#grid form:not([hidden])")
    return page


@pytest.mark.parametrize("early", [True, False])
def test_wakes_where_the_controls_stand(show, early):
    """Catches a script that needs a certain place on the page, or starts at another frame."""
    page = awake(show(early=early))
    assert state(page) == expected(1, 0)
    assert state(page, "line") == ["M0 0l5 5", "same", "left"]


def test_every_position_shows_its_own_frame(show):
    """Catches a wrong numbering: the last control must run fastest, as in Python."""
    page = awake(show())
    slider, choice = page.locator("#grid input"), page.locator("#grid select")
    for i, j in product(*(range(size) for size in SIZES)):
        slider.fill(str(i))
        choice.select_option(str(j))
        assert state(page) == expected(i, j)
        assert slider.get_attribute("aria-valuetext") == expected(i, j)[-1]
    assert state(page, "line") == ["M0 0l5 5", "same", "left"], "the neighbour moved"


def test_keyboard_moves_the_picture(show):
    """Catches a script that listens to the mouse only."""
    page = awake(show())
    page.focus("#grid input")
    for key, node in (("ArrowRight", (2, 0)), ("Home", (0, 0)), ("End", (2, 0)), ("Tab", (2, 0))):
        page.keyboard.press(key)
        assert state(page) == expected(*node)
    page.keyboard.press("ArrowDown")  # Tab has led to the list
    assert state(page) == expected(2, 1)


def test_preset_and_reset(show):
    """Catches a preset that moves the picture but not the controls, or a reset that does half."""
    page = awake(show())
    page.click("#grid button[data-node]")
    assert state(page) == expected(2, 1)
    values = "[...document.querySelectorAll('#grid input, #grid select')].map((c) => c.value)"
    assert page.evaluate(values) == ["2", "1"]
    page.click("#grid button[type=reset]")
    page.wait_for_function("document.querySelector('#grid b').textContent === 'at 10'")
    assert state(page) == expected(1, 0)
    assert page.evaluate(values) == ["1", "0"]


def test_a_form_is_never_sent(show):
    """Catches a page that reloads when a reader presses Enter."""
    page = awake(show())
    page.evaluate("document.querySelector('#grid form').requestSubmit()")
    assert page.url.endswith("page.html")
    assert state(page) == expected(1, 0)


def test_a_readout_that_stays_is_not_announced_again(show):
    """Catches a screen reader that repeats every unchanged number at every move."""
    page = awake(show())
    page.evaluate("""() => {
      globalThis.spoken = 0;
      const observer = new MutationObserver((changes) => { globalThis.spoken += changes.length; });
      const watch = { childList: true, characterData: true, subtree: true };
      observer.observe(document.querySelector("#line b"), watch);
    }""")
    page.focus("#line input")
    page.keyboard.press("End")
    assert state(page, "line") == ["M9 9l5 5", "same", "right"]
    assert page.evaluate("globalThis.spoken") == 0


@pytest.mark.parametrize(
    "broken",
    [
        "???",
        base64.b64encode(b"not gzip").decode(),
        pack(grid_data())[:80],
        base64.b64encode(gzip.compress(b'{"frames": [')).decode(),
        pack(grid_data() | {"frames": [[0, 1, 2]]}),
    ],
    ids=["not base64", "not gzip", "cut off", "not JSON", "a frame is missing"],
)
def test_damaged_data_leave_the_picture(show, broken):
    """Catches controls that come up and do nothing; the neighbour must live on."""
    page = show(grid=broken)
    page.wait_for_selector("#line form:not([hidden])")
    page.wait_for_timeout(100)
    assert page.is_hidden("#grid form")
    assert page.evaluate("document.querySelector('#grid g path').getAttribute('d')") == "M7 7"
    assert page.text_content("#grid b") == "before"
    page.focus("#line input")
    page.keyboard.press("End")
    assert state(page, "line") == ["M9 9l5 5", "same", "right"]
    (fault,) = page.faults  # it is told on the console, once
    page.faults.clear()
    assert fault.startswith("error: ")


def test_script_is_small_and_knows_no_physics():
    """Catches a script that grows beyond five minutes of reading or learns physics or drawing."""
    assert len(SCRIPT.splitlines()) <= 80
    words = set(re.findall(r"[a-z]+", SCRIPT.lower()))
    physics = "energy potential oscillator glass temperature phonon kelvin level quantum tunnel"
    drawing = "canvas tick axis scale legend interpolate fetch import eval"
    assert not words & set(f"{physics} {drawing}".split())
