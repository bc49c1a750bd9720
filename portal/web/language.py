"""The language of a request: from the address, or chosen for a newcomer; and the interface texts, read from .po files."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import flask
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain

from portal.languages import LANGUAGES, Language, capital
from portal.web.addresses import in_language
from portal.web.again import raw_question

_LONGEST = 4000  # characters of an address that a page repeats: each page does so half a dozen times
_FRAMED = {"embed", "lti"}  # whose addresses have their language after that
FOLDER = Path(__file__).parent / "translations"


def chosen() -> Language:
    """Return the language that a newcomer's Accept-Language header asks for; Finnish when nothing fits.

    `*` stands for the languages that the header does not name (RFC 9110, 12.5.4).
    """
    wishes: dict[str, float] = {}
    for wish, quality in flask.request.accept_languages:  # the best first
        wishes.setdefault(wish.replace("_", "-").partition("-")[0].lower(), quality)

    def liked(language: Language) -> float:
        return wishes.get(language, wishes.get("*", 0))

    best = max([*(each for wish in wishes for each in LANGUAGES if each == wish), *LANGUAGES], key=liked)  # of equals the first
    return best if liked(best) > 0 else LANGUAGES[0]


def current() -> Language:
    """Return the language of this request: that of its address, else the newcomer's.

    Answers for programs are kept by their address alone, so there it is `lang`, or Finnish.
    """
    first, *rest = flask.request.path.split("/")[1:4]
    if first in LANGUAGES:
        return first
    if first in _FRAMED and any(each in LANGUAGES for each in rest):
        return next(each for each in rest if each in LANGUAGES)
    if first in {"api", "download", "oembed"}:
        asked = flask.request.args.get("lang", "")
        return asked if asked in LANGUAGES else LANGUAGES[0]
    return chosen()


def this_page(language: Language) -> str:
    """Return the address of the page that is being shown, with all that was asked of it, in a language.

    What is too long to be repeated is left out: the question, or all.
    """
    path = in_language(flask.request.path, language)
    return _asking(path if len(path) <= _LONGEST else f"/{language}/", raw_question())


def day(text: str) -> str:
    """Return a date (YYYY-MM-DD) as the reader's language writes it in Finland: 21.11.2026, or 21 Nov 2026 in English."""
    form, locale = ("d MMM y", "en_GB") if current() == "en" else ("d.M.y", "fi")
    return format_date(date.fromisoformat(text), form, locale)


def in_view(view: str) -> str:
    """Return the address of the page that is being shown, with all that was asked of it, in a view ("source", or "" for all)."""
    asked = [(name, value) for name, value in flask.request.args.items(multi=True) if name != "view"]
    return _asking(flask.request.path, urlencode([*asked, ("view", view)] if view else asked))


def _asking(path: str, query: str) -> str:
    return f"{path}?{query}" if query and len(query) <= _LONGEST else path


def read_catalogue(language: Language) -> Translations:
    """Return the interface texts of a language from its .po file; raises OSError when there is none."""
    return _read(FOLDER / language / "messages.po", language)


@cache
def _read(path: Path, language: Language) -> Translations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class _PoDomain(Domain):  # type: ignore[misc]
    """A domain whose texts come from .po files read at start, so that nothing needs compiling."""

    def __init__(self) -> None:
        super().__init__()
        self._catalogues = {language: read_catalogue(language) for language in LANGUAGES}

    def get_translations(self) -> Translations:
        """Return the texts of this request's language."""
        return self._catalogues[current()]


def install(app: flask.Flask) -> None:
    """Give the app its interface texts; a language without a .po file stops the start."""
    babel = Babel()
    babel.init_app(app, locale_selector=current)
    babel.domain_instance = _PoDomain()
    app.jinja_env.filters.update(day=day, capital=capital)
