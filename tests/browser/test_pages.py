"""Every page of the built book: from disk, light, dark, on a phone, on paper, without scripts."""

from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from widget_samples import contrast

from softglass.plotting.style import COLOURS

LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
NAMES = [*COLOURS, "edge"]
FIGURES = "figure.softglass-widget"


def test_page_from_the_disk(show_page, built_book, page):
    """Catches a page that needs a server, another host, or that writes on the console."""
    show_page(page, home=built_book.as_uri() + "/")


@pytest.mark.parametrize("extra", ["index.html", "search.html"])
def test_entrance_and_search_from_the_disk(show_page, built_book, extra):
    """Catches the same for the two pages that no table of contents lists."""
    show_page(extra, home=built_book.as_uri() + "/")


@pytest.mark.parametrize("look", LOOKS)
def test_page_is_accessible(show_page, page, look):
    """Catches faults that axe-core finds, and a page that must be pushed sideways to be read."""
    opened = show_page(page, **LOOKS[look])
    width = opened.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{width} pixels too wide"
    found = Axe().run(opened, options={"resultTypes": ["violations"], "preload": False})
    assert not [
        (fault["id"], node["html"][:200])
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


class _Links(HTMLParser):
    """Targets inside a page and the places that it points to."""

    def __init__(self):
        super().__init__()
        self.anchors, self.links = set(), []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors |= {given[key] for key in ("id", "name") if given.get(key)}
        self.links += [given[key] for key in ("href", "src") if given.get(key)]


@cache
def links(path):
    parser = _Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_internal_links_lead_somewhere(built_book, page):
    """Catches a link or download to a missing file or anchor."""
    start, dead = built_book / page, []
    for link in links(start).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (start.parent / unquote(parts.path)).resolve() if parts.path else start
        anchor = unquote(parts.fragment) if target.suffix == ".html" else ""
        if not target.exists() or (anchor and anchor not in links(target).anchors):
            dead.append(link)
    assert not dead


def test_picture_without_scripts(open_page, site, chapter_page):
    """Catches controls that do nothing, or a missing picture, where scripts are off."""
    opened = open_page(site + chapter_page, home=site, java_script_enabled=False)
    for widget in opened.locator(f"{FIGURES}:has(form)").all():
        assert widget.locator("svg").is_visible()
        assert widget.locator("[data-path]").first.get_attribute("d")
        assert widget.locator("form").is_hidden()
        assert "The picture stands at" in widget.locator("noscript").inner_text()
    # the theme preloads its scripts, which the browser then refuses
    opened.faults[:] = [fault for fault in opened.faults if ".js?" not in fault]


def test_picture_on_paper(show_page, chapter_page):
    """Catches a printed page without its picture or with controls that no hand can move."""
    opened = show_page(chapter_page)
    opened.emulate_media(media="print")
    for widget in opened.locator(f"{FIGURES}:has(form)").all():
        assert widget.locator("svg").is_visible()
        assert widget.locator("form").is_hidden()


def test_pictures_have_a_name_and_a_caption(show_page, chapter_page):
    """Catches a picture that says nothing to a screen reader."""
    figures = show_page(chapter_page).locator(FIGURES).all()
    assert figures
    labels = [figure.get_by_role("img").get_attribute("aria-label") for figure in figures]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert all(figure.locator("figcaption").inner_text() for figure in figures)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_colours_are_readable(show_page, chapter_page, look):
    """Catches colours that fade into the theme's own background; the picture must follow it."""
    opened = show_page(chapter_page, **LOOKS[look])
    background, *colours = opened.evaluate(
        """(names) => {
          const at = getComputedStyle(document.documentElement);
          const paint = document.createElement("canvas").getContext("2d");
          const hex = (colour) => { paint.fillStyle = colour; return paint.fillStyle; };
          return [getComputedStyle(document.body).backgroundColor,
                  ...names.map((name) => at.getPropertyValue(`--softglass-${name}`))].map(hex);
        }""",
        NAMES,
    )
    for name, colour in zip(NAMES, colours, strict=True):
        assert contrast(colour, background) >= (4.5 if name in ("ink", "muted") else 3), name
    tick = opened.locator("svg.softglass-picture [id$=xtick_1] use").last
    assert tick.evaluate("(tick) => getComputedStyle(tick).fill") == rgb(colours[0])
    behind = opened.locator(FIGURES).first.evaluate(
        """(at) => {
          const found = [];
          while ((at = at.parentElement) !== document.body)
            found.push(getComputedStyle(at).backgroundColor);
          return found;
        }"""
    )
    assert set(behind) <= {"rgba(0, 0, 0, 0)", rgb(background)}, "a slab behind the picture"


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
