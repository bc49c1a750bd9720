"""Finding guidance by choices: what is offered under each name, what a request asks for, and the address of a choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlencode

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from portal.analysis.narrowing import ASKED
from portal.analysis.ways import KINDS
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import ADULT_SOCIAL_WORK, ID, KIERRE, LEVELS, local_name
from portal.web.addresses import address
from portal.web.house import house, view_parameter
from portal.web.levers import obstacles

Offered = list[tuple[Entry | None, list[Entry]]]  # headings, and what stands under each

# The name under which a thing of a class is chosen.
_NAMES = {
    "LifeDomain": "domain",
    "Need": "need",
    "ProcessStage": "stage",
    "Method": "method",
    "MethodFamily": "method",
    "Service": "service",
    "ServiceClass": "service",
    "Barrier": "obstacle",
    "ServiceInterface": "interface",
    "Value": "value",
    "Instrument": "instrument",
}


def offered(name: str, language: Language) -> Offered:
    """Return what can be chosen under a name, under headings where it has any; kinds are no things and stand in KINDS."""
    catalogue = house().catalogue
    if name == "method":
        return _grouped("MethodFamily", "Method", "inFamily", language)
    if name == "service":
        return _grouped("ServiceClass", "Service", "inServiceClass", language)
    if name == "obstacle":
        return _by_level(obstacles().values(), language)
    if name == "level":
        return [(None, [catalogue[iri] for iri in LEVELS if iri in catalogue])]
    class_ = next(class_ for class_, each in _NAMES.items() if each == name)
    found = catalogue.of_class(KIERRE + class_)
    if name in {"domain", "stage"}:
        found = [each for each in found if each.position] or found
    if name == "interface":
        inside = {each.iri for each in found}
        found = [each for each in found if not inside.intersection(each.wholes)]
    ordered = found if found and found[0].position else sorted(found, key=lambda each: sort_key(each.label(language)[0]))
    return [(None, ordered)]


def _grouped(heading: str, class_: str, joined: str, language: Language) -> Offered:
    """Return the things of a class under their headings, each of which can be chosen itself, and then those without one."""
    catalogue = house().catalogue
    under = dict(house().pairs(KIERRE + joined))
    things = [each for each in catalogue.of_class(KIERRE + class_) if each.iri != ADULT_SOCIAL_WORK and not each.is_own]
    things.sort(key=lambda each: sort_key(each.label(language)[0]))
    groups: Offered = [
        (each, [each, *(thing for thing in things if under.get(thing.iri) == each.iri)])
        for each in catalogue.of_class(KIERRE + heading)
    ]
    rest = [each for each in things if each.iri not in under]
    return [*groups, (None, rest)] if rest else groups


def _by_level(things: Iterable[Entry], language: Language) -> Offered:
    found = sorted(things, key=lambda each: sort_key(each.label(language)[0]))
    groups: Offered = [(house().catalogue[level], [each for each in found if level in each.levels]) for level in reversed(LEVELS)]
    return [*((heading, each) for heading, each in groups if each), (None, [each for each in found if not each.levels])]


def values(name: str, language: Language) -> dict[str, str]:
    """Return what can be chosen under a name: the word in the address -> the value that the analysis knows."""
    if name == "kind":
        return {kind: kind for kind in KINDS}
    return {each.slug: each.iri for _, group in offered(name, language) for each in group}


@dataclass(frozen=True)
class Question:
    """What a request asks for: the choices that can be understood, in the order of an address, and what is wrong with the rest."""

    chosen: dict[str, str]
    problems: list[str]


def understood(arguments: MultiDict[str, str], language: Language) -> Question:
    """Return the question of a request."""
    chosen, problems = {}, []
    for name in ASKED:
        given = list(dict.fromkeys(text for text in arguments.getlist(name) if text))
        if not given:
            continue
        known = values(name, language)
        unknown = [text for text in given if text not in known]
        if unknown:
            near = [_called(known[slug], language) for slug in get_close_matches(unknown[0][:100], known, n=2)]
            problems.append(gettext("“%(name)s” cannot be chosen here. Choose from the lists.", name=unknown[0][:100]))
            if near:
                problems.append(gettext("Did you mean: %(names)s?", names=", ".join(near)))
        fitting = [text for text in given if text in known]
        if len(fitting) > 1:
            names = ", ".join(_called(known[text], language) for text in fitting[:3])
            problems.append(
                gettext("Only one of these can be chosen at a time: %(names)s. The first one is answered.", names=names)
            )
        if fitting:
            chosen[name] = known[fitting[0]]
    return Question(chosen, problems)


def _called(value: str, language: Language) -> str:
    return house().catalogue[value].label(language)[0] if value.startswith(ID) else value


def asking(chosen: Mapping[str, str]) -> str:
    """Return the query string of some choices in this request's view: always the same for the same choices."""
    asked = [(name, local_name(chosen[name])) for name in ASKED if name in chosen]
    return urlencode([*asked, *view_parameter().items()])


def find_address(chosen: Mapping[str, str], language: Language) -> str:
    """Return the address of what some choices lead to, in this request's view."""
    asked = asking(chosen)
    return address("find", language) + (f"?{asked}" if asked else "")


def find_from(entry: Entry, language: Language) -> str:
    """Return the address of the guidance to a thing, or nothing when it cannot be chosen."""
    for class_ in entry.classes:
        name = _NAMES.get(class_.removeprefix(KIERRE), "")
        if name and entry.iri in values(name, language).values():
            return find_address({name: entry.iri}, language)
    return ""
