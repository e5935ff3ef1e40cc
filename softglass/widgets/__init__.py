"""Widgets, one module per chapter: each function returns a figure that answers to controls.

A chapter imports its module and shows what it returns, for example
``from softglass.widgets import anharmonic_oscillator`` and ``anharmonic_oscillator.levels()``.
"""

from softglass.widgets.controls import Choice, Readout, Slider
from softglass.widgets.widget import Widget, WidgetError

CHAPTERS = ("empirical_facts", "anharmonic_oscillator")

__all__ = ["CHAPTERS", "Choice", "Readout", "Slider", "Widget", "WidgetError"]
