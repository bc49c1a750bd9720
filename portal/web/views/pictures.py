"""Each picture on a page of its own with its twin, and as a file: SVG and PNG."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.errors import PictureError
from portal.languages import Language, capital
from portal.namespaces import ID
from portal.web.cited import rest_on
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pictures import draw, image
from portal.web.pictures.registry import figure

blueprint = flask.Blueprint("pictures", __name__)
_WHOLE = ("figure-3", "figure-4", "vicious-loops", "two-circles", "mechanisms-by-level")
_OURS = {"view", "shape", "width"}
_SVG, _PNG, _HTML = "image/svg+xml; charset=utf-8", "image/png", "text/html; charset=utf-8"


def _parameters() -> dict[str, str]:
    return {key: value for key, value in flask.request.args.items() if key not in _OURS}


@dataclass(frozen=True)
class Listed:
    """A picture in the list of pictures: its title, what it shows, and the pictures of that kind."""

    title: str
    shows: str
    found: list[tuple[str, str]]


@page(blueprint, "pictures")
def pictures(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the list of pictures."""
    catalogue, analysis = house().catalogue, house().analysis
    whole = [figure(name, language, {}) for name in _WHOLE]
    listed = [
        Listed(each.title, each.description, [(each.title, draw.place(name, language, {}))])
        for name, each in zip(_WHOLE, whole, strict=True)
    ]
    configurations = [
        (
            capital(catalogue[each.iri].label(language)[0]),
            draw.place("configuration", language, {"thing": catalogue[each.iri].slug}),
        )
        for each in analysis.configurations
    ]
    shows = gettext("What fires a mechanism at one level, and what it makes possible.")
    listed.append(Listed(gettext("Configurations"), shows, configurations))
    loops = [
        (figure("loop", language, given).title, draw.place("loop", language, given))
        for given in ({"loop": each.identifier} for each in analysis.loops.of_two_or_more())
    ]
    listed.append(Listed(gettext("Loops one by one"), gettext("Each loop of the vicious circle by itself."), loops))
    return answer(flask.render_template("pictures/pictures.html", listed=[each for each in listed if each.found]), _HTML)


@page(blueprint, "pictures", "/<name>")
def picture(language: Language, name: str) -> flask.typing.ResponseReturnValue:
    """Show one picture: by itself, with its twin and what one can take along; or give it as a file."""
    stem, _, ending = name.rpartition(".")
    parameters = _parameters()
    if stem and ending in {"svg", "png"}:
        return _file(stem, ending, language, parameters)
    found = figure(name, language, parameters)
    downloads = [
        ("SVG", draw.place(name, language, parameters, ".svg")),
        (gettext("SVG, narrow"), draw.place(name, language, parameters, ".svg", shape="narrow")),
        ("PNG", draw.place(name, language, parameters, ".png", width="2000")),
        (gettext("PNG, narrow"), draw.place(name, language, parameters, ".png", shape="narrow", width="1000")),
    ]
    _rest(parameters)
    shown = flask.render_template("pictures/page.html", name=name, figure=found, parameters=parameters, downloads=downloads)
    return answer(shown, _HTML)


def _rest(parameters: dict[str, str]) -> None:
    """Say what a picture rests on: the arrows of its loop, its things, or else the two circles."""
    loop = house().whole.loop(parameters.get("loop", ""))
    things = [ID + parameters[each] for each in ("thing", "obstacle", "lever", "focus") if each in parameters]
    if loop:
        rest_on(carrier for step in loop.steps for carrier in step.carriers)
    else:
        rest_on(things or [ID + "vicious-circle", ID + "virtuous-circle"])


def _file(name: str, ending: str, language: Language, parameters: dict[str, str]) -> flask.typing.ResponseReturnValue:
    shape = flask.request.args.get("shape", "wide")
    if shape not in {"wide", "narrow"}:
        raise PictureError(gettext("The shape is “wide” or “narrow”."))
    drawing = draw.svg(figure(name, language, parameters), shape, language)
    if ending == "svg":
        return answer(drawing, _SVG)
    width = flask.request.args.get("width", "1200")
    if not width.isascii() or not width.isdigit() or len(width) > 4 or not image.NARROWEST <= int(width) <= image.WIDEST:
        raise PictureError(gettext("The width is a whole number of pixels, from 200 to 4000."))
    return answer(image.png(drawing, int(width)), _PNG)
