"""The book's own Sphinx extension.

Small duties, one section each:

1. the kernels of a build know that they are building (``SOFTGLASS_STATIC=1``);
2. a change of ``softglass`` executes the chapters again, a change of prose does not;
3. the page script and style of the widgets travel with the pages that show a widget;
4. formulas are typeset by a copy of MathJax inside the book, never by another host;
5. an image or drawing without alternative text is a warning, which stops a strict build;
   and the bibliography is a list to a screen reader, too;
6. docstrings may stay as compact as they are in the code;
7. an equation of the review bears the number that it has there.
"""

import hashlib
import os
import re
import shutil
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)

MATHJAX_PARTS = ("tex-chtml.js", "input/tex/extensions", "output/chtml/fonts/woff-v2")
WIDGET_ASSETS = ("page.js", "widget.css")
WIDGET_MARK = "softglass-widget"
# The theme reports each step of its start on the console; warnings and errors still get through.
QUIET_THEME = """const say = console.log;
console.log = (...words) => /^\\[(PST|togglebutton)\\]/.test(words[0]) || say(...words);"""

# MathJax keeps a page busy for most of a second; the figures come first.
LATE_MATHJAX = """addEventListener("load", () => {
  for (const waiting of document.querySelectorAll("script[type='text/later']")) {
    const script = document.createElement("script");
    script.src = waiting.src;
    document.head.append(script);
  }
});"""


def package_folder(name: str) -> Path:
    """Folder of an installed package, found without importing it."""
    return Path(find_spec(name).submodule_search_locations[0])


# 1 and 2: execution ---------------------------------------------------------------------------


def fingerprint(package: Path, *more: Path) -> str:
    """Short hash of everything in the package that can change a result or the look of one."""
    digest = hashlib.sha256()
    kinds = {".py", ".csv", ".js", ".css"}
    for path in [*sorted(package.rglob("*")), *more]:
        if path in more or path.suffix in kinds:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def prepare_execution(app, config) -> None:
    os.environ["SOFTGLASS_STATIC"] = "1"
    pins = [path for path in [Path(app.srcdir, "requirements.txt")] if path.exists()]
    key = fingerprint(package_folder("softglass"), *pins)
    # jupyter-cache compares notebooks only, hence one cache for each state of the package
    config.nb_execution_cache_path = str(Path(app.outdir).parent / ".jupyter_cache" / key)


def forget_failed_build(app, exception) -> None:
    """Sphinx warns about a page once; without this, repeating a failed build would pass."""
    if app._warncount:
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)


# 3 and 4: what pages load ---------------------------------------------------------------------


def copy_assets(app) -> None:
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    mathjax = package_folder("sphinx-mathjax-offline") / "static" / "mathjax"
    for part in MATHJAX_PARTS:
        source, target = mathjax / part, static / "vendor" / "mathjax" / part
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    widgets, target = package_folder("softglass") / "widgets", static / "softglass"
    target.mkdir(parents=True, exist_ok=True)
    for name in WIDGET_ASSETS:
        shutil.copy(widgets / name, target)


def add_widget_assets(app, pagename, templatename, context, doctree) -> None:
    if doctree and any(WIDGET_MARK in node.astext() for node in doctree.findall(nodes.raw)):
        script, style = (f"softglass/{name}" for name in WIDGET_ASSETS)
        app.add_js_file(script, loading_method="defer")
        app.add_css_file(style)


# 5: alternative text --------------------------------------------------------------------------


class MuteGraphics(HTMLParser):
    """Collects the images and drawings of a piece of HTML that say nothing to a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        hidden = given.get("aria-hidden") == "true"
        named = any(given.get(name) for name in ("aria-label", "aria-labelledby"))
        if tag == "img" and not (given.get("alt") or hidden):
            self.found.append("<img> without alt")
        elif tag == "svg" and given.get("role") != "img" and not hidden:
            self.found.append('<svg> without role="img"')
        elif given.get("role") == "img" and not named and tag != "img":
            self.found.append(f'<{tag} role="img"> without aria-label')


def check_alternative_texts(app, doctree, docname) -> None:
    for node in doctree.findall(nodes.image):
        if not node.get("alt", "").strip():
            warn_mute(f"image {node['uri']!r} has no alternative text", node, docname)
    for node in doctree.findall(nodes.raw):
        if "html" in node.get("format", "").split():
            parser = MuteGraphics()
            parser.feed(node.astext())
            for fault in parser.found:
                warn_mute(f"missing alternative text: {fault}", node, docname)


def warn_mute(message, node, docname) -> None:
    logger.warning(message, location=(docname, node.line), type="softglass", subtype="alt")


def mend_bibliography(app, pagename, templatename, context, doctree) -> None:
    """Docutils marks entries with a role that ARIA has given up, inside a list without items."""
    if "body" in context:
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


# 6: docstrings --------------------------------------------------------------------------------


def spell_out(app, what, name, obj, options, lines) -> None:
    """Expand the compact style of our docstrings, before napoleon reads them.

    A modulus is no substitution, the reason of an error stands on a line of its own, and a doctest
    that follows a section is an example.
    """
    text = "\n".join(line if ">>>" in line else line.replace("|", r"\|") for line in lines)
    text = re.sub(r"(?m)^(\w+Error(?:, \w+Error)*) : ", r"\1\n    ", text)
    if "\n---" in text and "Examples\n---" not in text:
        text = text.replace("\n\n>>> ", "\n\nExamples\n--------\n>>> ", 1)
    lines[:] = text.split("\n")


def skip_field_aliases(app, what, name, obj, skip, options):
    return True if str(obj.__doc__).startswith("Alias for field number") else None


# 7: equation numbers --------------------------------------------------------------------------


def number_equations(app, doctree) -> None:
    """An equation labelled ``eq-3-12`` is (3.12), as in the review; ours are numbered by page."""
    domain, ours = app.env.get_domain("math"), 0
    for node in doctree.findall(nodes.math_block):
        if label := node.get("label"):
            review = re.fullmatch(r"eq-(\d)-(\d+)(-prime)?", label)
            ours += not review
            number = f"{review[1]}.{review[2]}{'′' * bool(review[3])}" if review else str(ours)
            node["number"] = number
            domain.equations[label] = (app.env.docname, number)


def setup(app):
    app.add_js_file(None, body=QUIET_THEME, priority=1)
    app.add_js_file(None, body=LATE_MATHJAX, priority=1)
    app.connect("config-inited", prepare_execution)
    app.connect("builder-inited", copy_assets)
    app.connect("html-page-context", add_widget_assets)
    app.connect("html-page-context", mend_bibliography)
    app.connect("doctree-resolved", check_alternative_texts, priority=900)
    app.connect("doctree-read", number_equations)
    app.connect("autodoc-process-docstring", spell_out, priority=400)
    app.connect("autodoc-skip-member", skip_field_aliases)
    app.connect("build-finished", forget_failed_build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
