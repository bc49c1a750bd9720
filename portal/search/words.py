"""Text to words, and words to the plain letters in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from portal.languages import LANGUAGES, Language

DATA = Path(__file__).parent / "words"
_WORD = re.compile(r"[^\W_]+(?:['’:\-‐‑–][^\W_]+)*")
_JOINT = re.compile(r"[\-‐‑–]")
_ACCENTS = re.compile("[\u0300-\u036f\u00ad]+")
_AFTER = re.compile(r"['’:]\w*$")
_PLAIN = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ł": "l"})


def fold(text: str) -> str:
    """Return a text in lower case without dots, rings and accents, so that a missing dot hides nothing."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each word of a text begins and ends; a word with hyphens is one."""
    return [match.span() for match in _WORD.finditer(text)]


def pieces(word: str) -> list[str]:
    """Return a word as it is compared: folded, without what follows a colon; a word with hyphens in pieces and as a whole."""
    parts = [_AFTER.sub("", part) for part in _JOINT.split(fold(word))]
    parts = [part for part in parts if part]
    return [*parts, "".join(parts)] if len(parts) > 1 else parts


def tokens(text: str) -> list[str]:
    """Return the words of a text, folded; words with hyphens in pieces and as a whole."""
    return [piece for word in _WORD.findall(fold(text)) for piece in ((word,) if word.isalnum() else pieces(word))]


@cache
def stop_words() -> frozenset[str]:
    """Return the words of the three languages that say nothing of what is meant, folded."""
    return frozenset(word for language in LANGUAGES for word in tokens(_read(language)))


def _read(language: Language) -> str:
    return (DATA / f"stop.{language}.txt").read_text(encoding="utf-8")
