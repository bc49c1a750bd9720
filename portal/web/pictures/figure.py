"""A picture with everything that belongs to it on a page: both shapes, caption, and its twin in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from portal.analysis.network import LESS, MORE, Kind, Network, Step
from portal.languages import Language, capital
from portal.namespaces import SKOS
from portal.web.addresses import of_iri
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.pictures.letters import wrapped
from portal.web.pictures.shapes import LINE, Box, Picture

SIGNS = {MORE: "+", LESS: "−"}


@dataclass(frozen=True)
class Words:
    """Some words of the twin: in which language, where they lead, and whether they are our hypothesis."""

    text: str
    language: str
    address: str = ""
    inferred: bool = False


@dataclass(frozen=True)
class Figure:
    """What a page shows of a picture. Its two shapes say the same.

    head, rows: the twin as a table; sentences: the twin as a list; remarks: what it leaves out, and how to read it;
    origin: where it comes from and its licence, where that is other than for all pictures;
    listed, listed_narrow: relations that the picture, or its narrow shape alone, has no place for.
    """

    title: str
    description: str
    wide: Picture
    narrow: Picture
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    sentences: tuple[Words, ...]
    remarks: tuple[str, ...] = ()
    listed: tuple[Words, ...] = ()
    listed_narrow: tuple[Words, ...] = ()
    origin: str = ""


def thing_of(iri: str, language: Language, network: Network | None = None) -> Named:
    """Return a thing as a link; all its names together when the sources have several for one cause."""
    catalogue = house().catalogue
    names = network.names.get(iri, (iri,)) if network else (iri,)
    first = named(catalogue[iri], language)
    if len(names) == 1:
        return first
    text = " / ".join(catalogue[each].label(language)[0] for each in names)
    return Named(**{**vars(first), "name": type(first.name)(text, first.name.language)})


def box(thing: Named, x: float, y: float, width: float, height: float, size: float, **more: str | bool) -> Box:  # noqa: PLR0913
    """Return a box for a thing, with its name in lines that fit; it grows downwards when the height is less than that needs."""
    lines = wrapped(capital(thing.name.text), width - 14, size)
    look = str(more.pop("look", "")) or ("hypothesis" if thing.inferred else _LOOKS.get(thing.mark, "thing"))
    title = f"{capital(thing.name.text)} ({gettext('hypothesis')})" if thing.inferred else ""
    return Box(
        thing.slug, x, y, width, max(height, tall(len(lines), size)), lines, size, look, thing.address, title,
        thing.name.language, str(more.get("emphasis", "")), bool(more.get("bold", False)),
    )  # fmt: skip


_LOOKS = {"barrier": "barrier", "mechanism": "mechanism"}


def tall(lines: int, size: float) -> float:
    """Return how high a box of so many lines is."""
    return round(lines * size * LINE + 14)


def carrier(step: Step, language: Language) -> str:
    """Return the address that tells where an arrow comes from: its link, relation or configuration, else the thing it leads to."""
    return of_iri(step.carriers[0] if step.carriers else step.effect, language) + house().view


def title(step: Step, language: Language, network: Network) -> str:
    """Return an arrow in words: its ends, what it does, and what it rests on."""
    ends = f"{capital(thing_of(step.cause, language, network).name.text)} → {thing_of(step.effect, language, network).name.text}"
    does = {
        (Kind.LINK, MORE): gettext("increases"),
        (Kind.LINK, LESS): gettext("decreases"),
        (Kind.COUNTER, LESS): gettext("counters"),
        (Kind.CONFIGURATION, MORE): gettext("in one configuration"),
        (Kind.PART, MORE): gettext("part of the same"),
        (Kind.METHOD, MORE): gettext("applied by"),
    }.get((step.kind, step.sign), gettext("the direction varies"))
    return f"{ends}: {does}, {gettext('hypothesis') if step.inferred else gettext('stated in the source')}"


def sentence(step: Step, language: Language, network: Network) -> Words:
    """Return an arrow as a sentence: as its link says it, else made of its ends."""
    catalogue = house().catalogue
    texts = [catalogue[each].one(SKOS + "definition", language) for each in step.carriers] if step.kind is Kind.LINK else []
    said = [text for text in texts if text]
    address = carrier(step, language)
    if said:
        return Words(" ".join(text for text, _ in said), said[0][1], address, step.inferred)
    ends = {
        "cause": capital(thing_of(step.cause, language, network).name.text),
        "effect": thing_of(step.effect, language, network).name.text,
    }
    patterns = {
        Kind.COUNTER: gettext("%(cause)s – counters this: %(effect)s.", **ends),
        Kind.CONFIGURATION: gettext("%(cause)s – may help this to come about: %(effect)s.", **ends),
        Kind.PART: gettext("%(cause)s – includes this: %(effect)s.", **ends),
        Kind.METHOD: gettext("%(cause)s – used in this: %(effect)s.", **ends),
        Kind.LINK: gettext("%(cause)s – leads to this: %(effect)s.", **ends),
    }
    return Words(patterns[step.kind], language, address, step.inferred)


def words(thing: Named) -> Words:
    """Return a thing as words of the twin."""
    return Words(capital(thing.name.text), thing.name.language, thing.address, thing.inferred)


def arrow_row(step: Step, language: Language, network: Network) -> tuple[Words, ...]:
    """Return an arrow as a row of the twin: cause, sign, effect, basis."""
    basis = gettext("hypothesis") if step.inferred else gettext("stated in the source")
    return (
        words(thing_of(step.cause, language, network)),
        Words(SIGNS.get(step.sign, "±"), language),
        words(thing_of(step.effect, language, network)),
        Words(basis, language, carrier(step, language), step.inferred),
    )


def arrow_head() -> tuple[str, ...]:
    """Return the heads of the columns of a twin that lists arrows."""
    return gettext("From"), gettext("Direction"), gettext("To"), gettext("Basis")
