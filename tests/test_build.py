"""The build is strict, and it computes again exactly when it should."""

import pkgutil
import re
import shutil
from pathlib import Path

import pytest

import softglass

ROOT = Path(__file__).parent.parent
PAGE = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# A page

Prose, a citation {cite}`Stephens1973`, a reference to {ref}`a-place`, and

$$ x = 1 $$ (an-equation)

which {eq}`an-equation` names.

(a-place)=
## A place

![a dot](dot.svg)

```{bibliography}
```
"""
CELL = "\n```{code-cell} python3\n%s\n```\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z"/></svg>'


@pytest.fixture
def book(tmp_path):
    """One page with the configuration, the extension and the bibliography of the real book."""
    shutil.copy(ROOT / "_config.yml", tmp_path)
    for name in ("_ext", "_root", "_static", "references.bib", "favicon.svg"):
        source, target = ROOT / "book" / name, tmp_path / "book" / name
        target.parent.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    (tmp_path / "book" / "dot.svg").write_text(DOT)
    (tmp_path / "book" / "index.md").write_text(PAGE)
    return tmp_path


def add(book, text):
    with open(book / "book" / "index.md", "a", encoding="utf-8") as page:
        page.write(text)


FAULTS = {
    "cell": (CELL % "raise ValueError('the culprit')", ["the culprit"]),
    "reference": ("\nSee {ref}`no-such-place`.", ["no-such-place"]),
    "document": ("\nSee {doc}`no_such_chapter`.", ["no_such_chapter"]),
    "citation": ("\nSee {cite}`Nobody1900`.", ["Nobody1900"]),
    "equation": ("\nSee {eq}`no-such-equation`.", ["no-such-equation"]),
    "python name": ("\nSee {py:func}`softglass.no_such_name`.", ["softglass.no_such_name"]),
    "figure of a cell": (
        CELL % "from IPython.display import HTML\nHTML(\"<svg role='img'></svg>\")",
        ['<svg role="img"> without aria-label'],
    ),
    "pictures": (
        f'\n![](dot.svg)\n\n{DOT}\n\n<div><img src="dot.svg"></div>\n',
        ["'book/dot.svg' has no", '<svg> without role="img"', "<img> without alt"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build(book, build, fault):
    """Catches a fault that is published, or reported without a name to look for."""
    text, culprits = FAULTS[fault]
    add(book, text)
    result = build(book)
    assert result.returncode != 0
    for culprit in [*culprits, "index.md"]:
        assert culprit in result.stdout


def test_a_failed_build_fails_again(book, build):
    """Catches a fault that is reported once and passes when the command is repeated."""
    add(book, FAULTS["reference"][0])
    assert build(book).returncode != 0
    assert build(book).returncode != 0


def test_softglass_is_computed_again_and_prose_is_not(book, build):
    """Catches stale results after a change of the code, and slow rebuilds after one of the text."""
    package = book / "library" / "softglass"
    (package / "widgets").mkdir(parents=True)
    (package / "__init__.py").write_text("answer = 'first answer'\n")
    for name in ("page.js", "widget.css"):
        (package / "widgets" / name).touch()
    runs = book / "runs.txt"
    count = f"open({str(runs)!r}, 'a').write('x')"
    add(book, CELL % f"import softglass\n{count}\nprint(softglass.answer)")

    def page():
        result = build(book, PYTHONPATH=str(package.parent))
        assert result.returncode == 0, result.stdout
        return (book / "_build" / "html" / "book" / "index.html").read_text(encoding="utf-8")

    assert "first answer" in page()
    add(book, "\nA new sentence.\n")
    assert "A new sentence." in page()
    assert runs.read_text() == "x"
    (package / "__init__.py").write_text("answer = 'second answer'\n")
    assert "second answer" in page()
    assert runs.read_text() == "xx"


def test_every_module_is_in_the_reference():
    """Catches a module that no page documents; plotting is for the chapters alone."""
    page = (ROOT / "book" / "reference" / "api.md").read_text(encoding="utf-8")
    modules = {module.name for module in pkgutil.iter_modules(softglass.__path__)}
    public = {name for name in modules if not name.startswith("_")} - {"plotting"}
    assert set(re.findall(r"automodule:: softglass\.(\w+)", page)) == public
