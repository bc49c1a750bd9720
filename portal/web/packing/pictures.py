"""Pictures of pages as drawings that travel: a file in each of two shapes, what it shows in words, where it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

import flask
from markupsafe import Markup

from portal.errors import PictureError
from portal.languages import Language
from portal.learning.package import Drawing, FigureEntry
from portal.pages.directives import Directive
from portal.web.cleaned import cleaned
from portal.web.guide_page import drawn
from portal.web.lasting import lasting
from portal.web.pictures import draw
from portal.web.pictures.figure import Figure
from portal.web.pictures.registry import PICTURES, figure

_LONGEST = 60  # characters of a name
_HREF = re.compile(r'(<a href=")([^"#][^"]*)(")')


def plain_name(text: str) -> str:
    """Return a text as small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST].strip("-")


def file_name(*words: str) -> str:
    """Return a name of small letters, digits and hyphens for a file; different words give different names."""
    whole = "-".join(words)
    plain = plain_name(whole)
    return plain if plain == whole else f"{plain}-{sha256(whole.encode()).hexdigest()[:8]}"


def drawing(name: str, language: Language, parameters: Mapping[str, str]) -> tuple[Figure, Drawing]:
    """Return a picture, and the drawing that travels; raises PictureError when it cannot be made."""
    found = figure(name, language, parameters)
    words = file_name(name, *(value for _, value in sorted(parameters.items())))
    wide, narrow = (_lasting_links(draw.bare(found, shape, language)) for shape in ("wide", "narrow"))
    legend = draw.legend(found)
    told = "" if legend in found.remarks else legend  # the remarks go along too
    return found, Drawing(words, wide, narrow, found.description, told, draw.source(found))


def _lasting_links(svg: str) -> str:
    """Return a drawing whose links lead back to the version that is drawn."""
    root = draw.root()

    def link(found: re.Match[str]) -> str:
        path = found[2].removeprefix(root)
        return found[1] + (_escaped(lasting(path.replace("&amp;", "&"))) if path.startswith("/") else found[2]) + found[3]

    return _HREF.sub(link, svg)


def _escaped(address: str) -> str:
    return address.replace("&", "&amp;")


def figure_entry(slug: str, name: str, language: Language, parameters: Mapping[str, str]) -> FigureEntry:
    """Return a picture as an entry of its own; raises PictureError when it cannot be made."""
    found, drawn_ = drawing(name, language, parameters)
    caption = " ".join([found.description, *found.remarks])
    return FigureEntry(
        slug, found.title, lasting(draw.place(name, language, dict(parameters))), drawn_, caption, draw.source(found), _twin(found)
    )


def _twin(found: Figure) -> str:
    """Return what a picture shows in words, also what it has no place for."""
    return cleaned(flask.render_template("course/twin.html", figure=found), lasting)


class Drawer:
    """Draws the blocks of a page; what it has drawn as pictures is in `drawings`."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.drawings: dict[str, Drawing] = {}

    def __call__(self, directive: Directive) -> str:
        """Return a drawn block as markup: a picture as an image with its twin, anything else as on the page."""
        if directive.name not in PICTURES:
            return drawn(directive)
        parameters = {key: str(value) for key, value in directive.parameters.items() if key not in {"twin", "caption"}}
        return self.picture(directive.name, parameters) or drawn(directive)

    def picture(self, name: str, parameters: Mapping[str, str]) -> Markup:
        """Return a picture as markup, and keep its drawing; nothing when it cannot be made."""
        try:
            found, drawn_ = drawing(name, self._language, parameters)
        except PictureError:
            return Markup()
        self.drawings[drawn_.name] = drawn_
        shown = flask.render_template("course/figure.html", figure=found, drawing=drawn_, source=draw.source(found))
        return Markup(shown)  # noqa: S704 - our own template
