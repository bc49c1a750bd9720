"""What an embed shows: a thing, a statement, a guidance page, a figure or a loop, with what it rests on and where it is from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import flask
from flask_babel import gettext
from markupsafe import Markup

from portal.errors import PictureError
from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language, capital
from portal.namespaces import ID, KIERRE, PAGE, SKOS, STATEMENT
from portal.pages import plans
from portal.pages.read import Page
from portal.pages.writing import Writer, to_html
from portal.web import pins
from portal.web.addresses import address, of_iri
from portal.web.arrows import shown_loop
from portal.web.cards import card
from portal.web.embeds import Place
from portal.web.house import house
from portal.web.negotiation import answer
from portal.web.outward import outward
from portal.web.pages import Named, Said, named, said
from portal.web.pictures import draw
from portal.web.pictures.registry import figure
from portal.web.pin_bar import as_now
from portal.web.public import absolute

CARD = "cards"
OK = 200
FEW = 2  # more places in a publication are folded


@dataclass(frozen=True)
class Source:
    """A publication that something rests on, and the places in it."""

    document: Named
    places: list[tuple[str, Named]]


@dataclass(frozen=True)
class Embedded:
    """What an embed shows.

    kinds: what it is, in words; text: what it means, in a sentence or two; basis: stated, hypothesis, local or nothing; pieces:
    things under headings; body: a picture, or questions; contents: addresses and names of the sections of a page; documents:
    publications as a whole; deprecated, replacements: it is used no more, these take its place (with their embeds).
    """

    place: Place
    title: Said
    kinds: list[str]
    text: Said | None = None
    basis: str = ""
    rationale: Said | None = None
    levels: list[Named] = field(default_factory=list)
    pieces: list[tuple[str, list[Named]]] = field(default_factory=list)
    heading: str = ""
    body: Markup = field(default_factory=Markup)
    contents: list[tuple[str, str]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    documents: list[Named] = field(default_factory=list)
    deprecated: bool = False
    replacements: list[tuple[Named, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the title as it stands by itself, with a capital."""
        return capital(self.title.text)


def embedded(place: Place) -> Embedded:
    """Return what stands at a place; raises PictureError for a figure that cannot be drawn of what is asked."""
    return _MAKERS[place.kind](place)


def page(place: Place) -> flask.Response:
    """Return an embed as a page of its own, which any other page may frame."""
    shown = embedded(place)
    values = {
        "page": shown,
        "edition": pins.edition(),
        "version": house().data.version,
        "canonical": absolute(place.page),
        "whole": absolute(pins.kept(place.page)),
        "few": FEW,
        "old": is_old(),
        "newer": place.embed if is_old() and as_now().status_code == OK else "",
    }
    return answer(outward(flask.render_template("embed/embed.html", **values)), "text/html; charset=utf-8")


def is_old() -> bool:
    """Return whether a release is shown that is not what this portal shows to whoever asks for none."""
    release = pins.held()
    return bool(release and release.data != flask.current_app.extensions["kierre"].ours)


def _thing(place: Place) -> Embedded:
    entry = house().catalogue.own[place.name] if place.kind == "local" else house().catalogue[ID + place.name]
    language, catalogue = place.language, house().catalogue
    pieces, heading, body = _inside(entry, language)
    return Embedded(
        place,
        Said(*entry.label(language)),
        [catalogue[iri].label(language)[0] for iri in entry.classes if iri.startswith(KIERRE)],
        said(entry, SKOS + "definition", language),
        "local" if entry.is_own else "hypothesis" if entry.inferred else "stated",
        said(entry, KIERRE + "rationale", language),
        [named(catalogue[iri], language) for iri in entry.levels],
        pieces,
        heading,
        body,
        sources=_sources(entry, language),
        deprecated=entry.deprecated,
        replacements=[
            (named(catalogue[iri], language), Place("thing", iri.removeprefix(ID), language).embed)
            for iri in catalogue.successors(entry.iri)
        ],
    )


def _inside(entry: Entry, language: Language) -> tuple[list[tuple[str, list[Named]]], str, Markup]:
    """Return what a thing is made of: the parts of a configuration, the picture of a loop."""
    found = next((each for each in house().whole.configurations if each.iri == entry.iri), None)
    if found:
        parts = card(found, language)
        words = (gettext("Contexts"), gettext("Actors"), gettext("Interventions"), gettext("Mechanism"), gettext("Outcomes"))
        members = (parts.contexts, parts.actors, parts.interventions, parts.mechanisms, parts.outcomes)
        return [pair for pair in zip(words, members, strict=True) if pair[1]], "", Markup("")
    loop = house().analysis.loop(entry.slug) if KIERRE + "FeedbackLoop" in entry.classes else None
    if loop:
        return [], "", draw.inline("loop", loop=loop.identifier)
    return [], "", Markup("")


