"""Measured data and published ranges that the book uses, with unit, source and status.

>>> epoxy = load("kappa_measured_polymers").where(dataset="stycast1266_epoxy")
>>> float(epoxy["T_K"][0]), epoxy.units["T_K"]
(0.0609, 'K')
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from softglass import _validation as check


class _Table(NamedTuple):
    """How to read one file: text columns, numeric columns with their units."""

    file: str
    text: tuple[str, ...]
    units: Mapping[str, str]
    optional: tuple[str, ...] = ()


_TABLES = {
    "electronic_facts": _Table(
        "electronic_facts.csv",
        ("material", "quantity", "value", "unit", "note", "source_key", "status", "where"),
        {},
    ),
    "glasses_tunnelling": _Table(
        "glasses_tunnelling.csv",
        ("glass", "status", "source_key"),
        {
            "rho_g_cm3": "g cm⁻³",
            "v_l_km_s": "km s⁻¹",
            "v_t_km_s": "km s⁻¹",
            "gamma_l_eV": "eV",
            "gamma_t_eV": "eV",
            "Pbar_1e45_per_J_m3": "1e45 J⁻¹ m⁻³",
            "C_l_1e-4_quoted": "1e-4",
            "C_t_1e-4_quoted": "1e-4",
            "Tg_K": "K",
            "C_l_1e-4_recomputed": "1e-4",
            "C_t_1e-4_recomputed": "1e-4",
            "kappa_over_T2_TM_W_mK3": "W m⁻¹ K⁻³",
            "cD_uJ_gK4": "µJ g⁻¹ K⁻⁴",
            "P0_per_eV_cm3": "eV⁻¹ cm⁻³",
        },
    ),
    "kappa_measured_polymers": _Table(
        "kappa_measured_polymers.csv", ("dataset",), {"T_K": "K", "kappa_W_per_mK": "W m⁻¹ K⁻¹"}
    ),
    "post1987_facts": _Table(
        "post1987_facts.csv",
        ("quantity", "value", "unit", "note", "source_key", "status", "where"),
        {},
    ),
    "universal_ranges": _Table(
        "universal_ranges.csv",
        ("quantity", "unit", "note", "source_key", "status", "where"),
        {"low": "see column unit", "high": "see column unit"},
        optional=("low", "high"),
    ),
}
_KAPPA_SOURCES = _Table(
    "kappa_measured_polymers_sources.csv",
    ("dataset", "source", "stored_path", "note", "status"),
    {},
)
_MAY_BE_EMPTY = frozenset({"where", "note", "unit"})


@dataclass(frozen=True)
class Dataset:
    """A table that nobody can change by accident.

    `name`; `columns`: column name to read-only array (float for numbers, object for text and
    for numbers that may be absent, then None); `units`: unit of each numeric column; `notes`:
    remarks that hold for the whole table; `file`: the CSV in the package's data folder.
    """

    name: str
    columns: Mapping[str, np.ndarray]
    units: Mapping[str, str]
    notes: tuple[str, ...]
    file: str

    def __getitem__(self, column):
        """One column; an unknown name raises a KeyError that lists the known ones."""
        if column not in self.columns:
            raise KeyError(f"{self.name} has no column {column!r}: {', '.join(self.columns)}")
        return self.columns[column]

    def __len__(self):
        """Number of rows."""
        return len(next(iter(self.columns.values())))

    @property
    def status(self):
        """How well each row is known: verified, recollected, ..."""
        return self["status"]

    @property
    def source(self):
        """Where each row comes from: a bibliography key, or the full reference."""
        return self["source_key" if "source_key" in self.columns else "source"]

    def where(self, **wanted):
        """The rows whose columns have the wanted values, as a smaller Dataset.

        >>> len(load("universal_ranges").where(source_key="Stephens1973"))
        4
        """
        keep = np.ones(len(self), dtype=bool)
        for column, value in wanted.items():
            check.choice(
                f"{self.name} column {column!r}", value, sorted(set(self[column]), key=str)
            )
            keep &= self[column] == value
        if not keep.any():
            raise ValueError(f"{self.name} has no row with {wanted}")
        columns = {name: _frozen(values[keep]) for name, values in self.columns.items()}
        return Dataset(self.name, MappingProxyType(columns), self.units, self.notes, self.file)

    def row(self, **wanted):
        """The single row with the wanted values, as a read-only mapping.

        >>> load("universal_ranges").row(quantity="c1_linear_coefficient")["high"]
        50.0
        """
        found = self.where(**wanted)
        if len(found) != 1:
            raise ValueError(f"{self.name} has {len(found)} rows with {wanted}: one is needed")
        return MappingProxyType(
            {name: values.tolist()[0] for name, values in found.columns.items()}
        )


def names():
    """Names of all datasets.

    >>> "universal_ranges" in names()
    True
    """
    return tuple(_TABLES)


def load(name, folder=None):
    """Load one dataset.

    Parameters
    ----------
    name : one of `names()`.
    folder : folder with the CSV files, by default the one inside the package.

    Returns
    -------
    Dataset, in which every row has a source and a status.

    Raises
    ------
    ValueError : for an unknown name (lists the known ones) or a damaged file (names the file
        and the row or column at fault).
    FileNotFoundError : for a missing file.

    >>> load("glasses_tunnelling").row(glass="a-SiO2")["v_l_km_s"]
    5.8
    """
    check.choice("name", name, names())
    folder = files("softglass") / "data" if folder is None else Path(folder)
    table = _TABLES[name]
    columns, notes = _read(folder, table)
    if name == "kappa_measured_polymers":
        columns |= _sample_sources(folder, columns["dataset"])
    frozen = {column: _frozen(values) for column, values in columns.items()}
    units = MappingProxyType(dict(table.units))
    return Dataset(name, MappingProxyType(frozen), units, notes, table.file)


def _sample_sources(folder, samples):
    sources, _ = _read(folder, _KAPPA_SOURCES)
    place = {sample: index for index, sample in enumerate(sources["dataset"])}
    for sample in samples:
        if sample not in place:
            raise ValueError(f"{_KAPPA_SOURCES.file}: no row for dataset {sample!r}")
    index = [place[sample] for sample in samples]
    return {column: sources[column][index] for column in ("source", "note", "status")}


def _frozen(values):
    values = np.array(values)
    values.flags.writeable = False
    return values


def _read(folder, table):
    """Columns of one CSV file and the remarks above its header, everything checked."""
    path = folder / table.file
    if not path.is_file():
        raise FileNotFoundError(f"{table.file} is missing in {folder.name or folder}")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{table.file} is not UTF-8 text") from None
    numbered = list(enumerate(text.splitlines(), start=1))
    notes = tuple(line.lstrip("# ") for _, line in numbered if line.startswith("#"))
    numbered = [(number, line) for number, line in numbered if line and line[0] != "#"]
    if len(numbered) < 2:
        raise ValueError(f"{table.file} holds no rows")
    header, *cells = csv.reader(line for _, line in numbered)
    expected = {*table.text, *table.units}
    if set(header) != expected:
        wrong = ", ".join(sorted(expected ^ set(header)))
        raise ValueError(f"{table.file}: columns missing or unknown: {wrong}")
    columns = {column: [] for column in header}
    for (number, _), row in zip(numbered[1:], cells, strict=True):
        if len(row) != len(header):
            raise ValueError(
                f"{table.file}, line {number}: {len(row)} cells, {len(header)} are needed"
            )
        for column, cell in zip(header, row, strict=True):
            columns[column].append(_value(table, number, column, cell.strip()))
    return {column: _array(table, column, values) for column, values in columns.items()}, notes


def _value(table, number, column, cell):
    place = f"{table.file}, line {number}, column {column!r}"
    if column not in table.units:
        if not cell and column not in _MAY_BE_EMPTY:
            raise ValueError(f"{place}: empty")
        return cell
    if not cell and column in table.optional:
        return None
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{place}: {cell!r} is not a number") from None
    if not np.isfinite(value):
        raise ValueError(f"{place}: {cell!r} is not finite")
    return value


def _array(table, column, values):
    numeric = column in table.units and column not in table.optional
    return np.array(values, dtype=float if numeric else object)
