"""The live widget where readers meet it: JupyterLab and Notebook 7 in a browser."""

import pytest
from browser_tools import jupyter_server, run_notebook, write_notebook

CELL = "from softglass.widgets import anharmonic_oscillator as widgets\nwidgets.levels()"
STATE = """() => {
  const view = document.querySelector(".softglass-live");
  return {
    picture: [...view.querySelectorAll("[data-path]")].map((path) => path.getAttribute("d")),
    readouts: [...view.querySelectorAll("[data-readout]")].map((cell) => cell.textContent),
    settings: [...view.querySelectorAll(".widget-readout")].map((cell) => cell.textContent),
  };
}"""
CHANGED = f"""([before, settings]) => {{
  const now = ({STATE})();
  const differs = (key) => String(now[key]) !== String(before[key]);
  return differs("picture") && differs("readouts")
    && (settings ? String(now.settings) === String(settings) : differs("settings"));
}}"""


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("jupyter")
    (folder / "notebooks").mkdir()
    write_notebook(folder / "notebooks" / "live.ipynb", CELL)
    with jupyter_server(folder) as address:
        yield address


@pytest.fixture(scope="module", params=["lab/tree", "notebooks"])
def opened(request, browser, jupyter):
    """A page with the widget of a chapter, run by a kernel; ``opened.errors`` fills up."""
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.set_default_timeout(40_000)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on(
        "console",
        lambda message: page.errors.append(message.text) if message.type == "error" else None,
    )
    run_notebook(page, jupyter, request.param, "live.ipynb")
    if request.param == "notebooks":
        page.errors.clear()  # Notebook 7 has some of its own while it opens any file
    yield page
    page.close()


def changed_from(page, before, settings=None):
    """The state of the widget once picture, readouts and settings have left an earlier state."""
    page.wait_for_function(CHANGED, arg=[before, settings])
    return page.evaluate(STATE)


def test_arrow_keys_move_the_picture(opened):
    """Catches arrow keys that Jupyter keeps for its cells, or a picture that does not follow."""
    handles = opened.locator(".softglass-live .noUi-handle")
    assert handles.count() == 2
    for handle in handles.all():
        start = opened.evaluate(STATE)
        handle.focus()
        opened.keyboard.press("ArrowRight")
        changed_from(opened, start)
        assert handle.get_attribute("aria-label")
        assert handle.evaluate("(it) => it === document.activeElement"), "Jupyter took the focus"
    assert not opened.errors


def test_mouse_moves_the_picture(opened):
    """Catches a live slider that answers the keyboard only, or waits for the release."""
    start = opened.evaluate(STATE)
    handle = opened.locator(".softglass-live .noUi-handle").first
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    opened.mouse.move(x, y)
    opened.mouse.down()
    opened.mouse.move(x + 60, y, steps=3)
    changed_from(opened, start)
    opened.mouse.up()
    assert not opened.errors


def test_buttons_move_controls_and_picture(opened):
    """Catches a preset that leaves the sliders where they were, or a reset that does nothing."""
    start = opened.evaluate(STATE)
    opened.get_by_role("button", name="near-harmonic").click()
    preset = changed_from(opened, start, ["9.00", "0.00"])
    opened.get_by_role("button", name="Reset").click()
    changed_from(opened, preset, ["0.00", "0.00"])
    assert not opened.errors


def test_dark_theme_reaches_the_picture(opened):
    """Catches dark ink on the dark theme of Jupyter."""
    colour = "() => getComputedStyle(document.querySelector('.softglass-picture use')).fill"
    light = opened.evaluate(colour)
    opened.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
    assert opened.evaluate(colour) != light
    assert opened.inner_text(".softglass-error") == ""
