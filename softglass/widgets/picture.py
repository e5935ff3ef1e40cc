"""A matplotlib figure whose named artists can move after it has been drawn once.

matplotlib draws the figure once, with axes, ticks, text and legend, and exports it as SVG. What
moves is redrawn by handing its artists a recorder in place of a renderer: each answers with the
SVG path that it would have drawn. A page or a live view then only exchanges those paths.
"""

import re
from dataclasses import dataclass
from io import BytesIO, StringIO
from xml.etree import ElementTree

import numpy as np
from matplotlib import rc_context
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path

from softglass.plotting.style import COLOURS, STYLE

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
DPI = 72  # one user unit of the SVG is one point
MARGIN = 3.0  # points kept beyond the frame, so that cut lines end out of sight


@dataclass(frozen=True)
class Stroke:
    """One path of one artist: how it looks (fixed) and where it runs (moves)."""

    style: str
    clip: tuple | None
    data: str


def path_data(path, height):
    """The SVG path string of a cleaned path: tenths of a point, lines relative to keep it short."""
    points = np.round(path.vertices * (10, -10) + (0, 10 * height))
    first = np.flatnonzero(path.codes == Path.MOVETO)
    return "".join(
        _subpath(points[i:j], path.codes[i:j])
        for i, j in zip(first, np.append(first, len(points))[1:], strict=True)
    )


def _subpath(points, codes):
    end = "z" if Path.CLOSEPOLY in codes else ""
    drawn = codes < Path.CLOSEPOLY
    drawn &= codes != Path.STOP
    points, codes = points[drawn], codes[drawn]
    start = f"M{_numbers(points[:1])}"
    if (codes[1:] == Path.LINETO).all():
        return f"{start}l{_numbers(np.diff(points, axis=0))}{end}" if len(points) > 1 else ""
    pieces, i = [start], 1
    while i < len(points):
        count = Path.NUM_VERTICES_FOR_CODE[codes[i]]
        pieces.append(f"{'LQC'[count - 1]}{_numbers(points[i : i + count])}")
        i += count
    return "".join(pieces) + end


def _numbers(tenths):
    """Decimals without the zeros and spaces that SVG does not need."""
    text = f" {' '.join(map(repr, (tenths / 10 + 0.0).ravel().tolist()))} "
    text = text.replace(".0 ", " ").replace(" 0.", " .").replace("-0.", "-.")
    return text.replace(" -", "-").strip()


class PathRecorder(RendererBase):
    """A renderer that keeps, as SVG strokes, what an artist would have drawn."""

    def __init__(self, width, height):
        super().__init__()
        self.width, self.height = width, height
        self.strokes = []

    def get_canvas_width_height(self):
        return self.width, self.height

    def points_to_pixels(self, points):
        return points * DPI / 72

    def draw_image(self, *args, **kwargs):
        raise ValueError("an image cannot move; draw it with the fixed part of the figure")

    def draw_path(self, gc, path, transform, rgbFace=None):
        path, box = _placed(gc, path, transform), gc.get_clip_rectangle()
        if rgbFace is None:
            window = None if box is None else tuple(box.padded(MARGIN).extents)
            path = path.cleaned(clip=window, simplify=len(path.vertices) > 2, curves=True)
        else:
            path = _filled(path, box, gc.get_linewidth())
        self._keep(gc, path, rgbFace)

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        """All markers as one path, which is much faster than one path for each."""
        marker = _placed(gc, marker_path, marker_trans).cleaned(curves=True)
        places = _placed(gc, path, trans).vertices
        if (box := gc.get_clip_rectangle()) is not None:
            seen = box.padded(MARGIN + np.abs(marker.vertices).max())
            places = places[((places > seen.min) & (places < seen.max)).all(axis=1)]
        shapes = (marker.vertices[:-1] + places[:, None]).reshape(-1, 2)  # the last is the end mark
        self._keep(gc, Path(shapes, np.tile(marker.codes[:-1], len(places))), rgbFace)

    def _keep(self, gc, path, face):
        box, style = gc.get_clip_rectangle(), _style(gc, face, self)
        clip = None if box is None else tuple(round(float(v), 2) for v in box.extents)
        data = path_data(path, self.height)
        last = self.strokes[-1] if self.strokes else None
        if last and (last.style, last.clip) == (style, clip):
            self.strokes[-1] = Stroke(style, clip, last.data + data)
        else:
            self.strokes.append(Stroke(style, clip, data))


