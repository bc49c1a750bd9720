"""Address or name -> item of a basket: what a reader pastes or writes, and what the page that is being shown is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

import flask

from portal.graph import saved
from portal.languages import LANGUAGES, Language
from portal.learning.basket import EVERY_KIND, Item, Sort, read_item
from portal.namespaces import ID, STATEMENT
from portal.sections import SECTIONS
from portal.web.house import house
from portal.web.part_names import part_name
from portal.web.pictures.registry import PICTURES

_SORTS = {
    "thing": Sort.THING,
    "statement": Sort.STATEMENT,
    "guide": Sort.GUIDE,
    "learning": Sort.GUIDE,
    "pictures": Sort.PICTURE,
    "loops": Sort.LOOP,
    "queries": Sort.QUERY,
}
_OTHER_WORDS = {"page": Sort.GUIDE, "path": Sort.GUIDE, "id": Sort.THING, "figure": Sort.PICTURE}
_LASTING = {"id": Sort.THING, "statement": Sort.STATEMENT, "page": Sort.GUIDE}
_OURS = {"v", "view", "lang", "format", "shape", "width", "n", "title", "items", "key"}  # of the page, not of what it shows
_ENDING = re.compile(r"\.(html|md|svg|png|ttl|jsonld|nt|nq|trig|rdf|linkset|xml)$")
_USUAL_COUNT = "10"


def meant(text: str) -> Item | None:
    """Return the item that is meant by its own form, an address, another word for its sort, or a name alone; None for nothing."""
    word, _, name = text.strip().partition(":")
    other = _OTHER_WORDS.get(word)
    return read_item(text.strip()) or item_of(text) or (_checked(other, name) if other else _named(text.strip()))


def _named(name: str) -> Item | None:
    """Return the thing, page, statement, picture, loop, saved query or question of a name."""
    here = house()
    known = {
        Sort.THING: ID + name in here.catalogue,
        Sort.GUIDE: name in here.guides,
        Sort.STATEMENT: STATEMENT + name in here.catalogue,
        Sort.PICTURE: name in PICTURES,
        Sort.LOOP: here.whole.loop(name) is not None,
        Sort.QUERY: saved.find(name) is not None,
        Sort.QUESTION: here.bank.question(name) is not None,
    }
    return next((_checked(sort, name) for sort, is_one in known.items() if is_one), None)


def item_of(text: str) -> Item | None:
    """Return the item that an address shows, whole or from its first slash; None for any other text."""
    try:
        parts = urlsplit(text.strip().strip("<>()[],;"))
    except ValueError:
        return None
    words = [unquote(each) for each in parts.path.split("/") if each]
    start = next((place for place, each in enumerate(words) if each in LANGUAGES or each in _LASTING), None)
    if start is None or not (parts.scheme in {"http", "https"} or text.strip().startswith("/")):
        return None
    first, *rest = words[start:]
    asked = {name: value for name, value in parse_qsl(parts.query) if name not in _OURS}
    kinds = [value for name, value in parse_qsl(parts.query) if name == "kind" and value]
    if first in _LASTING:
        return _checked(_LASTING[first], _ENDING.sub("", rest[0])) if len(rest) == 1 else None
    section = next((name for name, each in SECTIONS.items() if rest and rest[0] == each[_language(first)]), "")
    if section == "questions":
        return _questions(rest[1:], asked, kinds)
    return _in_section(section, rest[1:], asked)


def _language(text: str) -> Language:
    return next(each for each in LANGUAGES if each == text)


def _in_section(section: str, rest: list[str], asked: dict[str, str]) -> Item | None:
    name = _ENDING.sub("", rest[0]) if len(rest) == 1 else ""
    if len(rest) > 1:
        return None
    if section in _SORTS and name:
        sort = _SORTS[section]
        return _checked(sort, name, _parameters(asked) if sort in {Sort.PICTURE, Sort.QUERY} else [])
    if not part_name(section):
        return None
    return _checked(Sort.PART, section, _parameters({**({"name": name} if name else {}), **asked}))


def _questions(rest: list[str], asked: dict[str, str], kinds: list[str]) -> Item | None:
    """Return a question, or a draw of them; several by name are none."""
    if rest:
        return _checked(Sort.QUESTION, rest[0]) if len(rest) == 1 else None
    drawn = [asked.get("count", _USUAL_COUNT), asked.get("seed", "1"), *filter(None, map(asked.get, ("about", "difficulty")))]
    return None if "question" in asked else _checked(Sort.QUESTIONS, ".".join(kinds) or EVERY_KIND, drawn)


def _parameters(asked: dict[str, str]) -> list[str]:
    return [f"{name}.{value}" for name, value in asked.items() if value]


def _checked(sort: Sort, name: str, more: Iterable[str] = ()) -> Item | None:
    """Return an item, if it can stand in an address."""
    return read_item(":".join((sort, name, *more)))


def this_item() -> Item | None:
    """Return the item that the page being shown is, or None when it is none that goes to a course."""
    return item_of(flask.request.full_path.rstrip("?"))
