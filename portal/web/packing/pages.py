"""Things, statements and guidance pages as pages that travel."""

from __future__ import annotations

import flask
from flask_babel import gettext

from portal.graph import queries
from portal.languages import Language, capital
from portal.learning.package import PageEntry
from portal.namespaces import ID, KIERRE, STATEMENT
from portal.web.addresses import address
from portal.web.cleaned import cleaned
from portal.web.guide_page import guide_page
from portal.web.house import house
from portal.web.lasting import lasting
from portal.web.packing.pictures import Drawer
from portal.web.pages import Group, Related, named, said
from portal.web.thing_page import ThingPage, thing_page

_MOST_POINTS, _MOST_NAMES = 6, 4


def thing_entry(slug: str, name: str, language: Language) -> PageEntry:
    """Return a thing with what it is, on what it rests, where it stands, and what it is related to."""
    page, drawer = thing_page(house().catalogue[ID + name], language), Drawer(language)
    picture = drawer.picture("configuration", {"thing": name}) if page.pictured else ""
    markup = flask.render_template("course/thing.html", page=page, picture=picture)
    return PageEntry(
        slug,
        capital(page.name.text),
        lasting(address("thing", language, name) + house().view),
        cleaned(markup, lasting, prefix=f"{slug}-"),
        page.definition.text if page.definition else "",
        _points(page),
        _places(page),
        tuple(drawer.drawings.values()),
        page.inferred,
    )


def _places(page: ThingPage) -> tuple[str, ...]:
    """Return where a thing stands in the publications, each place once."""
    return tuple(dict.fromkeys(f"{each.document.name.text}, {each.locator}" for each in page.sources))


def _points(page: ThingPage) -> tuple[str, ...]:
    """Return the first relations of a thing in words."""
    groups = [*page.incoming, *page.outgoing] if page.is_goal else [*page.outgoing, *page.incoming]
    return tuple(map(_point, groups[:_MOST_POINTS]))


def _point(group: Group) -> str:
    names = [_name(each) for each in group.members[:_MOST_NAMES]]
    more = " …" if len(group.members) > _MOST_NAMES else ""
    return f"{capital(group.heading.text)}: {', '.join(names)}{more}"


def _name(each: Related) -> str:
    mark = f" ({gettext('hypothesis')})" if each.inferred or each.thing.inferred else ""
    return each.thing.name.text + mark


def guide_entry(slug: str, name: str, language: Language, *, key: bool) -> PageEntry:
    """Return a guidance page with its footnotes and drawn blocks; key: with the answers for the trainer."""
    drawer = Drawer(language)
    page = guide_page(house().guides[name], language, drawer)
    body = cleaned(flask.render_template("course/guide.html", page=page), lasting, prefix=f"{slug}-", key=key)
    return PageEntry(
        slug,
        page.title,
        lasting(address("guide", language, name) + house().view),
        body,
        page.summary,
        tuple(heading for name_, heading in page.text.contents if f'id="{slug}-{name_}"' in body),
        _cited(name, language),
        tuple(drawer.drawings.values()),
    )


def _cited(name: str, language: Language) -> tuple[str, ...]:
    """Return the places in the publications that a guidance page cites, each once."""
    found = house().guides[name].in_language(language)[1]
    cited = dict.fromkeys(each.target.removeprefix("st:") for each in found.citations)
    return tuple(dict.fromkeys(place for each in cited if (place := _place(each, language))))


def _place(statement: str, language: Language) -> str:
    entry = house().catalogue[STATEMENT + statement]
    if not entry.wholes:
        return ""
    return f"{house().catalogue[entry.wholes[0]].label(language)[0]}, {_locator(entry.iri)}"


def _locator(statement: str) -> str:
    return next(iter(queries.locators(house().data.store, statement)), "")


def statement_entry(slug: str, name: str, language: Language) -> PageEntry:
    """Return a statement of a source: what it says in our words, and where it stands."""
    catalogue = house().catalogue
    entry = catalogue[STATEMENT + name]
    paraphrase = said(entry, KIERRE + "paraphrase", language)
    document = named(catalogue[entry.wholes[0]], language)
    markup = flask.render_template("course/statement.html", paraphrase=paraphrase, document=document, locator=_locator(entry.iri))
    place = lasting(address("statement", language, name) + house().view)
    lead = paraphrase.text if paraphrase else ""
    return PageEntry(slug, capital(entry.label(language)[0]), place, cleaned(markup, lasting), lead, (), (_place(name, language),))
