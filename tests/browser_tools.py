"""What browser tests and benchmarks need: a browser, a web server, a Jupyter server."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import nbformat

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "softglass-test"
RUN_ALL = """() => {
  const { commands, restored, shell } = globalThis.jupyterapp;
  restored.then(() => shell.currentWidget.sessionContext.ready)
    .then(() => commands.execute("notebook:run-all-cells"));
}"""


def find_browser():
    """The path of an installed browser, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright):
    return playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def web_server(folder):
    """Serves a folder on a free local port; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def write_notebook(path, *cells):
    """A notebook of code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), path)


@contextmanager
def jupyter_server(folder, settings=""):
    """JupyterLab and Notebook 7 on a free local port, without the user's own settings.

    Shows the notebooks in ``folder / "notebooks"``; gives the address. ``settings`` is the text
    of a jupyter_server_config.py.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    homes = {
        f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    (folder / "config").mkdir()
    (folder / "config" / "jupyter_server_config.py").write_text(settings)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"),
        f"--ServerApp.root_dir={folder / 'notebooks'}",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.news_url=",
        "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]
    environment = {**os.environ, **homes, "IPYTHONDIR": str(folder / "ipython")}
    environment.pop("SOFTGLASS_STATIC", None)
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(f"{address}api/status?token={TOKEN}", server, folder / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(url, server, log, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the Jupyter server does not answer:\n{log.read_text()[-2000:]}")


def run_notebook(page, address, where, name):
    """Open a notebook in ``lab/tree`` or ``notebooks``, run it, wait for its first widget."""
    page.goto(f"{address}{where}/{name}?token={TOKEN}")
    page.wait_for_function("globalThis.jupyterapp?.shell?.currentWidget?.sessionContext")
    page.evaluate(RUN_ALL)
    page.wait_for_selector(".softglass-live .noUi-handle[data-lm-suppress-shortcuts]")
    page.wait_for_selector(".softglass-live [data-path]", state="attached")
