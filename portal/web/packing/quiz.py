"""Questions that go along: drawn from the bank of this version, each with what is told after answering."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext

from portal.languages import Language
from portal.learning.package import QuizEntry
from portal.web import bank
from portal.web.chosen import Chosen
from portal.web.lasting import lasting


def quiz_entry(slug: str, chosen: Chosen, language: Language, *, key: bool) -> QuizEntry:
    """Return the questions of an item; key: whether a handout shows the right answers."""
    return _quiz(slug, chosen.title.text, bank.Asked(**chosen.item.draw), language, key=key)


def quiz_of(slug: str, names: Sequence[str], language: Language, *, key: bool) -> QuizEntry:
    """Return questions that were chosen by name; key: as above."""
    return _quiz(slug, gettext("Questions"), bank.Asked(names=tuple(names)), language, key=key)


def _quiz(slug: str, title: str, asked: bank.Asked, language: Language, *, key: bool) -> QuizEntry:
    found = bank.for_elsewhere(asked.draw(), language, asked.seed)
    return QuizEntry(slug, title, lasting(asked.address(language)), found, bank.told(found), key)
