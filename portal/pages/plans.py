"""The kinds of pages, and the headings that all pages of a kind share (plans.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from portal.languages import LANGUAGES, Language

KINDS = ("methods", "work", "model", "tasks", "cards", "cases", "selko", "guides", "site")
PLAIN = "selko"
_FILE = Path(__file__).parent / "plans.toml"


@cache
def _plans() -> dict[str, list[list[str]]]:
    return {kind: plan["headings"] for kind, plan in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}


def plan(kind: str, language: Language) -> list[str]:
    """Return the headings that a page of a kind has in a language, in their order; none for a kind without a plan."""
    place = LANGUAGES.index(language)
    return [words[place] for words in _plans().get(kind, ())]


def tag(kind: str, language: Language) -> str:
    """Return the language tag of a page's text: plain language is a variant (BCP 47 subtag `simple`)."""
    return f"{language}-simple" if kind == PLAIN else language
