"""The things that a question names, in any of their ways, with a sentence on what is near when there is none."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain

from portal.errors import BadQuestion, UnknownName
from portal.graph.catalogue import Entry
from portal.namespaces import ID, SKOS
from portal.web.contract.parameters import Words
from portal.web.house import house
from portal.web.language import current

_LINKS = ("link-", "relation-", "configuration-")
_LONGEST = 200  # characters of a name that are compared with those that we know


def thing(parameter: Words) -> str:
    """Return the thing (IRI) that a parameter names: by id, `id:` and id, IRI, or exact name in any of the three languages.

    Raises BadQuestion when several things are called so, UnknownName (with what is near) when nothing is.
    """
    text, name = parameter.read(), parameter.name
    iri = text if text.startswith(ID) else ID + text.removeprefix("id:")
    if iri in house().catalogue:
        return iri
    found = _called(text)
    if len(found) > 1:
        raise BadQuestion(f"Several things are called {text[:_LONGEST]!r}: {', '.join(found)}. Ask for one of these in {name}.")
    if not found:
        raise UnknownName(f"There is nothing called {text[:_LONGEST]!r}.{_hint(text)}")
    return ID + found[0]


def _called(text: str) -> list[str]:
    """Return the ids of the things with exactly this name; of several, those that stand in the network, when one does."""
    wanted = text.casefold()
    found = [entry.slug for entry in _ours() if wanted in map(str.casefold, _names(entry))]
    graph = house().analysis.network.graph
    return sorted([each for each in found if ID + each in graph] or found)


def _hint(text: str) -> str:
    """Return a sentence with up to three things whose id or name is like a text, or nothing."""
    by_name = {name.casefold(): entry for entry in _ours() for name in (*_names(entry), entry.slug)}
    near = get_close_matches(text[:_LONGEST].casefold().removeprefix("id:"), by_name, n=6)
    words = dict.fromkeys(f"{by_name[each].slug} ({by_name[each].label(current())[0]})" for each in near)
    return f" Did you mean {' or '.join(list(words)[:3])}?" if words else ""


def _ours() -> list[Entry]:
    return [each for each in house().catalogue if each.iri.startswith(ID) and each.classes and not each.slug.startswith(_LINKS)]


def _names(entry: Entry) -> list[str]:
    return [name for label in ("prefLabel", "altLabel") for name in chain(*entry.texts.get(SKOS + label, {}).values())]
