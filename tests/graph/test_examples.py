"""The example queries of the editor."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from portal.graph import examples
from portal.graph.formats import RESULT_TSV
from portal.graph.guard import guard
from portal.graph.load import Data
from portal.languages import LANGUAGES, Language

FINNISH = examples.examples("fi")


@pytest.mark.parametrize("example", FINNISH, ids=lambda example: example.title)
def test_every_example_gives_rows(real: Data, example: examples.Example) -> None:
    """An example passes the guard, runs and finds something."""
    out = io.BytesIO()
    query = guard(example.query, characters=10_000, depth=20)
    real.store.answer(query.text, RESULT_TSV, out, 10_000, (), (), union=True, prefixes=True)
    assert out.getvalue().count(b"\n") > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_has_a_title_of_its_own(language: Language) -> None:
    """Titles differ, and are no part of the query."""
    found = examples.examples(language)
    assert len({each.title for each in found}) == len(found) == len(FINNISH)
    assert not any("#" in each.query.split("\n")[0] for each in found)


def test_an_example_has_a_name() -> None:
    """That of its file, without the number."""
    assert [each.name for each in FINNISH] == list(examples.names())
    assert examples.names()[0] == "mechanisms"


def test_titles_are_translated() -> None:
    """No language borrows the title of another."""
    for three in zip(*(examples.examples(language) for language in LANGUAGES), strict=True):
        assert len({each.title for each in three}) == 3


def test_an_example_without_a_title_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which file lacks which language."""
    (tmp_path / "1-a.rq").write_text("# fi: Kysymys\nASK {}\n")
    monkeypatch.setattr(examples, "FOLDER", tmp_path)
    assert examples.examples("fi") == [examples.Example("Kysymys", "ASK {}\n", "a")]
    with pytest.raises(ValueError, match=r"1-a\.rq has no line `# sv:"):
        examples.examples("sv")
