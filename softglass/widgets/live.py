"""The live life of a widget: ipywidgets controls, the solver at every move, the same figure."""

from importlib.resources import files
from math import isclose, log10

import anywidget
import ipywidgets
import traitlets

from softglass.widgets.controls import Slider
from softglass.widgets.widget import WidgetError


def _resource(name):
    return files("softglass.widgets").joinpath(name).read_text(encoding="utf-8")


class LiveFigure(anywidget.AnyWidget):
    """The figure in a notebook; Python sends it frames."""

    _esm = _resource("page.js") + _resource("live.js")
    _css = _resource("widget.css")
    markup = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)


class LiveView(ipywidgets.VBox):
    """Controls, buttons and figure of one widget.

    ``controls`` maps each name to its ipywidgets control, ``figure`` is the LiveFigure. Setting a
    control's ``value`` is what a reader's hand does.
    """

    def __init__(self, widget):
        self.widget = widget
        self.controls = {control.name: _live_control(control) for control in widget.controls}
        self.units = {
            control.name: ipywidgets.Label(control.unit)
            for control in widget.controls
            if isinstance(control, Slider)
        }
        self.figure = LiveFigure(markup=widget.figure_html(widget.settings()))
        self._quiet = False
        for live in self.controls.values():
            live.observe(self._moved, "value")
        rows = [
            ipywidgets.HBox([live, self.units[name]]) if name in self.units else live
            for name, live in self.controls.items()
        ]
        presets = dict(widget.presets) | ({"Reset": {}} if widget.controls else {})
        self.buttons = {label: ipywidgets.Button(description=label) for label in presets}
        for label, settings in presets.items():
            button = self.buttons[label]
            button.layout.width = "auto"
            button.on_click(lambda _, settings=settings: self.set(**settings))
        super().__init__([*rows, ipywidgets.HBox(list(self.buttons.values())), self.figure])
        self.layout.max_width = "720px"
        self.add_class("softglass-live")
        self._moved()

    def set(self, **chosen):
        """Move several controls at once; those not named go to their defaults."""
        settings = self.widget.settings(**chosen)
        self._quiet = True  # one picture for the whole move
        try:
            for name, value in settings.items():
                self.controls[name].value = value
        finally:
            self._quiet = False
        self._moved()

    def _moved(self, change=None):
        if self._quiet:
            return
        settings = {name: live.value for name, live in self.controls.items()}
        try:
            self.figure.frame = self.widget.frame(settings)
        except WidgetError as error:  # the last good picture stays, the reader is told why
            self.figure.frame = {"error": str(error)}


def _live_control(control):
    common = {
        "value": control.default,
        "description": control.label,
        "tooltip": control.help or control.label,
        "style": {"description_width": "initial"},
    }
    if not isinstance(control, Slider):
        options = [(text, value) for value, text in control.options.items()]
        return ipywidgets.Dropdown(options=options, **common)
    common["continuous_update"] = True
    common["layout"] = {"width": "26em"}
    if control.log:
        return ipywidgets.FloatLogSlider(
            min=log10(control.minimum),
            max=log10(control.maximum),
            step=log10(control.maximum / control.minimum) / (10 * (control.nodes - 1)),
            readout_format=f".{control.digits}g",
            **common,
        )
    return ipywidgets.FloatSlider(
        min=control.minimum,
        max=control.maximum,
        step=_step(control),
        readout_format=f".{control.digits}f",
        **common,
    )


def _step(slider):
    """A step for the arrow keys that meets every page position and shows all its digits."""
    spacing = (slider.maximum - slider.minimum) / (slider.nodes - 1)
    for parts in (10, 5, 4, 2, 1):
        step = round(spacing / parts, slider.digits)
        if step and isclose(step * parts, spacing, rel_tol=1e-9):
            return step
    return 10.0**-slider.digits


def live_view(widget):
    return LiveView(widget)
