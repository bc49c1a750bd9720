"""The kinds of pages, and the headings that all pages of a kind share (plans.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from portal.languages import LANGUAGES, Language

KINDS = ("methods", "work", "model", "tasks", "cards", "cases", "learning", "selko", "guides", "site")
PLAIN = "selko"
LEARNING = "learning"
_FILE = Path(__file__).parent / "plans.toml"


@cache
def _plans() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def plan(kind: str, language: Language) -> list[str]:
    """Return the headings that a page of a kind has in a language, in their order; none for a kind without a plan."""
    place = LANGUAGES.index(language)
    return [words[place] for words in _plans().get(kind, {"headings": ()})["headings"]]


def section(kind: str, part: str, language: Language) -> str:
    """Return the heading of the section of a kind of page that plays a part (`steps`, `key`), or nothing."""
    own = _plans().get(kind, {})
    return next((words[LANGUAGES.index(language)] for words in own.get("headings", ()) if words[-1] == own.get(part)), "")


def tag(kind: str, language: Language) -> str:
    """Return the language tag of a page's text: plain language is a variant (BCP 47 subtag `simple`)."""
    return f"{language}-simple" if kind == PLAIN else language
