"""Datasets: complete, labelled, unchangeable; damage is reported with file, line and column."""

import csv
import shutil
from dataclasses import FrozenInstanceError
from importlib.resources import files

import numpy as np
import pytest

from softglass import datasets

FOLDER = files("softglass") / "data"
EVERY = pytest.mark.parametrize("name", datasets.names())


@EVERY
def test_every_row_has_source_and_status(name):
    """Catches a value printed without saying where it comes from and how well it is known."""
    data = datasets.load(name)
    assert len(data) > 5
    assert all(data.source)
    assert all(data.status)


@EVERY
def test_every_cell_arrives(name):
    """Catches lost or reordered rows and columns, by reading the file in another way."""
    data = datasets.load(name)
    lines = [line for line in (FOLDER / data.file).read_text().splitlines() if line[:1] != "#"]
    rows = list(csv.DictReader(lines))
    assert len(rows) == len(data)
    for column in rows[0]:
        for cell, value in zip((row[column] for row in rows), data[column], strict=True):
            same = value is None if cell == "" and column in data.units else cell == value
            assert same or float(cell) == value


@EVERY
def test_columns_cannot_be_changed(name):
    """Catches a reader of one chapter spoiling the data of the next."""
    data = datasets.load(name)
    for values in data.columns.values():
        with pytest.raises(ValueError, match="read-only"):
            values[0] = values[1]
    with pytest.raises(FrozenInstanceError):
        data.name = "mine"
    with pytest.raises(TypeError):
        data.columns["new"] = 1


@EVERY
def test_numbers_have_units(name):
    """Catches a numeric column without a unit."""
    data = datasets.load(name)
    numeric = {column for column, values in data.columns.items() if values.dtype.kind == "f"}
    assert numeric <= set(data.units)
    assert all(data.units.values())


def test_recollected_rows_stay_labelled():
    """Catches the glass table losing the warning that it is no transcription."""
    data = datasets.load("glasses_tunnelling")
    assert all("recollected" in status for status in data.status)
    assert "to be rechecked" in data.notes[0]


def test_conductivity_points_carry_their_papers():
    """Catches points joined to the wrong paper."""
    data = datasets.load("kappa_measured_polymers")
    assert len(data) == 120
    epoxy = data.where(dataset="stycast1266_epoxy")
    assert len(epoxy) == 13
    assert epoxy["kappa_W_per_mK"].dtype == float
    assert set(epoxy.source) == {
        "J. R. Olson, PhD thesis, Cornell Univ. (1993), 'Phonon Scattering and Transmission at "
        "Silicon-Helium Interfaces'"
    }
    assert "BSD-3-Clause" in data.notes[0]


def test_missing_numbers_are_none():
    """Catches NaN standing in for "no number": the qualitative row has none."""
    row = datasets.load("universal_ranges").row(quantity="specific_heat_short_to_long")
    assert row["low"] is None
    assert row["high"] is None


def test_tables_agree_with_each_other():
    """Catches a damaged row: C = P̄ γ²/(ρ v²) recomputed from the other columns."""
    data = datasets.load("glasses_tunnelling")
    joule = 1.602176634e-19
    for branch in "lt":
        strain = data[f"gamma_{branch}_eV"] * joule
        stiffness = data["rho_g_cm3"] * 1e3 * (data[f"v_{branch}_km_s"] * 1e3) ** 2
        strength = data["Pbar_1e45_per_J_m3"] * 1e45 * strain**2 / stiffness
        np.testing.assert_allclose(strength * 1e4, data[f"C_{branch}_1e-4_recomputed"], rtol=0.01)


def test_one_row():
    """Catches `row` picking the first of many or of none."""
    data = datasets.load("universal_ranges")
    assert data.row(quantity="kappa_plateau_range")["high"] == 25.0
    with pytest.raises(ValueError, match="4 rows"):
        data.row(source_key="Stephens1973")


def test_unknown_names_list_the_known_ones():
    """Catches an error that leaves the reader guessing."""
    with pytest.raises(ValueError, match=r"'kapa'.*'universal_ranges'"):
        datasets.load("kapa")
    data = datasets.load("universal_ranges")
    with pytest.raises(KeyError, match=r"'lower'.*quantity, low, high"):
        data["lower"]
    with pytest.raises(KeyError, match="'colour'"):
        data.where(colour="red")
    with pytest.raises(ValueError, match=r"'c_one'.*'c1_linear_coefficient'"):
        data.where(quantity="c_one")
    with pytest.raises(ValueError, match="no row"):
        data.where(quantity="c1_linear_coefficient", source_key="Pohl2002")


@pytest.fixture
def damaged(tmp_path):
    """Load a dataset from a copy in which one text has been replaced."""

    def load(name, file, old, new):
        shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert text.count(old)
        (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return datasets.load(name, folder=tmp_path)

    return load


KAPPA = ("kappa_measured_polymers", "kappa_measured_polymers.csv")
SOURCES = ("kappa_measured_polymers", "kappa_measured_polymers_sources.csv")
RANGES = ("universal_ranges", "universal_ranges.csv")


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (KAPPA, "0.0609", "O.0609", r"polymers\.csv, line 3, column 'T_K': 'O\.0609'"),
        (KAPPA, "0.0609", "nan", r"line 3, column 'T_K': 'nan' is not finite"),
        (KAPPA, "0.0609", "", r"line 3, column 'T_K': '' is not a number"),
        (KAPPA, "0.0609,", "", r"polymers\.csv, line 3: 2 cells, 3 are needed"),
        (KAPPA, "T_K,", "T,", r"polymers\.csv: columns missing or unknown: T, T_K"),
        (KAPPA, "stycast1266_epoxy", "glue", r"sources\.csv: no row for dataset 'glue'"),
        (SOURCES, ",source,", ",from,", r"sources\.csv: columns missing or unknown: from, source"),
        (RANGES, ",Stephens1973,verified,", ",,verified,", r"line 2, column 'source_key': empty"),
        (RANGES, ",Stephens1973,verified,", ",Stephens1973,,", r"line 2, column 'status': empty"),
    ],
)
def test_damage_is_located(damaged, table, old, new, message):
    """Catches a damaged file read as if it were whole."""
    with pytest.raises(ValueError, match=message):
        damaged(*table, old, new)


def test_missing_empty_and_binary_files(tmp_path):
    """Catches a failure that does not name the file."""
    with pytest.raises(FileNotFoundError, match=r"universal_ranges\.csv"):
        datasets.load("universal_ranges", folder=tmp_path)
    target = tmp_path / "universal_ranges.csv"
    target.write_text("# nothing\n")
    with pytest.raises(ValueError, match=r"universal_ranges\.csv holds no rows"):
        datasets.load("universal_ranges", folder=tmp_path)
    target.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"universal_ranges\.csv is not UTF-8"):
        datasets.load("universal_ranges", folder=tmp_path)
