"""What a reader can set and read: sliders, choices, readouts. No drawing, no physics."""

from dataclasses import dataclass
from functools import cached_property
from math import inf, isfinite
from numbers import Real

import numpy as np


def signed(text):
    """The text of a number with a true minus sign."""
    return text.replace("-", "\u2212")


def with_unit(text, unit):
    return f"{text}\u00a0{unit}" if unit else text


@dataclass(frozen=True)
class Slider:
    """A number that the reader moves.

    Live, it takes any value of its range; on a page it rests on ``nodes`` positions, equally
    spaced (or, with ``log=True``, in equal ratios). ``digits`` are decimals (significant figures
    on a log scale).
    """

    name: str
    label: str
    minimum: float
    maximum: float
    default: float
    nodes: int = 25
    unit: str = ""
    digits: int = 2
    log: bool = False
    help: str = ""

    def __post_init__(self):
        if not -inf < self.minimum < self.maximum < inf:
            raise ValueError(
                f"slider {self.name!r}: minimum {self.minimum} must be below "
                f"maximum {self.maximum}, both finite"
            )
        if self.log and self.minimum <= 0:
            raise ValueError(f"slider {self.name!r}: a log scale needs minimum > 0")
        if self.nodes < 2:
            raise ValueError(f"slider {self.name!r}: nodes is {self.nodes}, needs at least 2")
        self.node(self.default)

    @cached_property
    def values(self):
        """The positions on a page, from minimum to maximum."""
        if self.log:
            grid = np.geomspace(self.minimum, self.maximum, self.nodes)
            rounded = [float(f"{value:.{max(self.digits, 1)}g}") for value in grid]
        else:
            grid = np.linspace(self.minimum, self.maximum, self.nodes)
            rounded = [round(float(value), 10) for value in grid]
        values = (float(self.minimum), *rounded[1:-1], float(self.maximum))
        if len({self.text(value) for value in values}) < self.nodes:
            raise ValueError(f"slider {self.name!r}: {self.digits} digits merge its positions")
        return values

    def check(self, value):
        """The value as a float, or a ValueError that names this slider and its range."""
        if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value):
            raise ValueError(f"{self.name} is {value!r}: a finite number is needed")
        if not self.minimum <= value <= self.maximum:
            raise ValueError(
                f"{self.name} is {value}: allowed are {self.minimum} to {self.maximum}"
                f"{' ' + self.unit if self.unit else ''}"
            )
        return float(value)

    def node(self, value):
        """The index of the page position that holds this value."""
        value = self.check(value)
        slack = 0 if self.log else 1e-9 * (self.maximum - self.minimum)
        matches = np.flatnonzero(np.isclose(self.values, value, rtol=1e-9, atol=slack))
        if not matches.size:
            raise ValueError(
                f"{self.name} is {value}, which is not one of its {self.nodes} positions on a page"
            )
        return int(matches[0])

    def text(self, value):
        form = "g" if self.log else "f"
        return with_unit(signed(f"{value:.{self.digits}{form}}"), self.unit)


@dataclass(frozen=True)
class Choice:
    """One of a few named alternatives, e.g. a material or a way of counting."""

    name: str
    label: str
    options: dict  # value -> text that the reader sees
    default: object
    help: str = ""

    def __post_init__(self):
        self.check(self.default)

    @property
    def values(self):
        return tuple(self.options)

    def check(self, value):
        if value not in self.options:
            raise ValueError(f"{self.name} is {value!r}: allowed are {list(self.options)}")
        return value

    def node(self, value):
        return self.values.index(self.check(value))

    def text(self, value):
        return self.options[value]


@dataclass(frozen=True)
class Readout:
    """A number (or a word) of the result, shown beside the picture and spoken."""

    name: str
    label: str
    unit: str = ""
    format: str = ".4f"

    def text(self, result):
        if self.name not in result:
            raise ValueError(f"readout {self.name!r} is missing; the result has {list(result)}")
        value = result[self.name]
        if isinstance(value, str):
            return value
        if not np.isfinite(value):
            raise ValueError(f"readout {self.name!r} is {value}")
        return with_unit(signed(format(float(value), self.format)), self.unit)
