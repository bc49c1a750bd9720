"""Every shape and every violation query has good examples, which it leaves alone, and bad ones, which it finds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from portal.graph.load import Source
from portal.graph.store import Store
from portal.namespaces import GRAPH, local_name
from validation import shacl, violations
from validation.folders import SHAPES
from validation.report import Finding
from validation.turtle import Sources

TESTS = Path(__file__).parents[1]
SHAPE_EXAMPLES, RULE_EXAMPLES = TESTS / "shapes", TESTS / "violations"
RULES = {rule.name: rule for rule in violations.rules()}
READ_SHAPES = shacl.shapes
TARGETS = (SH.targetClass, SH.targetSubjectsOf)


@cache
def all_shapes() -> rdflib.Graph:
    return READ_SHAPES()


@cache
def shapes_of(stem: str) -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES / f"{stem}.ttl")


def rules_of(stem: str) -> set[str]:
    """The names of the shapes of a file that can be broken: those with a message."""
    return {local_name(str(shape)) for shape in shapes_of(stem).subjects(SH.message)}


def examples(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(f"*/{pattern}-*.ttl"))


def comment(file: Path, word: str) -> str:
    """The rest of a comment line `# word: …` at the top of an example, or nothing."""
    found = [line for line in file.read_text(encoding="utf-8").split("\n")[:2] if line.startswith(f"# {word}: ")]
    return found[0].partition(": ")[2] if found else ""


def read(file: Path) -> tuple[Source, Sources]:
    sources = Sources()
    source = Source(file, file.name, GRAPH + (comment(file, "graph") or file.stem))
    sources.read(source)
    return source, sources


def shape_findings(file: Path) -> list[Finding]:
    """What the shapes of the folder's file find in an example."""
    _, sources = read(file)
    rules = rules_of(file.parent.name)
    return [finding for finding in shacl.run(sources, complete=True) if finding.rule in rules]


def rule_findings(file: Path) -> list[Finding]:
    """What the violation query of the folder's name finds in an example."""
    source, sources = read(file)
    store = Store()
    store.add_turtle(file, source.graph)
    with pytest.MonkeyPatch.context() as only:
        only.setattr(violations, "rules", lambda: [RULES[file.parent.name]])
        return list(violations.run(store, sources, violations.rules()))


@pytest.fixture(autouse=True)
def shapes_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shacl, "shapes", all_shapes)


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", examples(SHAPE_EXAMPLES, "invalid"), ids=name)
def test_the_named_shape_and_no_other_finds_the_breach(file: Path) -> None:
    """A bad example breaks one rule, and the finding says in which line."""
    findings = shape_findings(file)
    assert {finding.rule for finding in findings} == {comment(file, "breaks")}
    assert all(finding.line for finding in findings)


@pytest.mark.parametrize("file", examples(SHAPE_EXAMPLES, "valid"), ids=name)
def test_the_shapes_leave_a_good_example_alone(file: Path) -> None:
    """A good example gives no finding."""
    assert [finding.as_text() for finding in shape_findings(file)] == []


@pytest.mark.parametrize("file", examples(RULE_EXAMPLES, "invalid"), ids=name)
def test_the_query_finds_the_breach(file: Path) -> None:
    """A bad example is found by the rule whose folder it stands in, with its line and a whole message."""
    findings = rule_findings(file)
    assert comment(file, "breaks") == file.parent.name
    assert findings
    assert all(finding.line and "{" not in finding.message for finding in findings)


@pytest.mark.parametrize("file", examples(RULE_EXAMPLES, "valid"), ids=name)
def test_the_query_leaves_a_good_example_alone(file: Path) -> None:
    """A good example gives no finding."""
    assert [finding.as_text() for finding in rule_findings(file)] == []


@pytest.mark.parametrize("stem", sorted(file.stem for file in SHAPES.glob("*.ttl")))
def test_every_shape_has_a_bad_example(stem: str) -> None:
    """Each rule of a shape file is named by a bad example in the folder of the same name."""
    named = {comment(file, "breaks") for file in (SHAPE_EXAMPLES / stem).glob("invalid-*.ttl")}
    assert named == rules_of(stem)


@pytest.mark.parametrize("stem", sorted(file.stem for file in SHAPES.glob("*.ttl")))
def test_every_shape_looks_at_something_in_a_good_example(stem: str) -> None:
    """Each rule of a shape file has a good example with a thing that it is about and, for a property, with a value."""
    data = [read(file)[1].graph for file in (SHAPE_EXAMPLES / stem).glob("valid-*.ttl")]
    seen = {local_name(str(shape)) for shape in shapes_of(stem).subjects(SH.message) if any(looks(shape, graph) for graph in data)}
    assert seen == rules_of(stem)


def looks(shape: rdflib.term.Node, data: rdflib.Graph) -> bool:
    path = all_shapes().value(shape, SH.path)
    return any(path is None or (thing, path, None) in data for thing in focus(shape, data))


def focus(shape: rdflib.term.Node, data: rdflib.Graph) -> Iterator[rdflib.term.Node]:
    """The things of a graph that a shape is about, by its own targets or by those of a shape that has it as a part."""
    for holder in (shape, *all_shapes().subjects(SH.property, shape)):
        for target in all_shapes().objects(holder, SH.targetClass):
            yield from data.subjects(RDF.type, target)
        for target in all_shapes().objects(holder, SH.targetSubjectsOf):
            yield from data.subjects(target)


def test_every_shape_has_a_name_a_message_and_targets() -> None:
    """No property shape is nameless, silent or about nothing."""
    graph = all_shapes()
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, rdflib.URIRef)
        assert (shape, SH.message, None) in graph
        holders = (shape, *graph.subjects(SH.property, shape))
        assert any((holder, target, None) in graph for holder in holders for target in TARGETS), shape


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_query_has_a_good_and_a_bad_example(rule: str) -> None:
    """Each violation query has a folder with both."""
    assert list((RULE_EXAMPLES / rule).glob("valid-*.ttl"))
    assert list((RULE_EXAMPLES / rule).glob("invalid-*.ttl"))


def test_no_example_is_of_a_rule_that_is_gone() -> None:
    """Every folder of examples belongs to a shape file or to a query."""
    assert {folder.name for folder in SHAPE_EXAMPLES.iterdir()} == {file.stem for file in SHAPES.glob("*.ttl")}
    assert {folder.name for folder in RULE_EXAMPLES.iterdir()} == set(RULES)


def test_rule_names_are_unique() -> None:
    """A finding's rule leads to one shape or one query."""
    names = [name for file in SHAPES.glob("*.ttl") for name in rules_of(file.stem)]
    assert sorted(names) == sorted(set(names))
    assert not set(names) & set(RULES)


def test_the_table_of_kinds_and_classes_is_the_same_in_both_rules() -> None:
    """The two queries that know which kind of statement gives which class know the same."""
    tables = [pairs(RULES[rule].query) for rule in ("statement-reached-by-fitting-class", "thing-class-stated")]
    assert tables[0] == tables[1]


def pairs(query: str) -> set[str]:
    return {line.strip() for line in query.split("\n") if line.strip().startswith('("')}
