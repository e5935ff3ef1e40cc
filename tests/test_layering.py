"""Imports go one way: physics knows no pictures, pictures know no pages."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import softglass

ROOT = Path(softglass.__file__).parent
# A module imports only modules of lower numbers; a package counts as one module.
LAYERS = {
    "constants": 0,
    "_validation": 0,
    "parameters": 1,
    "datasets": 1,
    "debye": 1,
    "empirical_facts": 1,
    "phonon_conduction": 1,
    "soft_potential": 2,
    "schrodinger": 2,
    "critical_points": 3,
    "_half_line": 3,
    "_level_table": 3,
    "_quartic_grid": 3,
    "_double_well": 4,
    "oscillator": 4,
    "oscillator_limits": 4,
    "_level_lines": 5,
    "distributions": 5,
    "two_level_system": 5,
    "density_of_states": 6,
    "tunneling_laws": 6,
    "plotting": 8,
    "widgets": 9,
}
# Outside packages, and from which layer on they may be used.
HEAVY = {"matplotlib": 8, "ipywidgets": 9, "anywidget": 9, "traitlets": 9, "IPython": 9}
PHYSICS = sorted(stem for stem, layer in LAYERS.items() if layer < 8)


def imported(source):
    """Dotted names that a source text imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parent = "." * node.level + (node.module or "")
            if parent in ("softglass", "."):
                yield from (f"softglass.{alias.name}" for alias in node.names)
            else:
                yield parent


def faults(stem, source):
    """What a module of the package must not import, in words."""
    own = LAYERS[stem]
    for name in imported(source):
        top, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if not top:
            yield f"{stem}: relative import {name}"
        elif top == "softglass" and target != stem and LAYERS[target] >= own:
            yield f"{stem} (layer {own}) imports {target} (layer {LAYERS[target]})"
        elif own < HEAVY.get(top, 0):
            yield f"{stem} (layer {own}) imports {top}"


def sources():
    for path in sorted(ROOT.rglob("*.py")):
        stem = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if stem != "__init__":
            yield stem, path


def test_every_module_has_a_layer():
    """Catches a new module that nobody has placed, and a layer whose module is gone."""
    assert {stem for stem, _ in sources()} == set(LAYERS)


@pytest.mark.parametrize(
    ("stem", "path"), list(sources()), ids=lambda value: str(value).removeprefix(str(ROOT))
)
def test_imports_go_down(stem, path):
    """Catches physics that imports pictures, and circles between modules."""
    assert not list(faults(stem, path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("stem", "source"),
    [
        ("oscillator", "from softglass.plotting import style"),
        ("oscillator", "from softglass import widgets"),
        ("soft_potential", "import softglass.oscillator"),
        ("schrodinger", "def f():\n    from softglass.soft_potential import potential"),
        ("plotting", "import softglass.widgets.widget"),
        ("plotting", "import ipywidgets"),
        ("oscillator", "import matplotlib.pyplot as plt"),
        ("oscillator", "from .plotting import style"),
    ],
)
def test_the_checker_catches_a_forbidden_import(stem, source):
    """Catches a checker that lets everything pass."""
    assert list(faults(stem, source))


@pytest.mark.parametrize("modules", [[], PHYSICS], ids=["package", "physics"])
def test_importing_physics_loads_nothing_heavy(modules):
    """Catches a slow start: drawing, widgets or scipy loaded before anyone needs them."""
    imports = ["import softglass", *(f"import softglass.{module}" for module in modules)]
    heavy = [*HEAVY, "scipy"]
    code = "; ".join([*imports, "import sys", f"print([n for n in {heavy} if n in sys.modules])"])
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT.parent
    )
    assert result.stdout.strip() == "[]"


def test_generic_solver_knows_no_glass():
    """Catches glass physics creeping into the one module that must stay generic."""
    source = (ROOT / "schrodinger.py").read_text(encoding="utf-8")
    assert set(imported(source)) <= {"dataclasses", "functools", "numpy", "softglass._validation"}
