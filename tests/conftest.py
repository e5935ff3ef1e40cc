"""Fixtures that several test files share."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
# Machines are shared: an example that takes long is no fault of the code.
settings.register_profile("softglass", deadline=None)
settings.load_profile("softglass")

STRICT = ("-W", "-n", "--keep-going")


def run_build(root, **environment):
    """Build the book in a folder as strictly as ``make book`` does."""
    jupyter_book = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert jupyter_book, "jupyter-book is not installed beside this Python"
    return subprocess.run(
        [jupyter_book, "build", str(root), *STRICT],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


@pytest.fixture(scope="session")
def build():
    return run_build


@pytest.fixture(scope="session")
def built_book():
    """Folder of the built pages; SOFTGLASS_BOOK names one that is ready to use."""
    if ready := os.environ.get("SOFTGLASS_BOOK"):
        return Path(ready)
    result = run_build(ROOT)
    if result.returncode:
        pytest.fail(f"the book does not build:\n{result.stdout[-4000:]}", pytrace=False)
    return ROOT / "_build" / "html"
