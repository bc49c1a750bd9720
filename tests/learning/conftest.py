"""The facts that questions are made from."""

from __future__ import annotations

import pytest

from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.learning.facts import Facts
from portal.learning.questions import Question, questions
from portal.learning.worded import Worded, worded


@pytest.fixture(scope="session")
def facts(real: Data) -> Facts:
    """The facts of the real data."""
    return Facts(real, Catalogue(real))


@pytest.fixture(scope="session")
def bank(facts: Facts) -> list[Question]:
    """Every question that the real data allows."""
    return questions(facts)


@pytest.fixture(scope="session", params=LANGUAGES)
def told(request: pytest.FixtureRequest, facts: Facts, bank: list[Question]) -> list[Worded]:
    """Every question in a language."""
    language: Language = request.param
    return [worded(facts, question, language, 1, lambda iri: iri) for question in bank]
