"""One contract for every public function: numbers, arrays, broadcasting and clear errors.

A new function joins by one row of ``ROWS``; a function without a row fails the first test.
"""

import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass, field, fields, is_dataclass

import numpy as np
import pytest

import softglass
from softglass.distributions import Constant

# Packages with tests of their own; what they hold are pictures and pages, not functions of numbers.
OTHER_PACKAGES = ("plotting", "widgets")
# Public functions that take names or objects, not numbers; test_datasets and test_parameters.
NOT_NUMERIC = {"datasets.load", "datasets.names", "parameters.describe"}


@dataclass(frozen=True)
class Row:
    """How to call one function.

    `arrays`: three good values of each argument that broadcasts (each may itself be a line, such
    as a potential on a grid); `single`: arguments that take one number only; `lines`: data of
    fixed shape; `options`: anything else that is needed. `rtol` bounds the difference between
    a value computed alone and within an array.
    """

    name: str
    arrays: dict = field(default_factory=dict)
    single: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    rtol: float = 1e-13

    @property
    def function(self):
        module, name = self.name.split(".")
        return getattr(importlib.import_module(f"softglass.{module}"), name)

    def call(self, **changed):
        first = {name: values[0] for name, values in self.arrays.items()}
        return self.function(**{**first, **self.single, **self.lines, **self.options, **changed})

    @property
    def checked(self):
        """Every numeric argument with one good value."""
        first = {name: values[0] for name, values in self.arrays.items()}
        return {**first, **self.single, **self.lines}


K = {"K1": (-4.0, 0.5, 20.0), "K2": (1.0, -2.5, 0.0)}
DOUBLE = {"K1": (-4.0, -9.0, -6.0), "K2": (1.0, -2.5, 0.0)}
N = {"n": (0, 1, 4)}
WELL = {"eta": (-0.3, 0.05, 0.4), "xi": (0.5, -0.9, 0.0)}
GRID = np.linspace(-7, 7, 40)
SOUND = {"v_l": (5800.0, 2700.0, 3150.0), "v_t": (3800.0, 1460.0, 1570.0)}
DATA = {"T": np.array([0.1, 0.3, 0.9]), "values": np.array([1.0, 8.0, 90.0])}
T = (0.1, 1.0, 40.0)

