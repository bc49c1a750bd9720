"""Draws pictures: as markup for a page, as an SVG file, as a PNG."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import flask
import resvg_py
from flask_babel import gettext
from markupsafe import Markup

from portal.languages import Language
from portal.web.addresses import address
from portal.web.house import house
from portal.web.language import current
from portal.web.pictures.figure import Figure
from portal.web.pictures.registry import figure
from portal.web.pictures.tables import palette

_FONTS = Path(__file__).parent.parent / "static" / "vendor" / "kierre-sans"
NARROWEST, WIDEST = 200, 4000  # pixels of a PNG
_PIXELS = 24_000_000  # most pixels of a PNG


def install(app: flask.Flask) -> None:
    """Let templates show pictures by naming them."""
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.globals["picture"] = inline


def plain(number: float) -> str:
    """Return a number as SVG has it: with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


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
            source=source(),
            page=place(name, language, parameters),
        )
    )


def place(name: str, language: Language, parameters: dict[str, str], ending: str = "", **more: str) -> str:
    """Return the address of a picture, in the reader's view."""
    view = {"view": "source"} if house().graphs() is not None else {}
    query = urlencode({**parameters, **more, **view})
    return address("pictures", language, name + ending) + (f"?{query}" if query else "")


def source() -> str:
    """Return where the pictures come from and under which licence they are."""
    return gettext(
        "Sources: the AIKUMETOD policy recommendations and the PRO SOS brochure; redrawn by Kierre, CC BY 4.0. Data version %(version)s.",
        version=house().data.version,
    )


def svg(found: Figure, shape: str, language: Language) -> str:
    """Return a picture as an SVG file that stands alone."""
    return _svg(found, shape, language, alone=True)


def _svg(found: Figure, shape: str, language: Language, *, alone: bool) -> str:
    text = flask.render_template(
        "pictures/picture.svg",
        picture=found.narrow if shape == "narrow" else found.wide,
        shape=shape,
        title=found.title,
        description=f"{found.description} {gettext('The same stands below it in words and as a table.')}",
        language=language,
        palette=palette(),
        alone=alone,
        root=flask.request.url_root.rstrip("/") if alone else "",
    )
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def png(drawing: str, width: int) -> bytes:
    """Return an SVG of ours as a PNG of a width, with our own letters, so that it needs no fonts of the machine."""
    fonts = [str(path) for path in sorted(_FONTS.glob("*.ttf"))]
    image: bytes = bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing, width=width, skip_system_fonts=True, font_files=fonts, font_family="Kierre Sans",
            sans_serif_family="Kierre Sans", background="#ffffff",
        )
    )  # fmt: skip
    return image
