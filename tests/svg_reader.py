"""Reads what an SVG draws: every outline in absolute points. Knows nothing of softglass."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
LENGTH = {"L": 1, "Q": 2, "C": 3}
CODE = {"L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4}
TOKEN = re.compile(r"[MLQCZlz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


def read_path(data):
    """A path string as a matplotlib Path (y downwards, as in the SVG)."""
    tokens = TOKEN.findall(data)
    assert re.sub(r"[\s,]", "", data) == "".join(tokens), f"cannot read {data[:60]!r}"
    vertices, codes, letter, i = [], [], None, 0
    while i < len(tokens):
        if tokens[i].isalpha():
            letter, i = tokens[i], i + 1
        if letter in "Zz":
            vertices.append(vertices[-1])
            codes.append(Path.CLOSEPOLY)
        elif letter == "M":
            vertices.append([float(tokens[i]), float(tokens[i + 1])])
            codes.append(Path.MOVETO)
            letter, i = "L", i + 2
        else:
            count = LENGTH[letter.upper()]
            block = np.array(tokens[i : i + 2 * count], float).reshape(-1, 2)
            vertices.extend((block + np.multiply(vertices[-1], letter.islower())).tolist())
            codes.extend([CODE[letter.upper()]] * count)
            i += 2 * count
    return Path(vertices, codes)


def read_transform(text):
    """The transformation of an SVG ``transform`` attribute."""
    total = Affine2D()
    for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", text or ""):
        v = [float(number) for number in re.split(r"[ ,]+", numbers.strip())]
        step = {
            "translate": lambda v: Affine2D().translate(v[0], v[1] if len(v) > 1 else 0),
            "scale": lambda v: Affine2D().scale(*v),
            "rotate": lambda v: Affine2D().rotate_deg(*v),
            "matrix": lambda v: Affine2D.from_values(*v),
        }[name](v)
        total = step + total  # the innermost acts first
    return total


def polygons(path, filled):
    """The pieces of a path as fine polygonal lines; filled pieces are closed."""
    return [line / 10 for line in path.to_polygons(Affine2D().scale(10), closed_only=filled)]


def outlines(root, identity, filled):
    """The outlines that the element with this id draws, each an (n, 2) array of points."""
    by_id = {element.get("id"): element for element in root.iter()}
    found = []

    def visit(element, outer):
        if element.tag in (f"{SVG}defs", f"{SVG}clipPath"):
            return
        inner = read_transform(element.get("transform")) + outer
        if element.tag == f"{SVG}use":
            shift = Affine2D().translate(float(element.get("x", 0)), float(element.get("y", 0)))
            visit(by_id[element.get(LINK)[1:]], shift + inner)
        elif element.tag == f"{SVG}path" and element.get("d"):
            found.extend(polygons(inner.transform_path(read_path(element.get("d"))), filled))
        for child in element:
            visit(child, inner)

    visit(by_id[identity], Affine2D())
    return found


def distance(lines, others, box, step=0.5):
    """How far the lines stray from the others within a box (x0, y0, x1, y1), in points."""
    samples = np.concatenate([_along(line, step) for line in lines])
    inside = ((samples >= box[:2]) & (samples <= box[2:])).all(axis=1)
    assert inside.any(), "nothing to compare within the frame"
    starts = np.concatenate([line[:-1] for line in others])
    ways = np.concatenate([np.diff(line, axis=0) for line in others])
    nearest = [_to_segments(point, starts, ways) for point in samples[inside]]
    return float(np.max(nearest))


def _along(line, step):
    """Points on a polygonal line, no farther apart than a step."""
    pieces = [line[:1]]
    for start, end in pairwise(line):
        count = int(np.hypot(*(end - start)) / step) + 1
        pieces.append(start + np.linspace(0, 1, count + 1)[1:, None] * (end - start))
    return np.concatenate(pieces)


def _to_segments(point, starts, ways):
    lengths = np.maximum((ways**2).sum(axis=1), 1e-12)
    where = np.clip(((point - starts) * ways).sum(axis=1) / lengths, 0, 1)
    return np.hypot(*(starts + where[:, None] * ways - point).T).min()


def parse(text):
    return ElementTree.fromstring(text)