ROWS = [
    Row("soft_potential.potential", {"x": (0.0, -0.4, 1.0), **WELL}),
    Row("soft_potential.critical_eta", {"xi": WELL["xi"]}),
    Row("soft_potential.degenerate_eta", {"xi": WELL["xi"]}),
    Row("soft_potential.extrema", WELL),
    Row("soft_potential.global_minimum", WELL),
    Row("soft_potential.force_constants", {"eta": (-0.3, -0.1, 0.0), "xi": (0.5, -0.9, 0.0)}),
    Row("soft_potential.classify", WELL, single={"width": 0.02}),
    Row(
        "schrodinger.energies",
        {"potential": (GRID**2, GRID**4, GRID**2 + GRID), "spacing": (0.3, 0.35, 0.4)},
        rtol=1e-11,
    ),
    Row("schrodinger.bound_states", lines={"grid": GRID, "potential": GRID**4 + GRID}),
    Row("oscillator.canonical", K),
    Row("oscillator.canonical_constant", K),
    Row("oscillator.levels", K, rtol=1e-11),
    Row("oscillator.excitation", K, options={"n": 2}, rtol=1e-11),
    Row("oscillator.spectrum", single={"K1": -4.0, "K2": 1.0}, lines={"X": GRID}),
    Row("oscillator_limits.harmonic_levels", {**N, "K1": (1.0, 20.0, 300.0)}),
    Row("oscillator_limits.wkb_levels", N),
    Row(
        "oscillator_limits.bohr_sommerfeld_levels",
        {**N, "K1": (3.0, 0.0, 20.0), "K2": (1.0, 0.0, -1.0)},
    ),
    Row(
        "oscillator_limits.uncertainty_energy",
        {"width": (0.5, 1.0, 1.4), **N, "kinetic": (1.0, 0.5, 2.0)},
    ),
    Row("oscillator_limits.uncertainty_levels", {**N, "kinetic": (1.0, 0.5, 2.0)}),
    Row("oscillator_limits.uncertainty_slope", {**N, "kinetic": (1.0, 0.5, 2.0)}),
    Row("oscillator.linear_slope", N),
    Row(
        "oscillator.oscillator_kind",
        {"energy": (0.0, 1.0, 30.0)},
        single={"lower": 0.2, "upper": 4.0},
    ),
    Row("critical_points.critical_point", options={"n": 2}),
    Row("critical_points.physical_critical_point", options={"n": 2}),
    Row("critical_points.fold_jacobian", {"K1": K["K1"]}),
    Row("two_level_system.branch", DOUBLE),
    Row("two_level_system.labels", DOUBLE),
    Row("two_level_system.two_level_parameters", DOUBLE, rtol=1e-9),
    Row("two_level_system.review_parameters", DOUBLE),
    Row("two_level_system.classical_asymmetry", DOUBLE),
    Row("two_level_system.matrix_asymmetry", DOUBLE, rtol=1e-9),
    Row("tunneling_laws.level_spacing", DOUBLE),
    Row("tunneling_laws.tunneling_exponent", DOUBLE),
    Row("tunneling_laws.crude_tunnel_splitting", DOUBLE),
    Row("tunneling_laws.instanton_tunnel_splitting", DOUBLE, options={"loops": 2}),
    Row("tunneling_laws.wkb_tunnel_splitting", DOUBLE),
    Row(
        "empirical_facts.heat_capacity_law",
        {"T": T, "linear": (1.0, 0.0, 5.0), "cubic": (0.0, 2.0, 1.0), "n": (0.0, 0.1, 0.3)},
    ),
    Row(
        "empirical_facts.heat_capacity_band",
        {"T": T},
        single={"n": 0.1},
        lines={"linear": np.array([1.0, 5.0]), "cubic": np.array([0.0, 2.0])},
    ),
    Row(
        "empirical_facts.linear_coefficient",
        {"inverse_beta": (30.0, 50.0, 100.0), "atoms_per_mass": (3e25, 1e25, 8e25)},
    ),
    Row(
        "empirical_facts.thermal_conductivity_law",
        {"T": T, "gamma": (0.02, 0.03, 0.1), "m": (0.0, 0.1, 0.25)},
    ),
    Row(
        "empirical_facts.schematic_conductivity",
        {"T": T, "gamma": (0.02, 0.03, 0.1), "plateau": (0.1, 0.2, 1.0), "m": (0.0, 0.1, 0.25)},
    ),
    Row(
        "debye.number_density",
        {
            "mass_density": (2200.0, 3200.0, 1180.0),
            "molar_mass": (0.06, 0.246, 0.1),
            "atoms": (3.0, 5.0, 15.0),
        },
    ),
    Row("debye.debye_velocity", SOUND),
    Row("debye.debye_temperature", {**SOUND, "number_density": (6e28, 4e28, 1e29)}),
    Row("debye.debye_heat_capacity", {"T": T, "theta_D": (500.0, 100.0, 30.0)}),
    Row(
        "debye.debye_cubic_coefficient",
        {**SOUND, "mass_density": (2200.0, 3200.0, 1180.0)},
    ),
    Row("phonon_conduction.conductivity", {"T": T, **SOUND, "free_path": (1e-3, 1e-5, 0.1)}),
    Row("phonon_conduction.free_path", {"T": T, **SOUND, "kappa": (1e-3, 0.03, 10.0)}),
    Row("phonon_conduction.thermal_wavelength", {"T": T, "velocity": (5800.0, 2700.0, 3150.0)}),
    Row(
        "phonon_conduction.tunneling_conductivity",
        {"T": T, **SOUND, "C_l": (3e-4, 1e-4, 1e-3), "C_t": (3e-4, 2e-4, 1e-3)},
    ),
    Row("empirical_facts.fit_power_law", single={"T_max": 1.0}, lines=DATA),
    Row("empirical_facts.local_slope", lines=DATA),
    Row(
        "distributions.concentrations",
        single={"eta_max": 0.2, "xi_max": 1.0, "width": 0.01},
        options={"distribution": Constant(), "counting": "once"},
    ),
    Row(
        "distributions.pushforward",
        {"values": (0.02, 0.05, 0.09)},
        single={"xi_max": 1.0},
        lines={"eta_range": np.array([-0.3, 0.3])},
        options={
            "quantity": lambda eta, xi: eta**2 + xi**2,
            "distribution": Constant(),
            "points": 40,
            "counting": "per_label",
        },
    ),
    Row(
        "distributions.cluster_fraction",
        {"atom_size": (3.0, 2.0, 1.0), "cluster_size": (6.0, 12.0, 90.0)},
    ),
    Row(
        "density_of_states.density_of_states",
        single={"largest_exponent": 40.0, "time_ratio": 1e3, "eta_L": 0.01},
        lines={"energy": np.array([0.5, 1.0, 3.0])},
        options={"distribution": Constant()},
    ),
    Row(
        "density_of_states.prepare",
        single={"largest_exponent": 40.0, "time_ratio": 1e3},
        lines={"energy": np.array([0.5, 1.0, 3.0])},
        options={"measure": "uniform_force"},
    ),
    Row(
        "density_of_states.parts",
        {"energy": (0.1, 1.0, 5.0), "density": (4.0, 8.0, 36.0)},
        single={"lower": 0.2, "upper": 4.0},
    ),
    Row(
        "density_of_states.two_level_law",
        single={"largest_exponent": 40.0},
        lines={"energy": np.array([1e-3, 0.01, 0.1])},
        options={"measure": "uniform_force"},
    ),
    Row("density_of_states.harmonic_law", {"energy": (0.0, 1.0, 9.0)}),
    Row(
        "density_of_states.slow_fraction",
        {"energy": (1e-3, 0.1, 0.5), "time_ratio": (1.0, 1e3, 1e10)},
    ),
]
BY_NAME = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
ARGUMENTS = [(row, argument) for row in ROWS for argument in row.checked]
BY_ARGUMENT = pytest.mark.parametrize(
    ("row", "argument"), ARGUMENTS, ids=[f"{row.name}-{name}" for row, name in ARGUMENTS]
)


