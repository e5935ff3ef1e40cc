"""Clear errors for bad input: every message names the argument, its value and what is allowed."""

from collections.abc import Iterable
from numbers import Integral

import numpy as np


def real(name, value):
    """Return `value` as a float array; refuse other kinds, NaN, infinities and empty arrays."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise TypeError(f"{name} is a ragged list: an array of real numbers is needed") from None
    if array.size == 0:
        raise ValueError(f"{name} is empty: at least one number is needed")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} is {value!r}: a real number or an array of them is needed")
    finite = np.isfinite(array)
    if not finite.all():
        raise ValueError(f"{name} contains {array[~finite].flat[0]}: only finite numbers allowed")
    return array.astype(float)


def _compared(name, value, holds, limit):
    array = real(name, value)
    good = holds(array)
    if not good.all():
        raise ValueError(f"{name} contains {array[~good].flat[0]:g}: it must be {limit}")
    return array


def positive(name, value):
    """Like `real`, and every number must be above zero."""
    return _compared(name, value, lambda array: array > 0, "> 0")


def non_negative(name, value):
    """Like `real`, and every number must be zero or above."""
    return _compared(name, value, lambda array: array >= 0, ">= 0")


def within(name, value, low, high):
    """Like `real`, and every number must lie in [low, high]."""
    return _compared(
        name, value, lambda array: (low <= array) & (array <= high), f"from {low:g} to {high:g}"
    )


def scalar(name, value):
    """Like `real`, for exactly one number; returns a float."""
    array = real(name, value)
    if array.ndim:
        raise TypeError(f"{name} has shape {array.shape}: a single number is needed")
    return float(array)


def integer(name, value, low, high):
    """Return `value` as an int in [low, high]."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} is {value!r}: an integer is needed")
    if not low <= value <= high:
        raise ValueError(f"{name} is {value}: it must be from {low} to {high}")
    return int(value)


def integers(name, value, low):
    """Return `value` as an integer array with every entry at least `low`."""
    array = real(name, value)
    if np.asarray(value).dtype.kind not in "iu":
        raise TypeError(f"{name} is {value!r}: integers are needed")
    if (array < low).any():
        raise ValueError(f"{name} contains {array.min():g}: it must be at least {low}")
    return np.asarray(value)


def choice(name, value, allowed: Iterable[str]):
    """Return `value` if it is one of the allowed words."""
    allowed = list(allowed)
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}: allowed are {', '.join(map(repr, allowed))}")
    return value


def broadcast(**arrays):
    """Broadcast named arrays together, or say which shapes do not fit."""
    try:
        return np.broadcast_arrays(*arrays.values())
    except ValueError:
        shapes = ", ".join(f"{name} {np.shape(array)}" for name, array in arrays.items())
        raise ValueError(f"shapes do not broadcast together: {shapes}") from None


def positive_together(**values):
    """Named numbers or arrays, each like `positive`, broadcast together."""
    return broadcast(**{name: positive(name, value) for name, value in values.items()})
