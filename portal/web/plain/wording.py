"""Texts of the graph for programs: in the language that was asked for, else by language; and plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from portal.languages import LANGUAGES, Language, fallbacks
from portal.namespaces import KIERRE, XSD, local_name
from portal.terms import Iri, Node, Text
from portal.web.plain.linked import coerced, short
from portal.web.plain.records import Wording, Wordings

_PREFIX = "xsd:"


def one(texts: Mapping[str, Sequence[str]], language: Language | None) -> Wording | None:
    """Return the first text of each language; in one language, when it is asked for, as a string where it is there."""
    first = {each: texts[each][0] for each in LANGUAGES if texts.get(each)}
    if language is None or not first:
        return first or None
    found = next(each for each in fallbacks(language) if each in first)
    return first[found] if found == language else {found: first[found]}


def many(texts: Mapping[str, Sequence[str]], language: Language | None) -> Wordings:
    """Return the texts of each language, or those of one, when it is asked for."""
    if language is not None:
        return tuple(texts.get(language, ()))
    return {each: tuple(texts[each]) for each in LANGUAGES if texts.get(each)}


def values(said: Iterable[tuple[str, Node]], language: Language | None) -> dict[str, object]:
    """Return plain values and terms of ours by the short name of their property: one, or several as a list."""
    texts: dict[str, dict[str, list[str]]] = {}
    found: dict[str, list[object]] = {}
    for property_, value in sorted(said, key=lambda pair: (pair[0], str(pair[1]))):
        name = short(property_)
        if isinstance(value, Text) and value.language in LANGUAGES:
            texts.setdefault(name, {}).setdefault(value.language, []).append(value.value)
        else:
            found.setdefault(name, []).append(_plain(name, value))
    single: dict[str, object] = {name: each[0] if len(each) == 1 else tuple(each) for name, each in found.items()}
    for name, by_language in texts.items():
        several = any(len(each) > 1 for each in by_language.values())
        single[name] = (many if several else one)(by_language, language)
    return dict(sorted(single.items()))


def _plain(name: str, value: Node) -> object:
    """Return a value as plain JSON where the context says its type, else with its type beside it."""
    if isinstance(value, Iri):
        return local_name(value.value) if value.value.startswith(KIERRE) and coerced(name) == "@vocab" else {"@id": value.value}
    if isinstance(value, Text) and value.datatype == XSD + "integer":
        return int(value.value)
    datatype = (value.datatype if isinstance(value, Text) else None) or XSD + "string"
    if coerced(name) == _PREFIX + local_name(datatype):
        return str(value)
    if isinstance(value, Text) and value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": str(value), "@type": datatype}
