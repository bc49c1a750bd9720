"""The three languages of Kierre, and which one a reader gets when a text lacks theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_LAST = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
ENDONYMS: dict[Language, str] = {"fi": "suomi", "sv": "svenska", "en": "English"}


def fallbacks(language: Language) -> tuple[Language, ...]:
    """Return the languages in the order in which a reader of `language` is served."""
    return (language, *(other for other in LANGUAGES if other != language))


def sort_key(text: str) -> str:
    """Return a key that sorts words as Finnish and Swedish do: å, ä, ö after z; case and leading quotation marks do not count."""
    return text.casefold().lstrip("’‘”\"'(").translate(_LAST)


def capital(text: str) -> str:
    """Return a name as it stands at a beginning: with a capital."""
    return text[:1].upper() + text[1:]


def choose(texts: Mapping[str, str], language: Language) -> tuple[str, Language] | None:
    """Return the best of the texts (language -> text) for a reader and the language it is in, or None when there is none."""
    for candidate in fallbacks(language):
        if candidate in texts:
            return texts[candidate], candidate
    return None
