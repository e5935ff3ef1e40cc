"""Speed and error of the solver beside what else one could use. Prints a table.

Times are those of the processor, on one thread, so that other users of a machine matter less.

Rivals are optional: pip install -r benchmarks/requirements.txt
"""

import os

# The number of threads is fixed when numpy is imported.
# ruff: noqa: E402
for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import importlib
import resource
import sys
import time

import numpy as np
from scipy.linalg import eigh_tridiagonal

from softglass import density_of_states as states
from softglass import distributions, oscillator

BULK = 1_000_000
SAMPLE = 200
N_LEVELS = 6
BASIS = 80


def seconds(function, repetitions=3):
    """Shortest processor time that the function took."""
    times = []
    for _ in range(repetitions):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def row(name, duration="", error="", ratio=""):
    """Print one line of the table; durations in seconds, ratio against our own solver."""
    if isinstance(duration, float):
        units = {"s": 1, "ms": 1e3, "µs": 1e6}
        unit = next((name for name, scale in units.items() if duration * scale >= 0.1), "µs")
        duration = f"{duration * units[unit]:.3g} {unit}"
    error = f"{error:.0e}" if isinstance(error, float) else error
    ratio = f"{ratio:.0f} x" if isinstance(ratio, float) else ratio
    print(f"{name:<58}{duration:>14}{error:>12}{ratio:>10}", flush=True)


# The same potentials a X² + b X + X⁴ for everyone ---------------------------------------------


def sample():
    rng = np.random.default_rng(0)
    return rng.uniform(-30, 10, SAMPLE), rng.uniform(-10, 10, SAMPLE)


def labels(a, b):
    """K1, K2 with the same canonical form: the origin moved to the left minimum."""
    roots = [np.roots([4, 0, 2 * x, y]) for x, y in zip(a, b, strict=True)]
    place = np.array([root[np.abs(root.imag) < 1e-9].real.min() for root in roots])
    return a + 6 * place**2, 4 * place


def ladder_matrices(size, length):
    """Position and momentum squared in a harmonic-oscillator basis; powers are exact inside."""
    n = np.arange(size + 4)
    position = length * (np.diag(np.sqrt(n[1:] / 2), 1) + np.diag(np.sqrt(n[1:] / 2), -1))
    square = position @ position
    kinetic = np.diag((2 * n + 1) / length**2) - square / length**4
    inside = (slice(size), slice(size))
    return position[inside], square[inside], (kinetic + square @ square)[inside]


def numpy_stack(a, b, size=BASIS, length=0.52):
    position, square, fixed = ladder_matrices(size, length)
    matrices = fixed + a[:, None, None] * square + b[:, None, None] * position
    return np.linalg.eigvalsh(matrices)[:, :N_LEVELS]


def reference(a, b):
    """An accurate basis that shares nothing with the solver."""
    return numpy_stack(a, b, size=260, length=0.33)


def qutip(a, b):
    library = importlib.import_module("qutip")
    position, square, fixed = (library.Qobj(m) for m in ladder_matrices(BASIS, 0.52))
    return np.array(
        [
            (fixed + x * square + y * position).eigenenergies(eigvals=N_LEVELS)
            for x, y in zip(a, b, strict=True)
        ]
    )


def pyslise(a, b):
    library = importlib.import_module("pyslise")

    def one(x, y):
        problem = library.Pyslise(lambda X: X * (y + X * (x + X * X)), -8, 8, tolerance=1e-10)
        found = problem.eigenvaluesByIndex(0, N_LEVELS, (0, 1))
        energies = [value for _, value in found]
        return energies + [np.nan] * (N_LEVELS - len(energies))

    return np.array([one(*pair) for pair in zip(a, b, strict=True)])


