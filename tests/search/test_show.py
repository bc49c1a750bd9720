"""Results as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.languages import Language
from portal.search.ask import Search
from portal.search.show import Showing, Shown
from portal.search.texts import Library, plain


def shown(search: Search, library: Library, question: str, slug: str, language: Language = "fi") -> Shown:
    answer = search.ask(question, language)
    found = next(each for each in answer.found if each.card.iri.endswith("/" + slug))
    return Showing(search, library, answer, language)(found)


def marked(result: Shown) -> list[str]:
    return [piece.text for piece in result.name.pieces if piece.marked]


def test_the_matching_words_are_marked(search: Search, library: Library) -> None:
    """In the name and in the text."""
    result = shown(search, library, "jonot", "queues-grow")
    assert marked(result) == ["jonojen"]
    assert result.snippet
    assert [piece.text for piece in result.snippet.pieces if piece.marked]


@pytest.mark.parametrize(
    ("question", "slug", "why", "word"),
    [
        ("asiakassuunnitelmasta", "client-plan", "form", "asiakassuunnitelma"),
        ("jonossa", "queues-grow", "other form", "jonojen"),
        ("velka", "debt-counselling-expert", "part", "velkaneuvonnan"),
        ("taloussosialityö", "financial-social-work", "spelling", "taloussosiaalityö"),
        ("alimiehitys", "labour-shortage", "meaning", "työvoimapula"),
        ("ensamhet", "case-loneliness", "language", "ensamhet"),
    ],
)
def test_a_match_that_is_not_literal_says_why(
    search: Search, library: Library, question: str, slug: str, why: str, word: str
) -> None:
    """Which word it is, and how it answers."""
    reasons = shown(search, library, question, slug).reasons
    assert (why, word) in {(str(each.why), each.word) for each in reasons}


def test_a_literal_match_needs_no_reason(search: Search, library: Library) -> None:
    """The marked word tells."""
    assert shown(search, library, "lastensuojelu", "child-protection").reasons == ()


def test_a_hidden_name_is_not_told(search: Search, library: Library) -> None:
    """Only that it is an everyday word."""
    result = shown(search, library, "lasu", "child-protection")
    assert [each.why for each in result.reasons] == ["everyday"]
    assert "lasu" not in result.name.text.split()


def test_marks_leave_the_text_as_it_is(search: Search, library: Library) -> None:
    """Pieces put together are the name."""
    assert shown(search, library, "kasvu jono", "queues-grow").name.text == "jonojen kasvu"


def test_a_long_text_is_shown_in_part(search: Search, library: Library) -> None:
    """Around the words that were asked for, with dots where something is left out."""
    answer = search.ask("pyörätuoli polkupyörä bussi kylä", "fi")
    snippets = [Showing(search, library, answer, "fi")(found).snippet for found in answer.found[:10]]
    assert all(len(snippet.text) < 400 for snippet in snippets if snippet)


@given(st.text(max_size=60))
def test_any_result_can_be_shown(search: Search, library: Library, question: str) -> None:
    """With a name, whatever was asked."""
    answer = search.ask(question, "sv")
    assert all(Showing(search, library, answer, "sv")(found).name.text for found in answer.found[:3])


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Se [vahvistuu](id:x)[^y]. Taitoja\n[opitaan](page:z), kai.", "Se vahvistuu. Taitoja opitaan, kai."),
        ("Soita heti.\\\nPuhelu on **ilmainen**!", "Soita heti. Puhelu on ilmainen!"),
        ("a\n\n```bash\ncurl x\n```\n\nb", "a b"),
    ],
)
def test_a_text_without_marks_reads_as_it_is_read_aloud(markdown: str, text: str) -> None:
    """No blank stands before a stop where a footnote was."""
    assert plain(markdown) == text
