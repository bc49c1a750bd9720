"""What stands in the head of a page for programs: description, links, data of schema.org, and whether the page is to be found."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext
from markupsafe import Markup

from portal.languages import LANGUAGES, Language, capital
from portal.namespaces import KIERRE, PAGE, SKOS
from portal.sections import SECTIONS
from portal.web.house import house
from portal.web.identity import Identity, of_path
from portal.web.language import current
from portal.web.links import Link, of_page
from portal.web.pins import held
from portal.web.structured import Shown, structured

_LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_IN_HTML = {"alternate", "alternate describedby", "canonical", "cite-as", "license", "linkset", "successor-version"}


@dataclass(frozen=True)
class Head:
    """The head of a page. locale: of the text; canonical: its one address, or ""; data: the block of schema.org, or nothing: an
    address with a question is no page of its own.
    """

    title: str
    description: str
    locale: str
    canonical: str
    links: list[Link]
    data: Markup
    findable: bool


def head(title: str, *, error: bool = False) -> Head:
    """Return the head of the page that is being shown, by its title; an error page, or an answer to a form, says little."""
    language = current()
    if error or flask.request.method != "GET":
        return Head(title, "", _LOCALES[language], "", [], Markup(""), findable=False)
    found, _ = of_path(flask.request.path)
    section = _section(flask.request.path)
    description = _description(found, section, language)
    links = of_page(found)
    canonical = next((each.target for each in links if each.rel == "canonical"), "")
    title = capital(title)
    shown = Shown(flask.request.path, language, title, description, found.iri if found else "", section)
    return Head(
        title,
        description,
        _LOCALES[language],
        canonical,
        [each for each in links if each.rel in _IN_HTML],
        Markup("") if held() or set(flask.request.args) - {"view"} else structured(shown),
        findable=not (held() or (found and house().catalogue[found.iri].deprecated)),
    )


def _section(path: str) -> str:
    first, _, rest = path.strip("/").partition("/")
    word = rest.partition("/")[0]
    return next((name for name, words in SECTIONS.items() if first in LANGUAGES and words[first] == word), "")


def _description(found: Identity | None, section: str, language: Language) -> str:
    """Return a sentence or two on what a page tells: from the graph and the pages; of a hypothesis it says so first."""
    path = flask.request.path.strip("/")
    if path in LANGUAGES:
        about: str = gettext(
            "Kierre is an open knowledge graph of Finnish adult social work. It shows what two publications say, and apart from it"
            " our own hypotheses."
        )
        return about
    page = house().guides.get(found.iri.removeprefix(PAGE)) if found and found.iri.startswith(PAGE) else None
    if page:
        return page.in_language(language)[1].summary
    entry = house().catalogue[found.iri if found else KIERRE + path.rsplit("/", 1)[-1] if section == "class" else ""]
    text, _ = entry.one(SKOS + "definition", language) or entry.one(KIERRE + "paraphrase", language) or ("", "")
    mark: str = gettext("hypothesis")
    return f"{mark.capitalize()}: {text}" if entry.inferred and text else text