def finite_differences(a, b, size=2000):
    x, step = np.linspace(-8, 8, size, retstep=True)
    off = np.full(size - 1, -1 / step**2)
    return np.array(
        [
            eigh_tridiagonal(
                2 / step**2 + x * (q + x * (p + x * x)),
                off,
                eigvals_only=True,
                select="i",
                select_range=(0, N_LEVELS - 1),
            )
            for p, q in zip(a, b, strict=True)
        ]
    )


def largest_error(found, expected):
    return float(np.nanmax(np.abs(found - expected) / np.maximum(1, np.abs(expected))))


# Tables ---------------------------------------------------------------------------------------


def bulk():
    """A million configurations at once, and everybody's time for one of them."""
    rng = np.random.default_rng(1)
    K1, K2 = rng.uniform(-60, 60, BULK), rng.uniform(-15, 15, BULK)
    first = seconds(lambda: oscillator.levels(K1, K2), 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    repeated = seconds(lambda: oscillator.levels(K1, K2), 5)

    a, b = sample()
    expected = reference(a, b)
    own_K1, own_K2 = labels(a, b)
    shift = oscillator.canonical_constant(own_K1, own_K2)[:, None]
    many = oscillator.levels(np.resize(own_K1, 20_000), np.resize(own_K2, 20_000))
    ours = repeated / BULK
    row("first call for a million, with its preparation", first)
    row("a million again", repeated)
    row("  of these, one spectrum", ours, largest_error(many[:SAMPLE] - shift, expected), 1.0)
    direct = oscillator.levels(own_K1, own_K2) - shift
    each = seconds(lambda: oscillator.levels(own_K1, own_K2)) / SAMPLE
    row("softglass, directly, in an array", each, largest_error(direct, expected), each / ours)
    rivals = {
        f"QuTiP, basis of {BASIS}": qutip,
        "pyslise, tolerance 1e-10": pyslise,
        f"np.linalg.eigvalsh stack, basis of {BASIS}": numpy_stack,
        "scipy finite differences, 2000 points": finite_differences,
    }
    for name, solver in rivals.items():
        try:
            found = solver(a, b)
        except ModuleNotFoundError:
            row(name, "not installed")
            continue
        each = seconds(lambda solver=solver: solver(a, b)) / SAMPLE
        row(name, each, largest_error(found, expected), each / ours)
    scale = 1 if sys.platform == "darwin" else 1024
    row("peak memory of the process until then", f"{before * scale / 1e6:.0f} MB")


def single():
    """What a slider waits for."""
    row("one spectrum, levels", seconds(lambda: oscillator.levels(-4.0, 1.0), 200))
    row(
        "one spectrum, 401-point wave functions",
        seconds(lambda: oscillator.spectrum(-4.0, 1.0), 200),
    )


def splittings():
    """Tunnel splittings, far below what any diagonalisation resolves."""
    try:
        two_level_parameters = importlib.import_module(
            "softglass.two_level_system"
        ).two_level_parameters
    except ModuleNotFoundError:
        row("tunnel splittings", "not installed")
        return
    found = two_level_parameters(-28.5, 0.0).tunnel_splitting
    row(f"a splitting of {float(found):.0e}", seconds(lambda: two_level_parameters(-28.5, 0.0), 20))
    K1 = np.linspace(-40, -6, 1000)
    row("one of an array of 1000", seconds(lambda: two_level_parameters(K1, 0.0)) / 1000)


def densities():
    """Densities of states at 100 energies, and under a new distribution."""
    energy = np.linspace(0.02, 12, 100)
    found = states.prepare(energy)
    finer = states.prepare(energy, points=120).density()
    error = float(np.abs(found.density() / finer - 1).max())
    row(
        "density of states at 100 energies",
        seconds(lambda: states.density_of_states(energy), 5),
        error,
    )
    gaussian = distributions.Gaussian()
    row("  under a new distribution", seconds(lambda: found.density(gaussian), 20))


if __name__ == "__main__":
    row("", "time", "error", "ratio")
    for table in (bulk, single, splittings, densities):
        table()
