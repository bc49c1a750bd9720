"""Draws pictures: as markup for a page, and as an SVG file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import flask
from flask_babel import gettext
from markupsafe import Markup

from portal.languages import Language
from portal.web.addresses import address
from portal.web.house import house, view_parameter
from portal.web.language import current
from portal.web.pictures.figure import Figure
from portal.web.pictures.letters import wrapped
from portal.web.pictures.registry import figure
from portal.web.pictures.shapes import Note, Picture, plain
from portal.web.pictures.tables import palette
from portal.web.pins import edition

_EDGE = 18.0  # white around a picture in a file of its own
_RIM = 2.0  # the same without a sheet: half of the thickest line


def install(app: flask.Flask) -> None:
    """Let templates show pictures by naming them."""
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.globals["picture"] = inline


def inline(name: str, *, twin: bool = True, caption: bool = True, **parameters: str) -> Markup:
    """Return a picture as markup for a page: both shapes, caption, twin. Raises PictureError when it cannot be made."""
    language = current()
    found = figure(name, language, parameters)
    shapes = (("wide", found.wide), ("narrow", found.narrow))
    drawings = [(shape, Markup(_svg(found, shape, language, alone=False))) for shape, _ in shapes]  # noqa: S704 - our own template
    return Markup(  # noqa: S704 - our own template
        flask.render_template(
            "pictures/figure.html",
            figure=found,
            drawings=drawings,
            twin=twin,
            caption=caption,
            source=source(found),
            page=place(name, language, parameters),
        )
    )


def place(name: str, language: Language, parameters: dict[str, str], ending: str = "", **more: str) -> str:
    """Return the address of a picture, in the reader's view."""
    query = urlencode({**parameters, **more, **view_parameter()})
    return address("pictures", language, name + ending) + (f"?{query}" if query else "")


def source(found: Figure) -> str:
    """Return where a picture comes from and under which licence it is."""
    if found.origin:
        return found.origin
    said: str = gettext(
        "Sources: the AIKUMETOD policy recommendations and the PRO SOS brochure. "
        "Compiled and drawn by Kierre, CC BY 4.0. Data version %(version)s.",
        version=edition() or house().data.version,
    )
    return said


def _twin_told(*, alone: bool) -> str:
    """Return where the same stands in words: nowhere in a file of its own."""
    return "" if alone else str(gettext("The same stands below it in words and as a table."))


def legend(found: Figure) -> str:
    """Return what a file must say by itself: what its lines mean, and which view it shows; nothing of the figure of a source."""
    if found.origin:
        return ""
    lines = str(gettext("Solid line: stated in the source. Dashed: our hypothesis."))
    if house().graphs() is not None:
        lines = str(gettext("Only what the source says, without our hypotheses."))
    return lines


def svg(found: Figure, shape: str, language: Language) -> str:
    """Return a picture as an SVG file that stands alone."""
    return _svg(found, shape, language, alone=True)


def bare(found: Figure, shape: str, language: Language) -> str:
    """Return a picture as an SVG file that stands alone, without title, legend and source, which stand beside it."""
    return _svg(found, shape, language, alone=True, sheet=_bare)


def size(found: Figure, shape: str) -> tuple[float, float]:
    """Return how wide and high the file of a picture is."""
    sheet = _sheet(found, found.narrow if shape == "narrow" else found.wide)
    return sheet.width, sheet.height


@dataclass(frozen=True)
class Sheet:
    """The sheet of a file: the picture in the middle, its title above and its source below."""

    width: float
    height: float
    left: float
    top: float
    notes: tuple[Note, ...]


def _sheet(found: Figure, drawing: Picture) -> Sheet:
    room = max(drawing.width, 288)
    above = Note(_EDGE, _EDGE + 16, wrapped(found.title, room, 19), 19, "heading", bold=True)
    top = above.ys[-1] + 20
    key = Note(_EDGE, top + drawing.height + 28, wrapped(legend(found) or " ".join(found.remarks), room, 13), 13)
    below = Note(_EDGE, key.ys[-1] + 18, wrapped(source(found), room, 11), 11)
    return Sheet(room + 2 * _EDGE, below.ys[-1] + _EDGE, _EDGE + (room - drawing.width) / 2, top, (above, key, below))


def root() -> str:
    """Return what the links in a file of its own begin with: the public address, where the settings know it."""
    return house().settings.public_url.rstrip("/")


def _bare(_: Figure, drawing: Picture) -> Sheet:
    return Sheet(drawing.width + 2 * _RIM, drawing.height + 2 * _RIM, _RIM, _RIM, ())


def _svg(found: Figure, shape: str, language: Language, *, alone: bool, sheet: Callable[[Figure, Picture], Sheet] = _sheet) -> str:
    drawing = found.narrow if shape == "narrow" else found.wide
    text = flask.render_template(
        "pictures/picture.svg",
        picture=drawing,
        page=sheet(found, drawing) if alone else None,
        shape_name=shape,
        title=found.title,
        description=f"{found.description} {_twin_told(alone=alone)}".strip(),
        language=language,
        palette=palette(),
        alone=alone,
        root=root() if alone else "",
    )
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
