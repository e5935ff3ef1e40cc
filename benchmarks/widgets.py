"""Prints what the widgets cost: bytes and milliseconds, on the page and live in JupyterLab.

Needs the built book (``make book``, or the folder named by SOFTGLASS_BOOK) and a browser:
``python benchmarks/widgets.py``. Times are medians and 95th percentiles; compare them only with
other times of the same machine.
"""

import gzip
import io
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from playwright.sync_api import sync_playwright

from softglass.plotting.style import STYLE
from softglass.widgets import CHAPTERS, Slider

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser_tools import (  # noqa: E402
    find_browser,
    jupyter_server,
    launch,
    run_notebook,
    web_server,
    write_notebook,
)

MOVES = 60
# Notes the time from a key to the change of a path (where handlers have finished) and to the
# message that the browser delivers after it has painted the frame.
WATCH = """(selector) => {
  const root = document.querySelector(selector);
  const times = globalThis.times = { handler: [], paint: [], painted: () => {} };
  let pressed = 0, started = 0;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  addEventListener("input", () => { started = performance.now(); }, true);
  addEventListener("input", () => { times.handler.push(performance.now() - started); });
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    times.paint.push(performance.now() - pressed);
    times.painted();
  };
  const after = () => requestAnimationFrame(() => channel.port2.postMessage(null));
  const watch = { attributes: true, subtree: true, attributeFilter: ["d"] };
  new MutationObserver(after).observe(root, watch);
}"""
# Waits without polling, which would cost time itself.
PAINTED = """(count) => new Promise((done) => {
  const check = () => { if (globalThis.times.paint.length > count) done(); };
  globalThis.times.painted = check;
  check();
})"""
# Jupyter's server leaves Nagle's algorithm on, which holds small messages back for up to 40 ms.
NO_DELAY = """
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
slow_open = KernelWebsocketHandler.open
def open(self, kernel_id):
    self.set_nodelay(True)
    return slow_open(self, kernel_id)
KernelWebsocketHandler.open = open
"""
FIRST_WIDGET = """new MutationObserver((changes, observer) => {
  if (!document.querySelector("figure.softglass-widget > form:not([hidden])")) return;
  globalThis.firstWidget = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true });"""


def catalogue():
    for chapter in CHAPTERS:
        for make in import_module(f"softglass.widgets.{chapter}").WIDGETS:
            yield chapter, make.__name__, make()


def milliseconds(function, settings):
    """Median time of a call, each with other settings."""
    function(settings[0])
    times = []
    for chosen in settings:
        start = time.perf_counter()
        function(chosen)
        times.append(time.perf_counter() - start)
    return 1e3 * float(np.median(times))


def between_the_nodes(widget, count=30):
    """Settings along the first slider, off the positions of the page."""
    slider = next(c for c in widget.controls if isinstance(c, Slider))
    space = np.geomspace if slider.log else np.linspace
    values = space(slider.minimum, slider.maximum, count + 2)[1:-1]
    return [widget.settings(**{slider.name: float(value)}) for value in values]


def figure_per_move(widget):
    """The usual way to move a picture: a new figure and a new PNG at every move."""

    def show(settings):
        with rc_context(dict(STYLE)):
            figure = Figure(figsize=widget.size, dpi=100, layout="constrained")
            widget.update(widget.draw(figure), widget.compute(**settings))
            figure.savefig(io.BytesIO(), format="png")

    return show


def kilobytes(text):
    raw = text.encode()
    return f"{len(raw) / 1e3:.0f} ({len(gzip.compress(raw)) / 1e3:.0f})"


def spread(times):
    return f"{np.median(times):.1f} / {np.percentile(times, 95):.1f}" if len(times) else "-"


def move(page, selector, handle):
    """Press arrow keys until every move has been painted; gives the times in milliseconds."""
    page.locator(handle).first.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(500)
    page.evaluate(WATCH, selector)
    for i in range(MOVES):
        key = "ArrowRight" if i % 12 < 6 else "ArrowLeft"
        page.keyboard.press(key)
        page.evaluate(PAINTED, i)
    return page.evaluate("globalThis.times")


