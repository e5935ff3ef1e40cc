"""The chapters as notebooks: plain cells, short stored outputs, and the static life under nbval.

The live life is executed and compared by the ``--nbval`` of this very test run.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from softglass.widgets import CHAPTERS

BOOK = Path(__file__).parent.parent / "book"
ADDRESS = re.compile(r"0x[0-9a-f]{6,}|/(?:home|root|tmp|usr|Users)/|[A-Z]:\\")
SKIP = "nbval-ignore-output"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


def code_cells(chapter):
    notebook = nbformat.read(BOOK / f"{chapter}.ipynb", as_version=4)
    nbformat.validate(notebook)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown_widget(cell):
    """The name of the widget function that a cell ends with, or None."""
    body = ast.parse(cell.source).body
    last = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if isinstance(last, ast.Call) and isinstance(last.func, ast.Attribute):
        owner = last.func.value
        return last.func.attr if isinstance(owner, ast.Name) and owner.id == "widgets" else None
    return None


def texts(output):
    """Every text of a stored output."""
    data = output.get("data", {})
    stored = [output.get("text", ""), *output.get("traceback", []), *data.values()]
    return ["".join(text) if isinstance(text, list) else str(text) for text in stored]


@every_chapter
def test_cells_define_nothing(chapter):
    """Catches physics or drawing that lives in a page instead of the package."""
    for cell in code_cells(chapter):
        defined = [node for node in ast.walk(ast.parse(cell.source)) if type(node) in DEFINITIONS]
        assert not defined, cell.source


@every_chapter
def test_widget_cells_are_tagged_and_stored_empty(chapter):
    """Catches a widget whose unstable output would be stored, or compared by nbval."""
    cells = [cell for cell in code_cells(chapter) if shown_widget(cell)]
    assert cells, "a chapter without widgets"
    for cell in cells:
        assert SKIP in cell.metadata.get("tags", []), cell.source
        assert not cell.outputs, cell.source


@every_chapter
def test_only_widget_cells_are_left_unchecked(chapter):
    """Catches a number that nbval does not compare, or a cell that is not run at all."""
    for cell in code_cells(chapter):
        tags = set(cell.metadata.get("tags", []))
        assert not tags & {"nbval-skip", "nbval-raises-exception", "raises-exception"}, cell.source
        assert SKIP not in tags or shown_widget(cell), cell.source


@every_chapter
def test_every_widget_of_the_module_is_shown_once(chapter):
    """Catches a widget that the chapter forgot, or shows twice under one id."""
    module = __import__(f"softglass.widgets.{chapter}", fromlist=["WIDGETS"])
    shown = [name for cell in code_cells(chapter) if (name := shown_widget(cell))]
    assert sorted(shown) == sorted(make.__name__ for make in module.WIDGETS)


@every_chapter
def test_stored_outputs_are_short_and_stable(chapter):
    """Catches stored images, addresses, machine paths, warnings and long listings."""
    for cell in code_cells(chapter):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source
            for text in texts(output):
                assert not ADDRESS.search(text), cell.source
                assert len(text) <= 1500, cell.source
                assert len(text.splitlines()) <= 25, cell.source


@every_chapter
def test_static_life_gives_the_stored_results(chapter):
    """Catches a chapter whose numbers differ, or whose widgets fail, while the book is built."""
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nbval", f"book/{chapter}.ipynb"],
        cwd=BOOK.parent,
        env={**os.environ, "SOFTGLASS_STATIC": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-1000:]
    assert " passed" in result.stdout
