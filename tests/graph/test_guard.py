"""The guard: what a stranger's query may say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import QueryError, QueryRefused, QuerySyntaxError
from portal.graph.guard import Form, Guarded, guard
from portal.graph.tokens import _Reader, spelt, tokens

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
        ("#\\u000ACONSTRUCT {}\nSELECT * { }", Form.SELECT),
    ],
)
def test_the_form_is_the_first_word_that_names_one(text: str, form: Form) -> None:
    """Comments, prefixes and IRIs before it do not count."""
    assert read(text).form is form


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ASK FROM <http://g.test/> {}", True),
        (r"ASK \u0046ROM <http://g.test/> {}", True),
        ('ASK { ?s ?p "FROM" }', False),
        (r'ASK { ?s ?p "say \u0022from\u0022" }', False),
        (r"ASK { ?s ?p ?o } # \u000Afrom", False),
    ],
)
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
        "{ ?s a service:b { ?s ?p ?o } }",
        "{ GRAPH services:g { ?s ?p ?o } }",
        "FROM NAMED services:g { ?s ?p ?o }",
        '{ ?s ?p "x"@service }',
        "{ _:SERVICE ?p ?o }",
    ],
)
def test_service_inside_a_token_is_no_service(harmless: str) -> None:
    """Texts, IRIs, names, variables, tags and comments may hold the word."""
    assert read(f"PREFIX service: <http://a.test/> SELECT * {harmless}").form is Form.SELECT


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
        "FILTER(?a<?b&&?c>?d) SERVICE <http://a.test/> {}",
        "FILTER('a'<?b) SERVICE <http://a.test/> {} FILTER(?c>?d)",
        "?s ?p 1eSERVICE<http://a.test/>{}",
        "VALUES ?x { 1 } SERVICE <http://a.test/> {}",
        "VALUES(?x){(<a:'>)(<a:'>)}SERVICE <http://a.test/> {}",
        "?s ?p ex:.SERVICE<http://a.test/>{}",
        '?s <a:\\u0041#> "\\u0022 " SERVICE<http://a.test/>{} # "',
    ],
)
def test_service_as_a_word_is_refused(call: str) -> None:
    """Whatever its case, escapes and place, and without the blanks that the engine does not need either."""
    assert "calls no other server" in refusal(f"PREFIX ex: <http://a.test/> SELECT * {{ {call} }}")


@pytest.mark.parametrize(
    "doubtful",
    [
        "FILTER(1<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?a<((((1))))>?b)",
        "(1 <a:#>\n) ?p ?o",
        "FILTER(true<!!!!1>2)",
        "FILTER(1.e5<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?a\u00b7<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?\u3001<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(ex:a\ufe0f<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?a\u00b7VALUES<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?a <<a:b>&&1<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?a <<'>&&1<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(?a <<('>&&1<'>') SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(COUNT(DISTINCTtrue<'>')) SERVICE <a:b> { ?s ?p 'x' }",
        "FILTER(COUNT(DISTINCT<a:b><'>')) SERVICE <a:b> { ?s ?p 'x' }",
    ],
)
def test_what_may_hide_the_rest_is_refused(doubtful: str) -> None:
    """A `<` without blanks between brackets, after a term: an IRI to one reader, a comparison to another."""
    assert "blanks around <" in refusal(f"ASK {{ {doubtful} }}")


@pytest.mark.parametrize(
    "clear",
    [
        "FILTER(?a < ?b && ?c > ?d)",
        "FILTER(?a<?b&&?c>?d)",
        "VALUES (?a ?b) { (1 <http://a.test/x#y>) (<a:'b> <a:(c)>) }",
        "FILTER(?a IN (<http://a.test/#b>, <http://a.test/#c>))",
        "?s <a:b#c> (1 <http://a.test/#b>)",
        "FILTER(?a != <a:b#c>)",
        "?s (<a:b#c>/<a:d#e>)* ?o",
        "<<( ?s ?p <<( ?a <a:b> ?c )>> )>> ?q ?r",
        "FILTER(?a = <<(<a:b> ?p ?o)>>)",
        "FILTER(?a <<http://a.test/#b>)",
    ],
)
def test_a_clear_less_than_or_iri_is_read(clear: str) -> None:
    """As people write them."""
    assert read(f"ASK {{ {clear} }}").form is Form.ASK


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


def test_a_row_of_words_is_read_in_a_moment() -> None:
    """The editor reads a query in the serving process: `a.a.a.…` once took a minute."""
    assert len(tokens("a." * 49_000)) == 98_000


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(("first", "more"), [("{0}", "\\{0}"), ("{0}{0}{0}\n", "\\{0}{0}{0}\n")], ids=["one quote", "three quotes"])
def test_quotes_that_nothing_ends_are_read_in_a_moment(quote: str, first: str, more: str) -> None:
    """The end of each was looked for up to the end of the text: 100,000 characters took more than a minute, before any limit."""
    text = first.format(quote) + more.format(quote) * 100_000
    assert spelt(text) == text
    assert len(tokens(text)) > 100_000


def test_a_string_that_nothing_ends_hides_nothing_behind_it() -> None:
    """The next one is read as it stands, and what stands in none of them counts."""
    found = [each.said for each in tokens("""'a' "b 'c' \\"d\n"e" '''f'g""")]
    assert found == ["'a'", '"', "b", "'c'", "\\", '"', "d", '"e"', "''", "'f'", "g"]
    assert "SERVICE" in refusal(f'SELECT * {{ ?s ?p "a \\" . {SERVICE} }}')


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


@pytest.mark.parametrize(
    ("text", "changing"),
    [
        ("SELECT (NOW() AS ?n) {}", True),
        ("SELECT (BNODE() AS ?b) {}", True),
        ("CONSTRUCT { [] ?p ?s } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { _:b ?p ?s } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p (?o) } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o IN (1)) }", False),
        ("SELECT * { [] ?p ?o }", False),
    ],
)
def test_it_says_whether_the_next_answer_may_differ(text: str, *, changing: bool) -> None:
    """By the time, by chance, or by the names of blank nodes that are made anew."""
    assert read(text).changing is changing


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        (r"ASK \u007B ?s ?p ?o }", "ASK { ?s ?p ?o }"),
        (r'ASK { ?s ?p "\u0022" } # \u0041', r'ASK { ?s ?p "\u0022" } # \u0041'),
        (r"ASK { <http://a/\u0041> ?p \U00000022a\U00000022 }", r'ASK { <http://a/\u0041> ?p "a" }'),
        (r"ASK { ?s ?p ?o } \uD800", r"ASK { ?s ?p ?o } \uD800"),
    ],
)
def test_escapes_are_decoded_where_the_engine_does_not(text: str, spelt: str) -> None:
    """Not in strings, IRIs and comments: there they would change what is said."""
    assert read(text).text == spelt


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


@pytest.mark.parametrize("sign", list("!-+^/*="))
def test_a_row_of_signs_is_nesting_too(sign: str) -> None:
    """A parser goes one deeper for each sign of a row."""
    assert "deep" in refusal("ASK { FILTER(" + sign * 20 + "?x) }")


@pytest.mark.parametrize(
    "many",
    ["?s ?p ?o . ", "OPTIONAL { ?s ?p ?o } ", "{} UNION ", "GRAPH ?g { ?s ?p ?o } ", "VALUES ?x { 1 } ", "(1 2) ?p ?o . "],
)
def test_patterns_are_bounded(many: str) -> None:
    """The engine's time to put them in order grows with the cube of their number."""
    assert "100 patterns" in str(refused("ASK { " + many * 101 + "{} }"))


@pytest.mark.parametrize("chain", ["||?x", "&&?x", "+1", " - ?x", "*?x", "=1"])
def test_chains_are_bounded(chain: str) -> None:
    """Each link is a level of the engine's stack."""
    assert "1000 words, signs" in str(refused("ASK { FILTER(?x" + chain * 1001 + ") }"))


@pytest.mark.parametrize(
    "harmless",
    [
        "ASK { VALUES ?x { " + "<http://a.test/> " * 4000 + "} }",
        "ASK { VALUES (?x ?y) { " + "(1 <a:b>) " * 4000 + "} }",
        "ASK { ?s ?p ?x FILTER(?x IN (" + "<a:b>, " * 4000 + "1)) }",
        "SELECT " + "?x " * 4000 + " { ?s ?p ?o }",
        "CONSTRUCT { " + "?s ?p ?o . " * 2000 + "} WHERE { ?s ?p ?o }",
    ],
    ids=["values", "wide values", "list", "variables", "template"],
)
def test_long_lists_are_read(harmless: str) -> None:
    """What costs the engine little may be long."""
    assert guard(harmless, characters=100_000, depth=20)


def refused(text: str) -> QueryRefused:
    """The error with which a long query is refused."""
    with pytest.raises(QueryRefused) as caught:
        guard(text, characters=100_000, depth=20)
    return caught.value


@pytest.mark.parametrize("over", ["{" * 21, "{} UNION " * 101, "FILTER(?x" + "||?x" * 1001])
def test_what_comes_behind_a_limit_is_not_read(over: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much it is: the text is refused for what stands before it."""
    readers: list[_Reader] = []
    begin = _Reader.__init__
    monkeypatch.setattr(_Reader, "__init__", lambda self, text: (readers.append(self), begin(self, text))[1])
    refused("ASK { " + over + "?s ?p ?o . " * 1000)
    assert [each.tokens[-1].end <= len("ASK { " + over) for each in readers] == [True]


def test_a_refusal_tells_programs_the_limit() -> None:
    """By name and value, and the paragraph that explains it."""
    error = refused("ASK " + "{" * 21)
    assert (error.members, error.about) == ({"limit": "depth", "value": 20}, "too-long-or-too-deep")


def test_brackets_in_texts_do_not_nest() -> None:
    """Only brackets of the query count."""
    assert read('ASK { ?s ?p "' + "{" * 50 + '" }')


def test_length_is_bounded() -> None:
    """As long as the limit is read; one character more is refused, with both numbers."""
    query = "ASK { } #"
    assert read(query.ljust(1000, "x"))
    assert "1001 characters; at most 1000" in refusal(query.ljust(1001, "x"))
