"""How long building takes, measured on a copy of the tree. Prints a table."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
STRICT = ("-W", "-n", "--keep-going")
LEFT_OUT = shutil.ignore_patterns(".*", "_build", "tests", "__pycache__", "*.egg-info")


def seconds(*command):
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def build_times(book):
    """Name and duration of each kind of build, in the order in which they happen."""
    jupyter_book = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    command = (jupyter_book, "build", str(book), *STRICT)
    yield "clean build", seconds(*command)
    yield "nothing changed", seconds(*command)
    with open(book / "book" / "index.md", "a", encoding="utf-8") as page:
        page.write("\nOne more sentence.\n")
    yield "prose edited", seconds(*command)


def import_time(module, repetitions=15):
    """Median seconds to import a module, without the start of Python and a first, cold run."""
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(repetitions + 1)
    ]
    return statistics.median(runs[1:])


def main():
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for name, duration in build_times(copy):
            print(f"{name:<40}{duration:8.1f} s")
    durations = {name: import_time(name) for name in ("numpy", "softglass", "softglass.oscillator")}
    for name, duration in durations.items():
        ratio = duration / durations["numpy"]
        print(f"{'import ' + name:<40}{duration:8.3f} s{ratio:8.2f} x numpy")


if __name__ == "__main__":
    main()
