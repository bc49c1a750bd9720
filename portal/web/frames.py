"""The frame in which an embed stands in another's page: its code, its height, and the box that offers both."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import parse_qsl

from markupsafe import Markup

from portal.languages import capital
from portal.web import embeds
from portal.web.embedded import FEW, Embedded
from portal.web.embeds import Place
from portal.web.pictures import draw, image
from portal.web.pictures.registry import figure
from portal.web.pins import pinned
from portal.web.public import absolute

_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"  # what our links need; there is no script to allow
_BREAK = 736  # pixels from which the stylesheet shows the wide shape of a picture
_LETTER, _LINE, _EDGES = 8.2, 26, 32  # pixels: the usual width of a letter, a line, both margins
_ROUND = 20
_THUMBNAIL = 480


def code(place: Place, title: str, width: int | str, height: int) -> Markup:
    """Return the HTML of the frame."""
    return Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"></iframe>').format(
        absolute(place.embed), f"{title} – Kierre", width, height, _SANDBOX
    )


def height(shown: Embedded, width: int) -> int:
    """Return how high a frame must be for nobody to scroll in it; of text it is estimated."""
    letters = max(1, int((width - _EDGES) / _LETTER))
    texts = [shown.title.text * 2, shown.text.text if shown.text else "", shown.rationale.text if shown.rationale else ""]
    texts += [name.name.text + " " * 8 for _, members in shown.pieces for name in members]
    texts += [heading for _, heading in shown.contents]
    for each in shown.sources:
        told = [locator + statement.name.text for locator, statement in each.places]
        texts += [each.document.name.text, *(told if len(told) <= FEW else ["…"])]
    lines = sum(math.ceil(len(text) / letters) for text in texts if text) + len(shown.pieces) + 9
    found = lines * _LINE + _picture(shown, width) + (len(shown.body.striptags()) // letters * _LINE if not _drawing(shown) else 0)
    return math.ceil(found / _ROUND) * _ROUND


def _drawing(shown: Embedded) -> tuple[str, dict[str, str]] | None:
    """Return the picture that an embed shows: its name and what it is asked for."""
    place = shown.place
    if place.kind == "figure":
        return place.name, place.parameters
    return ("loop", {"loop": place.name}) if "<svg" in shown.body else None


def _picture(shown: Embedded, width: int) -> int:
    drawing = _drawing(shown)
    if drawing is None:
        return 0
    found = figure(drawing[0], shown.place.language, drawing[1])
    shape, most = (found.wide, found.wide.width) if width >= _BREAK else (found.narrow, 26 * 17)
    captions = math.ceil(len(found.description + " ".join(found.remarks)) * _LETTER / (width - _EDGES)) + 6
    return round(shape.height * min(width - _EDGES, most) / shape.width) + captions * _LINE


def thumbnail(shown: Embedded, most_width: int | None, most_height: int | None) -> dict[str, object]:
    """Return a small PNG of the picture that an embed shows, for an oEmbed answer; nothing where there is none that fits."""
    drawing, place = _drawing(shown), shown.place
    if drawing is None:
        return {}
    name, parameters = drawing
    wide, high = map(math.ceil, draw.size(figure(name, place.language, parameters), "wide"))
    width = int(min(_THUMBNAIL, most_width or _THUMBNAIL, (most_height or math.inf) * wide / high))
    if width < image.NARROWEST:
        return {}
    asked = {**parameters, "width": str(width), **dict(pair for pair in place.question if pair[0] in embeds.KEPT)}
    path = Place("figure", f"{name}.png", place.language, tuple(asked.items())).page
    return {"thumbnail_url": absolute(path), "thumbnail_width": width, "thumbnail_height": math.ceil(width * high / wide)}


@dataclass(frozen=True)
class Box:
    """What the box under a page offers: the code of the frame, its height, where to look at it, and the address for a course."""

    code: str
    height: int
    preview: str
    cartridge: str


def box(title: str) -> Box | None:
    """Return the box of the page that is being shown, by its title, or None where there is nothing to embed."""
    found = embeds.here()
    if found is None:
        return None
    title = capital(title)
    usual = 640 if found.kind in {"figure", "loop"} else 480
    lasting = Place(found.kind, found.name, found.language, _lasting(found))
    return Box(str(code(lasting, title, "100%", usual)), usual, lasting.embed, absolute(lasting.cartridge))


def _lasting(found: Place) -> embeds.Question:
    """Return what a place asks, with the release that is shown, if it has one."""
    return tuple(parse_qsl(pinned(found.page).partition("?")[2]))
