"""What a program or a person asks: the parameters of a question, each checked, with a sentence on what to change."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain

import flask

from portal.errors import BadQuestion, UnknownName
from portal.graph.catalogue import Entry
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, SKOS
from portal.web.house import house
from portal.web.language import current

COMMON = ("view", "lang", "format")
VIEWS = ("all", "source")
_LINKS = ("link-", "relation-", "configuration-")
_LONGEST = 200  # characters of a name that are compared with those that we know


def check(known: Sequence[str] = (), *, repeated: Sequence[str] = ()) -> Language:
    """Return the language of a question that has only known parameters, the common ones with values that they can have.

    repeated: the parameters that may stand there more than once. Raises BadQuestion.
    """
    names = (*known, *repeated, *COMMON)
    for name, values in flask.request.args.lists():
        if name not in names:
            near = get_close_matches(name[:_LONGEST], names, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadQuestion(f"There is no parameter {name!r} here.{hint} Known: {', '.join(names)}.")
        if len(values) > 1 and name not in repeated:
            raise BadQuestion(f"{name} stands there {len(values)} times. Give it once.")
    one_of("view", VIEWS, VIEWS[0])
    one_of("lang", LANGUAGES, LANGUAGES[0])
    return current()


def one_of(name: str, allowed: Sequence[str], default: str) -> str:
    """Return the value of a parameter, which must be one of some; raises BadQuestion."""
    value = flask.request.args.get(name, default)
    if has(name) and value not in allowed:
        raise BadQuestion(f"{name} is {' or '.join(allowed)}, not {value!r}.")
    return value


def many_of(name: str, allowed: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a parameter that may be repeated or hold several with commas between; raises BadQuestion."""
    given = [value.strip() for text in flask.request.args.getlist(name) for value in text.split(",")]
    for value in given:
        if value not in allowed:
            raise BadQuestion(f"{name} is any of {', '.join(allowed)}, not {value!r}.")
    return tuple(each for each in allowed if each in (given or default))


def number(name: str, least: int, most: int, default: int) -> int:
    """Return a whole number between two; raises BadQuestion."""
    text = flask.request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise BadQuestion(f"{name} is a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def has(name: str) -> bool:
    """Return whether a parameter stands there."""
    return name in flask.request.args


def given(name: str) -> str:
    """Return the text of a parameter that must be there; raises BadQuestion."""
    text = flask.request.args.get(name, "").strip()
    if not text:
        raise BadQuestion(f"{name} is missing. Name a thing there: the last part of its address, its IRI, or its exact name.")
    return text


def thing(name: str) -> str:
    """Return the thing (IRI) that a parameter names: by id, `id:` and id, IRI, or exact name in any of the three languages.

    Raises BadQuestion when it is missing or several things are called so, UnknownName (with what is near) when nothing is.
    """
    text = given(name)
    iri = text if text.startswith(ID) else ID + text.removeprefix("id:")
    if iri in house().catalogue:
        return iri
    found = _called(text)
    if len(found) > 1:
        raise BadQuestion(f"Several things are called {text!r}: {', '.join(found)}. Ask for one of these in {name}.")
    if not found:
        raise UnknownName(f"There is nothing called {text!r}.{_hint(text)}")
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
