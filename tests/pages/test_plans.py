"""The headings that pages of a kind share."""

from __future__ import annotations

import pytest

from portal.languages import LANGUAGES
from portal.pages.plans import KINDS, _plans, plan, tag


@pytest.mark.parametrize("kind", _plans())
def test_a_plan_has_three_languages(kind: str) -> None:
    """And each heading in it differs from the others."""
    assert kind in KINDS
    for language in LANGUAGES:
        assert len(set(plan(kind, language))) == len(plan(kind, "fi")) > 2


def test_most_kinds_have_no_plan() -> None:
    """Their pages have the headings they need."""
    assert plan("tasks", "fi") == []


def test_plain_language_has_a_tag_of_its_own() -> None:
    """A variant of the language."""
    assert (tag("selko", "sv"), tag("work", "sv")) == ("sv-simple", "sv")