def _placed(gc, path, transform):
    """The path in points of the picture, if it can move."""
    if gc.get_clip_path() != (None, None) or gc.get_hatch():
        raise ValueError("clip paths and hatches cannot move")
    path = transform.transform_path(path)
    if not np.isfinite(path.vertices).all():
        raise ValueError("a coordinate is not finite on the scale of the axes")
    return path


def _hoist_definitions(root):
    """Move glyphs, markers and frames to one <defs>: text shares glyphs with what moves."""
    shared = ElementTree.Element(f"{{{SVG}}}defs")
    for parent in list(root.iter()):
        for child in [c for c in parent if c.tag == f"{{{SVG}}}defs"]:
            shared.extend(child)
            parent.remove(child)
    root.insert(0, shared)


def _filled(path, box, linewidth):
    """A filled shape, cut to the frame; a shape without an edge needs no closing line either."""
    if path.codes is not None and np.isin(path.codes, (Path.CURVE3, Path.CURVE4)).any():
        return path.cleaned(simplify=False, curves=True)
    if box is not None:
        path = path.clip_to_bbox(box.padded(MARGIN))
    if linewidth == 0 and path.codes is not None:
        path = Path(path.vertices, np.where(path.codes == Path.CLOSEPOLY, Path.LINETO, path.codes))
    return path.cleaned(simplify=linewidth == 0)


def _style(gc, face, renderer):
    """The CSS of one stroke."""
    style = {"fill": "none" if face is None else to_hex(face[:3])}
    alpha = gc.get_alpha() if gc.get_forced_alpha() else 1.0
    if face is not None and (opacity := alpha * (face[3] if len(face) == 4 else 1.0)) < 1:
        style["fill-opacity"] = f"{opacity:.3g}"
    if gc.get_linewidth() > 0:
        style["stroke"] = to_hex(gc.get_rgb()[:3])
        style["stroke-width"] = f"{renderer.points_to_pixels(gc.get_linewidth()):.3g}"
        style["stroke-linecap"] = {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle())
        style["stroke-linejoin"] = gc.get_joinstyle()
        opacity = alpha if gc.get_forced_alpha() else gc.get_rgb()[3]
        if opacity < 1:
            style["stroke-opacity"] = f"{opacity:.3g}"
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            style["stroke-dasharray"] = " ".join(f"{d:.3g}" for d in dashes)
            style["stroke-dashoffset"] = f"{offset:.3g}"
    return ";".join(f"{key}:{value}" for key, value in style.items())


