"""What is told after answering a question: the thing to read about, and where in the publication it is said."""

from __future__ import annotations

from html import escape

from portal.languages import Language
from portal.learning.worded import Place, Worded

_READ_MORE: dict[Language, str] = {"fi": "Lue lisää", "sv": "Läs mer", "en": "Read more"}
_SOURCE: dict[Language, str] = {"fi": "Lähde", "sv": "Källa", "en": "Source"}


def as_text(question: Worded) -> str:
    """Return the feedback as a line of text."""
    name, address = question.about
    about = f"{name}, {address}" if address else name
    return f"{_READ_MORE[question.language]}: {about}. {_SOURCE[question.language]}: {_places(question)}."


def as_html(question: Worded) -> str:
    """Return the feedback as HTML."""
    name, address = question.about
    about = f'<a href="{escape(address)}">{escape(name)}</a>' if address else escape(name)
    said = "; ".join(map(_linked, question.places))
    return f"<p>{_READ_MORE[question.language]}: {about}</p><p>{_SOURCE[question.language]}: {said}</p>"


def _linked(place: Place) -> str:
    said = escape(f"{place.document}, {place.locator}")
    return f'<a href="{escape(place.address)}">{said}</a>' if place.address else said


def _places(question: Worded) -> str:
    return "; ".join(f"{place.document}, {place.locator}" for place in question.places)
