"""The saved queries: each file is whole, runs as it stands and with its values bound as terms, and gives what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.graph import saved
from portal.graph.formats import RESULT_TSV
from portal.graph.guard import guard
from portal.graph.load import Data
from portal.graph.results import write
from portal.graph.saved import Kind, Saved, answer, defaults
from portal.languages import LANGUAGES
from portal.namespaces import ID, XSD
from portal.terms import Iri, Text

QUERIES = saved.saved()
ANSWERS = Path(__file__).parent / "saved"
OBSTACLE = Iri(ID + "queues-grow")
WHOLE = """\
# title = { fi = "Este", sv = "Hinder", en = "Obstacle" }
# description = { fi = "Yksi.", sv = "Ett.", en = "One." }
# theme = "model"
# order = 1
# parameters.obstacle = { kind = "thing", classes = ["Barrier"] }
SELECT ?thing (COUNT(?x) AS ?counters) ?obstacle WHERE {
  VALUES ?obstacle { id:queues-grow }
  ?thing kierre:counters ?obstacle ; ?y ?x
}
GROUP BY ?thing ?obstacle
"""
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda each: each.name)


def lines(query: Saved, found: str) -> list[str]:
    """The rows of an answer; sorted where the query gives them no order."""
    rows = found.splitlines()
    return rows if "ORDER BY" in query.text else sorted(rows)


@each_query
def test_a_query_gives_what_is_expected(real: Data, query: Saved) -> None:
    """With the values that it has unless told; `make answers` shows the difference to read, and takes it over."""
    found = write(query.told, answer(query, real.store, defaults(query, "fi")), RESULT_TSV).decode()
    assert lines(query, found) == lines(query, (ANSWERS / f"{query.name}.tsv").read_text(encoding="utf-8"))


def test_no_answer_is_expected_of_a_query_that_is_gone() -> None:
    """Each file belongs to a query."""
    assert sorted(file.stem for file in ANSWERS.iterdir()) == sorted(each.name for each in QUERIES)


@each_query
def test_every_query_finds_something(query: Saved) -> None:
    """An example that finds nothing teaches nothing."""
    assert (ANSWERS / f"{query.name}.tsv").read_text(encoding="utf-8").count("\n") > 1


@each_query
def test_a_query_says_the_same_as_text_and_with_terms_bound(real: Data, query: Saved) -> None:
    """What the editor shows is what the page and the interface for programs answer."""
    given = defaults(query, "sv")
    rows = answer(query, real.store, given)
    if query.graph:
        assert {tuple(row.values()) for row in rows} == set(real.store.construct(query.written(given)))
    else:
        assert [*map(str, rows)] == [*map(str, real.store.select(query.written(given)))]


@each_query
def test_a_query_may_be_sent_to_the_endpoint(query: Saved) -> None:
    """It passes the guard for strangers' queries."""
    assert guard(query.text, characters=10_000, depth=20).text == query.text


@each_query
def test_every_column_and_parameter_has_a_name_in_each_language(query: Saved) -> None:
    """Forms and tables are headed with words."""
    for name in (*query.told, *(each.name for each in query.parameters)):
        assert all(saved.word(name, language) for language in LANGUAGES)


@each_query
def test_parameters_do_not_take_the_names_of_what_every_call_has(query: Saved) -> None:
    """`view`, `lang`, `format`, `limit` and `offset` mean the same everywhere."""
    assert not {each.name for each in query.parameters} & {"view", "lang", "format", "limit", "offset"}


@each_query
def test_a_parameter_is_projected(query: Saved) -> None:
    """Else the engine cannot bind it."""
    assert query.graph or {each.name for each in query.parameters} <= {*query.columns}


def test_titles_and_descriptions_are_translated_and_differ() -> None:
    """No language borrows from another, and no two queries are called the same."""
    for each in QUERIES:
        assert len(set(each.title.values())) == len(set(each.description.values())) == 3
    for language in LANGUAGES:
        assert len({each.title[language] for each in QUERIES}) == len(QUERIES)


def test_places_in_a_theme_differ() -> None:
    """The order is the one that was meant."""
    assert len({(each.theme, each.order) for each in QUERIES}) == len(QUERIES)


def test_every_theme_has_queries_and_every_word_is_used() -> None:
    """Nothing stands in words.toml for nobody."""
    used = {name.removesuffix("Name") for each in QUERIES for name in (*each.told, "name" if "name" in each.columns else "thing")}
    assert set(saved.words()["themes"]) == {each.theme for each in QUERIES}
    assert set(saved.words()["names"]) <= used | {p.name for each in QUERIES for p in each.parameters} | {"name"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is whole."""
    (tmp_path / "a.rq").write_text(WHOLE)
    return tmp_path / "a.rq"


def test_a_file_is_read(file: Path) -> None:
    """Its parameters with their defaults, its columns without what is counted."""
    found = saved.read(file)
    assert (found.name, found.columns) == ("a", ("thing", "counters", "obstacle"))
    assert found.parameters == (saved.Parameter("obstacle", Kind.THING, OBSTACLE, classes=("Barrier",)),)


def test_a_query_is_written_with_other_values(file: Path) -> None:
    """As a prefixed name, a whole IRI, a text that holds quotation marks, a number, or open."""
    found = saved.read(file)
    assert "{ id:other }" in found.written({"obstacle": Iri(ID + "other")})
    assert "{ <https://example.org/a/b> }" in found.written({"obstacle": Iri("https://example.org/a/b")})
    assert r'{ "a\"} \\b" }' in found.written({"obstacle": Text('a"} \\b')})
    assert "{ 12 }" in found.written({"obstacle": Text("12", datatype=XSD + "integer")})
    assert "{ UNDEF }" in found.written({})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('sv = "Hinder", ', "", "must have title.fi, title.sv and title.en"),
        ('theme = "model"', 'theme = "nothing"', "must have a theme of words.toml"),
        ("# order = 1\n", "", "must have an order"),
        ("# order = 1\n", "# order = 1\n# colour = 1\n", "has colour in its first lines"),
        ("  VALUES ?obstacle { id:queues-grow }\n", "", "must name each parameter twice"),
        ("# theme =", "# theme ", "must begin with lines of TOML"),
    ],
)
def test_a_file_that_is_not_whole_is_named_with_what_it_lacks(file: Path, old: str, new: str, said: str) -> None:
    """So that its author knows what to write."""
    assert old in WHOLE
    file.write_text(WHOLE.replace(old, new))
    with pytest.raises(SourceError, match=said):
        saved.read(file)


def test_free_text_is_no_column_of_the_answer() -> None:
    """What a stranger writes into an address does not come back as a cell."""
    found = saved.find("things-by-word")
    assert found
    assert "word" in found.columns
    assert "word" not in found.told


def test_values_are_bound_as_terms_and_never_read_as_text(real: Data) -> None:
    """A text that would end the string and go on as a query finds nothing and changes nothing."""
    found = saved.find("things-by-word")
    assert found
    assert answer(found, real.store, {"word": Text('" } ?a ?b ?c { "')}) == []