class Picture:
    """A figure drawn once.

    Parameters
    ----------
    name : str
        Prefix of every id in the SVG: several pictures share a page.
    draw : callable
        ``draw(figure)`` returns the artists that move, by name, holding some first data.
    update : callable
        ``update(artists, result)`` gives them the data of one result.
    size : (float, float)
        Width and height in inches of 72 points.
    """

    def __init__(self, name, draw, update, size):
        self.name, self._update = name, update
        self.width, self.height = DPI * size[0], DPI * size[1]
        with rc_context(dict(STYLE)):
            self.figure = Figure(figsize=size, dpi=DPI, layout="constrained")
            self.artists = draw(self.figure) or {}
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")  # the frame stays where the reader saw it
            for key, artist in self.artists.items():
                artist.set_gid(f"moves-{key}")
            self._looks = {
                key: [(s.style, s.clip) for s in self._strokes(key)] for key in self.artists
            }
        empty = [key for key, looks in self._looks.items() if not looks]
        if empty:
            raise ValueError(f"picture {name!r}: draw() must give first data to {empty}")

    def _strokes(self, key):
        recorder = PathRecorder(self.width, self.height)
        try:
            self.artists[key].draw(recorder)
        except ValueError as error:
            raise ValueError(f"artist {key!r}: {error}") from error
        return recorder.strokes

    def paths(self, result):
        """The path strings of one result, in the order of the ``data-path`` numbers."""
        with rc_context(dict(STYLE)):
            self._update(self.artists, result)
            strings = []
            for key, looks in self._looks.items():
                strokes = self._strokes(key)
                if strokes and [(s.style, s.clip) for s in strokes] != looks:
                    raise ValueError(
                        f"artist {key!r} changed its colour, style or number of parts; "
                        "only data can move: use one artist for each look"
                    )
                strings += [s.data for s in strokes] or [""] * len(looks)
        return strings

    def png(self, result, dpi=144):
        """The picture of one result as PNG bytes, for print."""
        buffer = BytesIO()
        with rc_context(dict(STYLE) | {"savefig.facecolor": "white"}):
            self._update(self.artists, result)
            self.figure.savefig(buffer, format="png", dpi=dpi)
        return buffer.getvalue()

    def svg(self, result, alt):
        """The picture of one result as an SVG element for a page, with paths that can move."""
        strings = iter(self.paths(result))
        buffer = StringIO()
        with rc_context(dict(STYLE)):
            self.figure.savefig(buffer, format="svg", metadata={"Date": None})
        ElementTree.register_namespace("", SVG)
        ElementTree.register_namespace("xlink", XLINK)
        root = ElementTree.fromstring(buffer.getvalue())
        _hoist_definitions(root)
        self._set_moving_paths(root, strings)
        self._localise(root, alt)
        text = ElementTree.tostring(root, encoding="unicode")
        for name, value in COLOURS.items():
            text = text.replace(value, f"var(--softglass-{name})")
        return text

    def _set_moving_paths(self, root, strings):
        """Replace what matplotlib drew of each moving artist by paths that a script can find."""
        clips, number = {}, 0
        groups = {group.get("id"): group for group in root.iter(f"{{{SVG}}}g")}
        for key, looks in self._looks.items():
            group = groups[f"moves-{key}"]
            group.clear()
            group.set("id", f"moves-{key}")
            for style, clip in looks:
                attributes = {"d": next(strings), "style": style, "data-path": str(number)}
                if clip:
                    name = clips.setdefault(clip, f"frame-{len(clips)}")
                    attributes["clip-path"] = f"url(#{name})"
                ElementTree.SubElement(group, f"{{{SVG}}}path", attributes)
                number += 1
        for (x0, y0, x1, y1), name in clips.items():
            frame = ElementTree.SubElement(root[0], f"{{{SVG}}}clipPath", {"id": name})
            box = {"x": x0, "y": self.height - y1, "width": x1 - x0, "height": y1 - y0}
            ElementTree.SubElement(
                frame, f"{{{SVG}}}rect", {key: f"{value:.2f}" for key, value in box.items()}
            )

    def _localise(self, root, alt):
        """Give the SVG its label and its own ids; drop what would reach beyond it."""
        for element in list(root.iter()):
            for child in list(element):
                if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                    element.remove(child)
        for element in root.iter():
            for key, value in list(element.attrib.items()):
                if key == "id":
                    element.set(key, f"{self.name}-{value}")
                elif key in (f"{{{XLINK}}}href", "href"):
                    element.set(key, value.replace("#", f"#{self.name}-"))
                elif "url(#" in value:
                    element.set(key, value.replace("url(#", f"url(#{self.name}-"))
                elif key in ("d", "x", "y"):  # hundredths of a point are enough
                    element.set(key, re.sub(r"(\.\d\d)\d+", r"\1", value))
        for key in ("width", "height", "version"):
            root.attrib.pop(key, None)
        root.set("role", "img")
        root.set("aria-label", alt)
        root.set("class", "softglass-picture")
        root.set("style", "stroke-linejoin:round;stroke-linecap:butt")
