"""The form of a saved query: its parameters in the address -> terms to bind, each wrong one with a sentence on what to change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

import flask
from werkzeug.datastructures import MultiDict

from portal.graph.catalogue import Entry
from portal.graph.saved import Kind, Parameter, Saved, defaults, word
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE, LEVELS, RDFS, SKOS, STATEMENT, XSD, local_name, shorten
from portal.terms import Iri, Node, Text
from portal.web.house import house

LONGEST = 200  # characters of a value
_FEW = 12  # values that a sentence can name
_NUMBER = 9  # digits
Say = Callable[..., str]  # gettext, or `in_english`


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, what it is called, and whether it is."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """A parameter as a form shows it: its name and label, what was filled in, what there is to choose from, what is wrong."""

    name: str
    label: str
    given: str
    options: list[Option]
    fault: str
    parameter: Parameter


@dataclass(frozen=True)
class Asked:
    """What was asked of a query: the terms to bind, and by parameter what is wrong."""

    given: Mapping[str, Node]
    faults: Mapping[str, str]


def in_english(text: str, **values: object) -> str:
    """Return an interface text as programs get it."""
    return text % values


def read(query: Saved, args: MultiDict[str, str], language: Language, _: Say, name_of: Callable[[str], str] = str) -> Asked:
    """Return what the parameters of an address ask of a query; name_of: what a parameter is called in a sentence."""
    given, faults = defaults(query, language), {}
    for each in query.parameters:
        texts = [text.strip() for text in args.getlist(each.name)]
        called = name_of(each.name)
        if len(texts) > 1:
            faults[each.name] = _("%(name)s stands in the address %(count)s times. Give it once.", name=called, count=len(texts))
        elif texts and not texts[0] and not each.needed:
            given.pop(each.name, None)
        elif texts and texts[0]:
            found = _value(each, texts[0], language, _, called)
            if isinstance(found, str):
                faults[each.name] = found
            else:
                given[each.name] = found
    return Asked(given, faults)


def _value(parameter: Parameter, text: str, language: Language, _: Say, called: str) -> Node | str:
    """Return the term that a text stands for, or a sentence on what to change."""
    shown = text[:60]
    if len(text) > LONGEST:
        return _("%(name)s is longer than %(most)s characters. Shorten it.", name=called, most=LONGEST)
    if parameter.kind is Kind.TEXT:
        return Text(text)
    if parameter.kind is Kind.NUMBER:
        least, most = parameter.least, parameter.most
        if text.isascii() and text.isdigit() and len(text) <= _NUMBER and least <= int(text) <= most:
            return Text(str(int(text)), datatype=XSD + "integer")
        return _(
            "%(name)s is a whole number from %(least)s to %(most)s, not “%(given)s”.",
            name=called, least=least, most=most, given=shown,
        )  # fmt: skip
    if parameter.kind is Kind.CHOICE:
        if text in parameter.choices:
            return Text(text)
        return _("%(name)s: “%(given)s” is not known.", name=called, given=shown) + _hint(
            text, {each: each for each in parameter.choices}, _
        )
    known = candidates(parameter)
    found = _found(text, known)
    if len(found) == 1:
        return Iri(found[0].iri)
    if found:
        names = ", ".join(each.slug for each in found[:_FEW])
        return _(
            "%(name)s: several things are called “%(given)s”. Name one of them: %(choices)s.",
            name=called, given=shown, choices=names,
        )  # fmt: skip
    by_name = {name.casefold(): _told(each, language) for each in known for name in (*_names(each), each.slug)}
    return _("%(name)s: “%(given)s” is not known, or does not fit here.", name=called, given=shown) + _hint(text, by_name, _)


def _told(entry: Entry, language: Language) -> str:
    return f"{entry.slug} ({entry.label(language)[0]})"


def _hint(text: str, known: Mapping[str, str], _: Say) -> str:
    """Return a sentence with what is near a text, or with all that there is when that is little."""
    near = list(dict.fromkeys(known[each] for each in get_close_matches(text.casefold().removeprefix("id:"), known, n=6)))[:3]
    if near:
        return " " + _("Did you mean: %(names)s?", names=", ".join(near))
    every = list(dict.fromkeys(known.values()))
    return " " + _("There are: %(names)s.", names=", ".join(every)) if 0 < len(every) <= _FEW else ""


def candidates(parameter: Parameter) -> list[Entry]:
    """Return what a parameter may name, in their order."""
    catalogue = house().catalogue
    if parameter.kind is Kind.CLASS:
        return catalogue.classes()
    if parameter.kind is Kind.LEVEL:
        return [catalogue[each] for each in LEVELS]
    if parameter.kind is Kind.STATEMENT:
        return catalogue.of_class(KIERRE + "SourceStatement")
    if parameter.classes:
        found = chain.from_iterable(catalogue.of_class(KIERRE + each) for each in parameter.classes)
        return list({entry.iri: entry for entry in found}.values())
    return [each for each in catalogue if each.iri.startswith(ID) and each.classes]


def _found(text: str, known: Iterable[Entry]) -> list[Entry]:
    """Return what a text names: by IRI, by the last part of it with or without a prefix, else by an exact name in any language."""
    entries = list(known)
    wanted = {text, "level-" + text}
    exact = [each for each in entries if {each.iri, each.slug, shorten(each.iri)} & wanted]
    return exact or [each for each in entries if text.casefold() in map(str.casefold, _names(each))]


def _names(entry: Entry) -> list[str]:
    """Return the names of a thing; statements have none of their own."""
    properties = () if entry.iri.startswith(STATEMENT) else (SKOS + "prefLabel", SKOS + "altLabel", RDFS + "label")
    return [name for each in properties for name in chain(*entry.texts.get(each, {}).values())]


def fields(query: Saved, asked: Asked, language: Language) -> list[Field]:
    """Return the form of a query as it was filled in; nothing that was filled in is lost."""
    return [_field(each, asked, language) for each in query.parameters]


def _field(parameter: Parameter, asked: Asked, language: Language) -> Field:
    name = parameter.name
    filled = flask.request.args.get(name, "").strip()[:LONGEST]
    bound = short(asked.given[name]) if name in asked.given else ""
    given = filled if name in asked.faults else bound
    options = [Option(value, text, value == given) for value, text in _choices(parameter, language)]
    if options and given and not any(each.chosen for each in options):
        options.append(Option(given, given, True))
    fault = asked.faults.get(name, "")
    return Field(name, word(name, language), given, options, fault, parameter)


def short(value: Node) -> str:
    """Return a term as one writes it in an address."""
    return local_name(str(value)) if isinstance(value, Iri) else str(value)


def _choices(parameter: Parameter, language: Language) -> Sequence[tuple[str, str]]:
    """Return the values of a parameter and their names; nothing where a reader writes."""
    if parameter.kind is Kind.CHOICE:
        return [(each, each) for each in parameter.choices]
    if parameter.kind in {Kind.TEXT, Kind.NUMBER, Kind.STATEMENT} or (parameter.kind is Kind.THING and not parameter.classes):
        return ()
    found = [(each.slug, each.label(language)[0]) for each in candidates(parameter)]
    ordered = parameter.kind is Kind.LEVEL or any(each.position is not None for each in candidates(parameter))
    return found if ordered else sorted(found, key=lambda each: sort_key(each[1]))


def query_string(query: Saved, given: Mapping[str, Node]) -> list[tuple[str, str]]:
    """Return the values of the parameters as one writes them in an address, in the order of the query."""
    return [
        (each.name, short(given[each.name]) if each.name in given else "")
        for each in query.parameters
        if each.name in given or each.default is not None
    ]
