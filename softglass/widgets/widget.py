"""A widget: one declaration, two lives.

With a kernel it is made of ipywidgets and the solver runs at every move. While the book is built
(``SOFTGLASS_STATIC`` is set) it becomes a page fragment: the solver has run at every position of
the controls, and a small script exchanges paths and numbers.
"""

import difflib
import itertools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from softglass.widgets import markup
from softglass.widgets.controls import Choice, Readout, Slider
from softglass.widgets.picture import Picture

STATIC = "SOFTGLASS_STATIC"
MOST_NODES = 1500  # beyond this a page is too heavy for a phone


class WidgetError(ValueError):
    """The computation or the drawing of a widget failed at one setting."""


@dataclass(frozen=True, eq=False)
class Widget:
    """A figure that answers to controls.

    Parameters
    ----------
    name : str
        Unique on its page; letters, digits and hyphens.
    controls : tuple of Slider or Choice
        None at all makes a plain figure.
    compute : callable
        ``compute(**settings)`` returns a mapping of numbers and arrays. It is pure physics.
    draw, update : callable
        ``draw(figure)`` returns the artists that move, with some first data in them;
        ``update(artists, result)`` gives them the data of a result. They are pure drawing.
    alt, caption : str
        The alternative text (required) and the caption of the figure.
    readouts : tuple of Readout
        Numbers of the result, shown and spoken.
    presets : mapping
        Label of a button -> settings, which must be positions of the page.
    size : (float, float)
        Inches of 72 points.
    """

    name: str
    compute: Callable
    draw: Callable
    update: Callable
    alt: str
    caption: str = ""
    controls: tuple[Slider | Choice, ...] = ()
    readouts: tuple[Readout, ...] = ()
    presets: Mapping[str, dict] = field(default_factory=dict)
    size: tuple[float, float] = (5.6, 3.6)

    def __post_init__(self):
        if not self.name.replace("-", "").isalnum():
            raise ValueError(f"widget name {self.name!r}: letters, digits and hyphens only")
        if not self.alt.strip():
            raise ValueError(f"widget {self.name!r} needs an alternative text (alt)")
        names = [control.name for control in self.controls]
        if len(set(names)) < len(names):
            raise ValueError(f"widget {self.name!r}: two controls share a name in {names}")
        for settings in self.presets.values():
            self.node(self.settings(**settings))

    def __repr__(self):
        ranges = [
            f"{c.name} {c.text(c.values[0])} to {c.text(c.values[-1])}" for c in self.controls
        ]
        return f"<softglass widget {self.name}: {', '.join(ranges) or 'a figure'}>"

    def settings(self, **chosen):
        """The defaults, overridden by what is chosen; every value checked."""
        known = {control.name: control for control in self.controls}
        for name in chosen:
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise ValueError(
                    f"widget {self.name!r} has no control {name!r}: it has {list(known)}{hint}"
                )
        return {
            name: control.check(chosen.get(name, control.default))
            for name, control in known.items()
        }

    def at(self, **chosen):
        """The result of the computation at these settings, the others at their defaults."""
        return self._result(self.settings(**chosen))

    def node(self, settings):
        """The number of the page position of these settings; the last control runs fastest."""
        number = 0
        for control in self.controls:
            number = number * len(control.values) + control.node(settings[control.name])
        return number

    def nodes(self):
        """The settings of every page position, in order."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.values for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def frame(self, settings):
        """What a view shows at these settings: paths and the texts of the readouts."""
        result = self._result(settings)
        try:
            return {
                "paths": self._picture.paths(result),
                "readouts": [readout.text(result) for readout in self.readouts],
            }
        except Exception as error:
            raise WidgetError(self._failure(settings, error)) from error

    def _result(self, settings):
        try:
            return self.compute(**settings)
        except Exception as error:
            raise WidgetError(self._failure(settings, error)) from error

    def _failure(self, settings, error):
        where = ", ".join(f"{name} = {value}" for name, value in settings.items())
        return f"widget {self.name!r} fails at {where or 'its only position'}: {error}"

    @cached_property
    def _picture(self):
        return Picture(f"softglass-{self.name}", self.draw, self.update, self.size)

    def figure_html(self, settings):
        """The picture and the readouts at these settings, as both lives show them."""
        frame = self.frame(settings)
        result = self._result(settings)
        svg = self._picture.svg(result, self.alt)
        return markup.figure(svg, self.readouts, frame["readouts"])

    def page_html(self):
        """The fragment of a page: controls, picture, readouts and every position of them."""
        nodes = list(self.nodes())
        if len(nodes) > MOST_NODES:
            raise ValueError(
                f"widget {self.name!r} has {len(nodes)} positions, at most {MOST_NODES} are allowed"
            )
        frames = [self.frame(settings) for settings in nodes]
        defaults = self.settings()
        return markup.page(
            self,
            figure=self.figure_html(defaults),
            data=markup.data_island(self, frames),
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        if os.environ.get(STATIC):
            return {
                "text/plain": repr(self),
                "text/html": self.page_html(),
                "image/png": self._picture.png(self._result(self.settings())),
            }
        from softglass.widgets.live import live_view  # ipywidgets only where there is a kernel

        return live_view(self)._repr_mimebundle_() | {"text/plain": repr(self)}
