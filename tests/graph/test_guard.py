"""The guard: what a stranger's query may say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import QueryError, QueryRefused, QuerySyntaxError
from portal.graph.guard import Form, Guarded, guard

SERVICE = "SERVICE <http://127.0.0.1/> { ?s ?p ?o }"


def read(text: str, depth: int = 20) -> Guarded:
    return guard(text, characters=1000, depth=depth)


def refusal(text: str) -> str:
    """The sentence with which a query is refused."""
    with pytest.raises(QueryRefused) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p ?o }", Form.SELECT),
        ("ask { }", Form.ASK),
        ("PREFIX ask: <http://a.test/> # SELECT\nConstruct WHERE { ?s ?p ?o }", Form.CONSTRUCT),
        ("BASE <http://select.test/> DESCRIBE <a>", Form.DESCRIBE),
        (r"\u0053ELECT * { }", Form.SELECT),
    ],
)
def test_the_form_is_the_first_word_that_names_one(text: str, form: Form) -> None:
    """Comments, prefixes and IRIs before it do not count."""
    assert read(text).form is form


@pytest.mark.parametrize(("text", "names"), [("ASK FROM <http://g.test/> {}", True), ('ASK { ?s ?p "FROM" }', False)])
def test_it_says_whether_a_query_names_its_dataset(text: str, *, names: bool) -> None:
    """FROM as a word names the dataset; FROM in a text does not."""
    assert read(text).names_dataset is names


@pytest.mark.parametrize(
    "harmless",
    [
        '{ ?s ?p "SERVICE <x>" }',
        "{ ?s ?p 'SERVICE' }",
        '{ ?s ?p """a " SERVICE "" \\""" SERVICE""" }',
        "{ ?s ?p '''SERVICE ' SERVICE''' }",
        "{ ?s <http://SERVICE.test/SERVICE> ?o }",
        "{ ?s ?p ?o } # SERVICE <http://a.test/>",
        "{ ?SERVICE ?p $service }",
        "{ ?s kierre:SERVICE ?o }",
        "{ service:a service:b service:c }",
        "{ GRAPH services:g { ?s ?p ?o } }",
        "FROM NAMED services:g { ?s ?p ?o }",
        '{ ?s ?p "x"@service }',
        "{ _:SERVICE ?p ?o }",
    ],
)
def test_service_inside_a_token_is_no_service(harmless: str) -> None:
    """Texts, IRIs, names, variables, tags and comments may hold the word."""
    assert read(f"SELECT * {harmless}").form is Form.SELECT


@pytest.mark.parametrize(
    "call",
    [
        SERVICE,
        SERVICE.lower(),
        "SeRvIcE SILENT ?x {}",
        r"\u0053ERVICE <http://a.test/> {}",
        r"SERVIC\U00000045 <http://a.test/> {}",
        r"\u0073\u0065\u0072\u0076\u0069\u0063\u0065 <http://a.test/> {}",
        "SERVICE<http://a.test/>{}",
        "SERVICESILENT<http://a.test/>{}",
        "SERVICEex:a {}",
        "SERVICESILENTex:a{}",
        "SERVICEex:a # comment\n {}",
        "?s ?p true.SERVICE<http://a.test/>{}",
        "?s ?p trueSERVICE<http://a.test/>{}",
        '?s ?p "#" SERVICE <http://a.test/> {}',
        "?s ?p '\\'' SERVICE <http://a.test/> {}",
        "# comment\r SERVICE <http://a.test/> {}",
        "FILTER(?a<?b) SERVICE <http://a.test/> {}",
        "{ SELECT * { SERVICE <http://a.test/> {} } }",
        "FILTER EXISTS { SERVICE <http://a.test/> {} }",
    ],
)
def test_service_as_a_word_is_refused(call: str) -> None:
    """Whatever its case, escapes and place, and without the blanks that the engine does not need either."""
    assert "calls no other server" in refusal(f"PREFIX ex: <http://a.test/> SELECT * {{ {call} }}")


@given(st.text(st.sampled_from("sS"), min_size=1, max_size=1), st.lists(st.booleans(), min_size=7, max_size=7), st.integers(0, 2))
def test_service_is_refused_however_it_is_escaped(first: str, escaped: list[bool], width: int) -> None:
    """Any mixture of letters and codepoint escapes is read as the engine reads it."""
    word = first + "eRviCe"
    letters = [(rf"\u{ord(x):04X}" if width else rf"\U{ord(x):08x}") if e else x for x, e in zip(word, escaped, strict=True)]
    assert "SERVICE" in refusal("SELECT * { " + "".join(letters) + " <http://a.test/> {} }")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\\"'\n\r"), max_size=40))
def test_text_in_quotes_never_matters(text: str) -> None:
    """Whatever stands in a text, the query keeps its form and the service after it is seen."""
    for quote in ('"', "'", '"""', "'''"):
        assert read(f"SELECT * {{ ?s ?p {quote}{text}{quote} }}").form is Form.SELECT
        assert "SERVICE" in refusal(f"SELECT * {{ ?s ?p {quote}{text}{quote} . {SERVICE} }}")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    """No text makes the guard fail in another way."""
    sentence = "."
    try:
        read(text)
    except QueryError as error:
        sentence = str(error)
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a> <b> <c> }",
        "delete where { ?s ?p ?o }",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://a.test/>",
        "CLEAR ALL",
        "DROP GRAPH <g>",
        "CREATE GRAPH <g>",
        "COPY <a> TO <b>",
        "MOVE <a> TO <b>",
        "ADD <a> TO <b>",
        "PREFIX id: <http://a.test/> INSERT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }",
    ],
)
def test_an_update_is_refused(update: str) -> None:
    """Nothing that is sent changes data."""
    assert "answers queries only" in refusal(update)


@pytest.mark.parametrize("nothing", ["", "   ", "# SELECT", "hello", "<SELECT>", '"SELECT"'])
def test_what_is_no_query_is_a_syntax_error(nothing: str) -> None:
    """A text without a form is told so."""
    with pytest.raises(QuerySyntaxError, match="no query"):
        read(nothing)


@pytest.mark.parametrize(("left", "right"), ["{}", "()", "[]"])
def test_nesting_is_bounded(left: str, right: str) -> None:
    """As deep as the limit is read; one deeper is refused, before any parser meets it."""
    assert read("ASK " + left * 20 + right * 20)
    assert "20 deep" in refusal("ASK " + left * 21 + right * 21)


@pytest.mark.parametrize("sign", list("!-+^/|*"))
def test_a_row_of_signs_is_nesting_too(sign: str) -> None:
    """A parser goes one deeper for each sign of a row."""
    assert "deep" in refusal("ASK { FILTER(" + sign * 20 + "?x) }")


def test_brackets_in_texts_do_not_nest() -> None:
    """Only brackets of the query count."""
    assert read('ASK { ?s ?p "' + "{" * 50 + '" }')


def test_length_is_bounded() -> None:
    """As long as the limit is read; one character more is refused, with both numbers."""
    query = "ASK { } #"
    assert read(query.ljust(1000, "x"))
    assert "1001 characters; at most 1000" in refusal(query.ljust(1001, "x"))
