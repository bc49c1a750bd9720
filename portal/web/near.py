"""What an address that leads nowhere may have meant: the words of its path, and what is near them. The one place that 404 asks."""

from __future__ import annotations

import re
from difflib import get_close_matches

from portal.graph.catalogue import Entry
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, PAGE
from portal.sections import SECTIONS
from portal.web.found import ask
from portal.web.house import house

MOST, LONGEST = 5, 100
_LIKELY = 0.5  # the least score of what may have been meant
_WORDS_OF_OURS = {*LANGUAGES, *SECTIONS, "id", "page", *(word for words in SECTIONS.values() for word in words.values())}


def words(path: str) -> str:
    """Return the words of a path as one would search for them: without languages and sections, hyphens as blanks."""
    parts = [part for part in path.split("/") if part.lower() not in _WORDS_OF_OURS]
    return " ".join(re.findall(r"[^\W_]+", " ".join(parts)))[:LONGEST].strip()


def near(path: str, language: Language) -> list[Entry]:
    """Return what an address may have meant, best first: by its last part, then by all its words, then by each."""
    wanted = path.rstrip("/").rsplit("/", 1)[-1].lower()[:LONGEST]
    slugs = {entry.slug: entry for entry in house().catalogue if entry.iri.startswith((ID, PAGE)) and entry.classes}
    found = [slugs[slug] for slug in get_close_matches(wanted, slugs, n=3)]
    asked = words(path)
    for text in dict.fromkeys([asked, *(word for word in asked.split()[:4] if len(word) > 3)]):
        if len(found) < MOST and text:
            iris = [each.card.iri for each in ask(text, language).found if each.score >= _LIKELY]
            found += [house().catalogue[iri] for iri in iris if iri.startswith((ID, PAGE)) and iri in house().catalogue][
                : MOST - len(found)
            ]
    return list({entry.iri: entry for entry in found}.values())