def _sources(entry: Entry, language: Language) -> list[Source]:
    catalogue = house().catalogue
    found: dict[str, list[tuple[str, Named]]] = defaultdict(list)
    for each in queries.statements_of(house().data.store, entry.iri):
        found[each.document].append((each.locator, named(catalogue[each.iri], language)))
    return [Source(named(catalogue[document], language), places) for document, places in found.items()]


def _statement(place: Place) -> Embedded:
    entry, language, catalogue = house().catalogue[STATEMENT + place.name], place.language, house().catalogue
    places = queries.locators(house().data.store, entry.iri)
    documents = [named(catalogue[iri], language) for iri in entry.wholes if iri.startswith(ID)]
    return Embedded(
        place,
        Said(*entry.label(language)),
        [gettext("Place in a source")],
        said(entry, KIERRE + "paraphrase", language),
        "stated",
        sources=[Source(documents[0], [(each, named(entry, language)) for each in places])] if documents else [],
    )


def _page(place: Place) -> Embedded:
    found = house().guides[place.name]
    language, catalogue = place.language, house().catalogue
    tag, text = found.in_language(language)
    cited = [catalogue[each.target.replace("st:", STATEMENT, 1)] for each in text.citations]
    documents = dict.fromkeys(whole for entry in cited for whole in entry.wholes if whole.startswith(ID))
    ends = [
        (gettext("The obstacle"), found.matter.obstacle),
        (gettext("The lever"), found.matter.lever),
    ]
    heading, body = _questions(found, language) if found.kind == CARD else ("", Markup(""))
    return Embedded(
        place,
        Said(text.title, plans.tag(found.kind, tag)),
        [gettext("Guidance page")],
        Said(text.summary, plans.tag(found.kind, tag)),
        "local" if found.is_own else "",
        pieces=[(word, [named(catalogue[ID + slug], language)]) for word, slug in ends if slug],
        heading=heading,
        body=body,
        contents=[] if body else _contents(found, language),
        documents=[named(catalogue[iri], language) for iri in documents],
    )


def _contents(found: Page, language: Language) -> list[tuple[str, str]]:
    tag, text = found.in_language(language)
    sections = zip(found.anchors(tag), text.headings, strict=True)
    base = of_iri(PAGE + found.slug, language) + house().view
    return [(f"{base}#{anchor}", heading.text) for anchor, heading in sections if heading.level == 2]


def _questions(found: Page, language: Language) -> tuple[str, Markup]:
    """Return the last section of a team card, which is its questions: the heading and the text."""
    tag, text = found.in_language(language)
    last = text.headings[-1]
    lines = text.markdown.split("\n")[last.line :]
    markdown = "\n".join(line for line in lines if not line.startswith("[^"))
    writer = Writer(
        address=lambda target: _target(target, language),
        note=lambda _: "",
        draw=lambda _: "",
        code=lambda code: code,
        anchors=found.anchors(tag)[-1:],
        back="",
        here="",
    )
    return last.text, Markup(to_html(markdown, writer).body)  # noqa: S704 - of our own pages, without raw HTML


def _target(target: str, language: Language) -> str:
    prefix, _, name = target.partition(":")
    bases = {"page": PAGE, "st": STATEMENT}
    if prefix == "section":
        return address(name, language)
    return of_iri(bases.get(prefix, ID) + name, language)


def _figure(place: Place) -> Embedded:
    found = figure(place.name, place.language, place.parameters)
    drawing = draw.inline(place.name, **place.parameters)  # type: ignore[arg-type]  # texts; twin and caption stay as they are
    return Embedded(place, Said(found.title, place.language), [gettext("Picture")], body=drawing)


def _loop(place: Place) -> Embedded:
    language, closed = place.language, house().analysis.loop(place.name)
    loop = closed or house().whole.loop(place.name)
    if loop is None:
        raise PictureError(gettext("There is no loop called %(name)s.", name=place.name))
    shown = shown_loop(loop, language)
    return Embedded(
        place,
        shown.name,
        [gettext("Feedback loop")],
        Said(shown.reading, language),
        "hypothesis" if shown.inferred else "stated",
        shown.rationale,
        body=draw.inline("loop", loop=loop.identifier)
        if closed
        else Markup("<p>{}</p>").format(gettext("The source does not close this loop. Our hypotheses are in the other view.")),
    )


_MAKERS: dict[str, Callable[[Place], Embedded]] = {
    "thing": _thing,
    "local": _thing,
    "statement": _statement,
    "page": _page,
    "figure": _figure,
    "loop": _loop,
}