def public_functions():
    """ "module.function" of every public function defined in the package."""
    found = {}
    for module in pkgutil.iter_modules(softglass.__path__):
        if module.name.startswith("_") or module.name in OTHER_PACKAGES:
            continue
        loaded = importlib.import_module(f"softglass.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__ and not name.startswith("_"):
                found[f"{module.name}.{name}"] = function
    return found


def leaves(result):
    """The arrays of numbers or words that a result consists of, in order."""
    if is_dataclass(result):
        result = tuple(getattr(result, item.name) for item in fields(result))
    if isinstance(result, np.ndarray) and result.dtype == object:
        result = tuple(result.flat)
    if isinstance(result, tuple):
        return [leaf for part in result for leaf in leaves(part)]
    return [np.asarray(result)]


def element(result, index):
    """What an array call says about one element of its input."""
    return tuple(part[index] for part in result) if isinstance(result, tuple) else result[index]


def assert_same(found, expected, rtol):
    for one, other in zip(leaves(found), leaves(expected), strict=True):
        assert one.shape == other.shape
        if one.dtype.kind == "U":
            assert (one == other).all()
        else:
            np.testing.assert_allclose(one, other, rtol=rtol, atol=rtol)


def names(error, argument):
    return re.search(rf"\b{argument}\b", str(error.value))


def test_every_public_function_has_a_row():
    """Catches a new function that escapes the contract, and a row whose function is gone."""
    assert set(public_functions()) == {row.name for row in ROWS} | NOT_NUMERIC


def test_every_public_function_is_documented_by_example():
    """Catches a docstring without a doctest, which no run would ever check."""
    functions = public_functions()
    assert not [name for name, function in functions.items() if ">>>" not in function.__doc__]


@BY_NAME
def test_numbers_give_finite_results(row):
    """Catches NaN or infinity for ordinary input, and functions that need arrays."""
    for leaf in leaves(row.call()):
        assert leaf.size
        assert leaf.dtype.kind == "U" or np.isfinite(leaf).all()


@BY_ARGUMENT
def test_zero_dimensional_arrays_are_numbers(row, argument):
    """Catches a function that treats np.array(1.0) or a NumPy scalar unlike 1.0."""
    wrapped = np.asarray(row.checked[argument])
    assert_same(row.call(**{argument: wrapped}), row.call(), rtol=0)


@pytest.mark.parametrize("row", [row for row in ROWS if row.arrays], ids=lambda row: row.name)
def test_arrays_hold_what_numbers_give(row):
    """Catches wrong shapes, mixed-up elements and broadcasting that loses an axis."""
    columns = {name: np.stack(values) for name, values in row.arrays.items()}
    first, *others = columns
    tall = columns[first][:2].reshape(2, 1, *columns[first].shape[1:])
    result = row.call(**{**columns, first: tall})
    shape = (2, 3) if others else (2, 1)
    for index in np.ndindex(shape):
        alone = {name: row.arrays[name][index[1]] for name in others}
        expected = row.call(**{first: row.arrays[first][index[0]], **alone})
        assert_same(element(result, index), expected, row.rtol)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if len(row.arrays) > 1], ids=lambda row: row.name
)
def test_shapes_that_do_not_fit_are_refused(row):
    """Catches silent recycling: the error names the arguments whose shapes clash."""
    first, second, *_ = row.arrays
    clash = {
        first: np.stack([row.arrays[first][0]] * 2),
        second: np.stack(row.arrays[second]),
    }
    with pytest.raises(ValueError, match="broadcast") as error:
        row.call(**clash)
    assert names(error, first)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@BY_ARGUMENT
def test_numbers_that_are_not_finite_are_refused_by_name(row, argument, bad):
    """Catches NaN or infinity passing through, or an error that does not say where it sits."""
    spoilt = np.array(row.checked[argument], dtype=float)
    spoilt.flat[-1] = bad
    with pytest.raises(ValueError, match="finite") as error:
        row.call(**{argument: spoilt})
    assert names(error, argument)


@BY_ARGUMENT
def test_empty_input_is_refused_by_name(row, argument):
    """Catches an empty array turning into an empty or senseless result."""
    with pytest.raises(ValueError, match="empty") as error:
        row.call(**{argument: []})
    assert names(error, argument)


@pytest.mark.parametrize("bad", ["1", 1 + 1j, True, [[1.0], [1.0, 2.0]]])
@BY_ARGUMENT
def test_other_kinds_are_refused_by_name(row, argument, bad):
    """Catches text, complex numbers, truth values and ragged lists taken for numbers."""
    with pytest.raises(TypeError) as error:
        row.call(**{argument: bad})
    assert names(error, argument)


@pytest.mark.parametrize(
    ("row", "argument"), [(row, name) for row in ROWS for name in row.single], ids=str
)
def test_single_numbers_stay_single(row, argument):
    """Catches an array slipping into an argument that means one number."""
    with pytest.raises(TypeError) as error:
        row.call(**{argument: [1.0, 2.0]})
    assert names(error, argument)
