"""A basket as a package: every item with all that it shows, and what all of them have in common."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flask_babel import gettext

from portal.errors import PictureError
from portal.languages import Language
from portal.learning.basket import Basket, Sort
from portal.learning.package import Entry, LinkEntry, Package, Words
from portal.namespaces import DOCUMENTS, LICENCE, SKOS
from portal.web.chosen import Chosen, settled, told
from portal.web.course_files import basket_address
from portal.web.house import house
from portal.web.lasting import lasting
from portal.web.packing.pages import guide_entry, statement_entry, thing_entry
from portal.web.packing.pictures import figure_entry, file_name, plain_name
from portal.web.packing.quiz import quiz_entry, quiz_of
from portal.web.pages import said
from portal.web.pins import edition
from portal.web.public import absolute


def package(basket: Basket, language: Language, *, links_only: bool = False) -> Package:
    """Return a basket as a package in a language; what is replaced or left out is told in it. links_only: every item as a link."""
    items = settled(basket, language)
    there = list({each.item: each for each in items if each.there}.values())
    mended = basket.with_items(tuple(each.item for each in items))
    number = edition()
    title = basket.title or gettext("Kierre for the course")
    return Package(
        slug=plain_name(title) or "kierre",
        title=title,
        language=language,
        version=number or house().data.version,
        date=next((each.date for each in house().releases if each.number == number), ""),
        licence=gettext(
            "CC BY 4.0: you may copy, adapt and share this, for any purpose. Name the original publications first, then Kierre."
        ),
        licence_address=LICENCE,
        attribution=_attribution(language),
        address=absolute(basket_address(mended, language, lasting=True)),
        words=_words(),
        entries=tuple(map(_link, there) if links_only else _entries(there, language, key=basket.key)),
        omitted=(*told(basket, language), *(f"{each.title.text}: {each.note}" for each in items if each.note)),
    )


def _entries(there: list[Chosen], language: Language, *, key: bool) -> Iterator[Entry]:
    """Yield the entries of items; questions that were chosen one by one and stand side by side become one."""
    for single, group in groupby(there, lambda each: each.item.sort is Sort.QUESTION):
        found = list(group)
        if single:
            yield quiz_of(_slug(found[0]), [each.item.name for each in found], language, key=key)
        else:
            yield from (_entry(each, language, key=key) for each in found)


def _entry(chosen: Chosen, language: Language, *, key: bool) -> Entry:
    item, slug = chosen.item, _slug(chosen)
    if item.sort is Sort.THING:
        return thing_entry(slug, item.name, language)
    if item.sort is Sort.STATEMENT:
        return statement_entry(slug, item.name, language)
    if item.sort is Sort.GUIDE:
        return guide_entry(slug, item.name, language, key=key)
    if item.sort is Sort.PICTURE:
        return figure_entry(slug, item.name, language, item.parameters)
    if item.sort is Sort.QUESTIONS:
        return quiz_entry(slug, chosen, language, key=key)
    if item.sort is Sort.LOOP:
        try:
            return figure_entry(slug, "loop", language, {"loop": item.name})
        except PictureError:  # a thing that drives itself has no drawing
            return _link(chosen)
    return _link(chosen)


def _slug(chosen: Chosen) -> str:
    """Return the name of an entry in files: different items, different names."""
    item = chosen.item
    return file_name(item.sort, item.name, *item.more) if item.more else f"{item.sort}-{item.name.lower()}"


def _link(chosen: Chosen) -> LinkEntry:
    return LinkEntry(_slug(chosen), chosen.title.text, lasting(chosen.address), chosen.kind)


def _attribution(language: Language) -> tuple[str, ...]:
    """Return whom to name: the original publications, then Kierre."""
    names = []
    for iri in DOCUMENTS:
        entry = house().catalogue[iri]
        if entry.classes:
            other = said(entry, SKOS + "altLabel", language)
            name = entry.label(language)[0]
            names.append(f"{name} ({other.text})" if other and other.text not in name else name)
    version = edition() or house().data.version
    ours = gettext("Kierre, data version %(version)s. Compiled and drawn by the contributors of Kierre.", version=version)
    return (*names, ours)


def _words() -> Words:
    return Words(
        contents=gettext("Contents"),
        sources=gettext("Sources"),
        licence=gettext("Licence"),
        version=gettext("Version of the data"),
        address=gettext("Address of this basket"),
        read=gettext("Read it in Kierre"),
        omitted=gettext("What was left out"),
        hypothesis=gettext("hypothesis"),
        words_too=gettext("The same in words"),
        questions=gettext("Questions"),
        answers=gettext("Right answers"),
        formless=gettext("(A question about an order has no form in this package: take the questions as Moodle XML too.)"),
    )
