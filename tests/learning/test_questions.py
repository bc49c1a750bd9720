"""Questions from the graph: right by the sources, and no wrong answer that is right too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal.graph.catalogue import Catalogue
from portal.graph.load import load
from portal.languages import LANGUAGES
from portal.learning.facts import Facts
from portal.learning.families import LEADS_TO, families, overlaps
from portal.learning.questions import CHOICES, Kind, Question, choices, drawn, questions
from portal.namespaces import DCTERMS, ID, KIERRE, SKOS, local_name
from portal.paths import data_root
from portal.terms import Iri

OWN = """@prefix kierre: <https://w3id.org/kierre/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.fi/id/tool> a kierre:Tool ; skos:prefLabel "oma väline"@fi , "eget verktyg"@sv , "a tool of ours"@en .
<https://example.fi/id/value> a kierre:Value ; kierre:position 11 ;
  skos:prefLabel "oma arvo"@fi , "eget värde"@sv , "our value"@en .
<https://w3id.org/kierre/id/financial-social-work> kierre:usesTool <https://example.fi/id/tool> .
"""
_CAUSE = "{ ?from ^kierre:cause/kierre:effect ?to }"
_NAMES = "(skos:closeMatch|^skos:closeMatch|skos:exactMatch|^skos:exactMatch|kierre:sameCauseAs|^kierre:sameCauseAs)"
_FAR = f"?from {_NAMES}*/((^kierre:cause/kierre:effect)/{_NAMES}*)+ ?to"
_OTHER = "{ ?from ?any ?to } UNION { ?to ?any ?from } FILTER(?any != <%s>)"
_ONE = "?from (dcterms:isPartOf|^dcterms:isPartOf|skos:closeMatch|^skos:closeMatch|kierre:sameThemeAs|^kierre:sameThemeAs) ?to"


def _asked(facts: Facts, one: str, other: str, pattern: str, graphs: list[str] | None = None) -> bool:
    """Whether the graph joins two things by a pattern from ?from to ?to, asked of the store itself."""
    return facts.data.store.ask(f"ASK {{ {pattern} }}", graphs, **{"from": Iri(one), "to": Iri(other)})


def _joins(facts: Facts, question: Question, answer: str, pattern: str, graphs: list[str] | None) -> bool:
    """Whether a pattern joins subject and answer in the direction that is asked for."""
    pair = (answer, question.subject) if question.family.inverse else (question.subject, answer)
    return _asked(facts, *pair, pattern, graphs)


def _pattern(question: Question) -> str:
    return _CAUSE if question.family.property == LEADS_TO else f"?from <{question.family.property}> ?to"


def right_too(facts: Facts, question: Question) -> list[str]:
    """The wrong answers of a question that are right too, or might be: by hypotheses, steps, names, parts and like matters."""
    property_, found = question.family.property, set()
    for wrong in question.wrongs:
        right = question.rights[0]
        if property_ and (
            _joins(facts, question, wrong, _FAR if property_ == LEADS_TO else _pattern(question), None)
            or _asked(facts, question.subject, wrong, _OTHER % property_)
            or (property_ != DCTERMS + "isPartOf" and _asked(facts, right, wrong, _ONE))
        ):
            found.add(wrong)
        if wrong in {question.subject, right}:
            found.add(wrong)
        if not property_ and facts.catalogue[wrong].position == question.number:
            found.add(wrong)
        if any(name in _names(facts, right) for name in _names(facts, wrong)):
            found.add(wrong)
        if any(frozenset((local_name(wrong), local_name(each))) in overlaps() for each in (right, question.subject)):
            found.add(wrong)
    return sorted(found)


def _names(facts: Facts, thing: str) -> set[str]:
    texts = facts.catalogue[thing].texts
    every = (text for name in ("prefLabel", "altLabel") for found in texts.get(SKOS + name, {}).values() for text in found)
    return {text.casefold() for text in every}


def test_each_kind_of_question_has_questions(bank: list[Question]) -> None:
    """None of the rows of families.toml is idle."""
    assert {question.family.name for question in bank} == {family.name for family in families()}


def test_names_of_questions_are_used_once(bank: list[Question]) -> None:
    """A course finds a question again by its name."""
    assert len({question.slug for question in bank}) == len(bank)


def test_every_right_answer_is_stated_by_the_sources(facts: Facts, bank: list[Question]) -> None:
    """Without any hypothesis."""
    sources = facts.catalogue.source_graphs
    joined = [question for question in bank if question.family.property]
    assert [each.slug for each in joined if not _joins(facts, each, each.rights[0], _pattern(each), sources)] == []


def test_no_wrong_answer_is_right_too(facts: Facts, bank: list[Question]) -> None:
    """Of all that any seed may offer, asked of the store itself."""
    found = [(question.slug, right_too(facts, question)) for question in bank]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize(
    ("slug", "wrong"),
    [
        ("effect-of-cause-constant-hurry-workers-exhausted", "workers-frustrated"),  # right by the source
        ("effect-of-cause-constant-hurry-workers-exhausted", "goal-oriented-work-weakens"),  # in two steps
        ("cause-of-effect-workers-exhausted-constant-hurry", "firefighting"),  # another name of the cause
        ("value-by-number-social-justice", "social-justice"),  # the right answer itself
        ("method-of-tool-client-plan-strengths-based-social-work", "strengths-based-social-work"),
        ("class-of-service-social-lending", "services-financial-support"),
        ("effect-of-cause-worker-turnover-goal-oriented-work-weakens", "continuous-overload"),  # kept apart by hand
    ],
)
def test_the_proof_finds_a_planted_answer_that_is_right_too(facts: Facts, bank: list[Question], slug: str, wrong: str) -> None:
    """A check that cannot fail proves nothing."""
    question = next(each for each in bank if each.slug == slug)
    spoilt = replace(question, wrongs=(*question.wrongs, ID + wrong))
    assert right_too(facts, spoilt) == [ID + wrong]


def test_only_what_a_source_says_outright_makes_a_causal_question(facts: Facts, bank: list[Question]) -> None:
    """A link that is read from the order of a text is no answer."""
    links = [each.carrier for each in bank if each.family.property == LEADS_TO]
    assert [each for each in links if not _asked(facts, each, KIERRE + "Explicit", "?from kierre:explicitness ?to")] == []


def test_an_organisations_own_things_make_no_questions(tmp_path: Path) -> None:
    """A course takes what the sources say, whichever portal it comes from."""
    folder = tmp_path / "own" / "ontology"
    folder.mkdir(parents=True)
    (folder / "own.ttl").write_text(OWN, encoding="utf-8")
    data = load(data_root(), (tmp_path / "own",))
    found = questions(Facts(data, Catalogue(data)))
    assert not [each.slug for each in found if any("example.fi" in iri for iri in (each.subject, *each.rights, *each.wrongs))]


def test_names_of_questions_fit_moodle(bank: list[Question]) -> None:
    """Its idnumber has a hundred characters, and no spaces that get lost."""
    assert [each.slug for each in bank if len(each.slug) > 100 or not re.fullmatch(r"[a-z0-9-]+", each.slug)] == []


def test_the_name_of_a_question_hangs_on_nothing_but_its_things(facts: Facts, bank: list[Question]) -> None:
    """With one kind alone each has the name that it has among all."""
    for family in families():
        alone = {each.slug for each in questions(facts, [family])}
        assert alone == {each.slug for each in bank if each.family is family}


def test_the_right_answer_is_no_longer_than_others(facts: Facts, bank: list[Question]) -> None:
    """Who always picks the longest does hardly better than who guesses: in each language."""
    asked = [each for each in bank if each.kind is Kind.ONE]
    for language in LANGUAGES:
        longest = [max(choices(each, 1), key=lambda iri: len(facts.catalogue[iri].label(language)[0])) for each in asked]
        hits = sum(picked in each.rights for picked, each in zip(longest, asked, strict=True))
        assert hits / len(asked) < 0.42, language


def test_no_word_gives_an_answer_away(facts: Facts, bank: list[Question]) -> None:
    """What question and right answer share, at least a third of the wrong ones share too."""
    found = []
    for each in bank:
        for language in LANGUAGES if each.family.property else ():
            for stem in facts.stems(each.subject, language) & facts.stems(each.rights[0], language):
                if 3 * sum(stem in facts.stems(wrong, language) for wrong in each.wrongs) < len(each.wrongs):
                    found.append((each.slug, language, stem))
    assert found == []


def test_difficulty_follows_its_rule() -> None:
    """Cause and effect 3; a part of a whole, an order or a number 2; the rest 1."""
    wholes = {KIERRE + "inFamily", KIERRE + "inServiceClass", KIERRE + "exampleOf", KIERRE + "precedes", DCTERMS + "isPartOf"}
    for family in families():
        hard = 3 if family.property == LEADS_TO else 2 if family.property in wholes or family.ordered or family.indicator else 1
        assert family.difficulty == hard, family.name


def test_what_is_kept_apart_by_hand_is_there(facts: Facts) -> None:
    """A pair that names nothing keeps nothing apart."""
    assert [slug for pair in overlaps() for slug in pair if ID + slug not in facts.catalogue] == []


def test_an_answer_about_a_near_twin_is_no_wrong_answer(bank: list[Question]) -> None:
    """Of two examples that are told apart by a word, the task of one is never offered as wrong for the other."""
    tasks = {"taking-part-in-public-discussion": "proposing-measures", "public-statements": "producing-knowledge"}
    found = [each.slug for each in bank if tasks.get(local_name(each.subject), "-") in map(local_name, each.wrongs)]
    assert found == []


def test_no_name_is_offered_twice(facts: Facts, bank: list[Question]) -> None:
    """In any language two choices look different."""
    for question in bank:
        offered = choices(question, 1)
        for language in ("fi", "sv", "en"):
            assert len({facts.catalogue[iri].label(language)[0] for iri in offered}) == len(offered), question.slug


def test_choices_are_of_one_class(facts: Facts, bank: list[Question]) -> None:
    """A wrong answer must be plausible."""
    joined = [question for question in bank if question.kind is Kind.ONE]
    assert all(each.family.answer in facts.catalogue[iri].classes for each in joined for iri in choices(each, 1))


def test_the_same_seed_gives_the_same(bank: list[Question]) -> None:
    """Questions and the order of their choices; another seed gives others."""
    one, two, other = drawn(bank, 20, 7), drawn(bank, 20, 7), drawn(bank, 20, 8)
    assert one == two != other
    assert [choices(each, 7) for each in one] == [choices(each, 7) for each in two]


def test_kinds_take_turns(bank: list[Question]) -> None:
    """A small bank is not all about causes."""
    names = [question.family.name for question in drawn(bank, len(families()), 1)]
    assert len(set(names)) == len(names)


def test_more_than_there_are_gives_all(bank: list[Question]) -> None:
    """Each once."""
    assert sorted(each.slug for each in drawn(bank, 10_000, 1)) == [each.slug for each in bank]


def test_at_most_four_are_offered(bank: list[Question]) -> None:
    """And at least three."""
    assert {len(choices(each, 1)) for each in bank if each.kind is Kind.ONE} <= {CHOICES - 1, CHOICES}


def test_a_hypothesis_makes_no_question(facts: Facts, bank: list[Question]) -> None:
    """What carries a question is said by a source."""
    assert all(not facts.catalogue[question.carrier].inferred for question in bank)
    assert facts.stated(KIERRE + "counters") != facts.joined(KIERRE + "counters")