def table(title, head, rows):
    rows = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print(f"\n{title}")
    for row in rows:
        first, *rest = (f"{cell:{'<' if i == 0 else '>'}{widths[i]}}" for i, cell in enumerate(row))
        print("  ".join([first, *rest]))


def python_table():
    rows = []
    for _, name, widget in catalogue():
        page = kilobytes(widget.page_html())
        if not widget.controls:
            rows.append([name, 1, page, "-", "-", "-", "-"])
            continue
        settings = between_the_nodes(widget)
        solver = milliseconds(lambda chosen, widget=widget: widget.at(**chosen), settings)
        frame = milliseconds(widget.frame, settings)
        rival = milliseconds(figure_per_move(widget), settings[::6])
        rows.append(
            [name, len(list(widget.nodes())), page]
            + [f"{t:.1f}" for t in (solver, frame, rival)]
            + [f"{rival / frame:.0f} x"]
        )
    head = ["widget", "nodes", "KB (gz)", "solver", "frame", "new figure", "ratio"]
    table("Python, ms at the median (frame = solver + paths of the picture)", head, rows)


def page_tables(browser, book):
    loads, moves = [], []
    with web_server(book) as site:
        for chapter in CHAPTERS:
            name = f"book/{chapter}.html"
            page = browser.new_page()
            page.add_init_script(FIRST_WIDGET)
            times = []
            for _ in range(5):
                page.goto(site + name)
                page.wait_for_function("globalThis.firstWidget")
                times.append(page.evaluate("globalThis.firstWidget"))
            # the first visit has fetched all files, the later ones find them in the cache
            text = (book / name).read_text(encoding="utf-8")
            later = f"{np.median(times[1:]):.0f}"
            loads.append([chapter, kilobytes(text), f"{times[0]:.0f}", later])
            for made_in, widget_name, widget in catalogue():
                if made_in != chapter or not widget.controls:
                    continue
                page.reload()
                page.wait_for_function("globalThis.firstWidget")
                root = f"#softglass-{widget.name}"
                found = move(page, root, f"{root} input[type=range]")
                moves.append([widget_name, spread(found["handler"]), spread(found["paint"])])
            page.close()
    head = ["page", "KB (gz)", "first visit", "again"]
    table("Page: bytes, and ms from navigation to the first working widget", head, loads)
    table(f"Page, ms, median / p95 of {MOVES} keys", ["widget", "handler", "key to paint"], moves)


def live_times(browser, settings):
    """Milliseconds from key to paint of every widget in JupyterLab, by its name."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "notebooks").mkdir()
        with jupyter_server(home, settings) as address:
            for chapter, name, widget in catalogue():
                if widget.controls:
                    cell = f"from softglass.widgets import {chapter}\n{chapter}.{name}()"
                    write_notebook(home / "notebooks" / f"{name}.ipynb", cell)
                    page = browser.new_page(viewport={"width": 1200, "height": 1000})
                    run_notebook(page, address, f"lab/workspaces/{name}/tree", f"{name}.ipynb")
                    moved = move(page, ".softglass-live", ".softglass-live .noUi-handle")
                    found[name] = spread(moved["paint"])
                    page.close()
    return found


def live_table(browser):
    usual, prompt = live_times(browser, ""), live_times(browser, NO_DELAY)
    rows = [[name, usual[name], prompt[name]] for name in usual]
    head = ["widget", "key to paint", "with TCP_NODELAY"]
    table(f"JupyterLab, ms, median / p95 of {MOVES} keys", head, rows)


def main():
    book = Path(os.environ.get("SOFTGLASS_BOOK", ROOT / "_build" / "html"))
    if not (book / "index.html").exists():
        sys.exit(f"no book in {book}: build it first (make book)")
    if find_browser() is None:
        sys.exit("no browser: install chromium first")
    python_table()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page_tables(browser, book)
        live_table(browser)
        browser.close()


if __name__ == "__main__":
    main()
