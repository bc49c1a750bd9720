"""Questions made from the graph: each from what the sources state, with one right answer and wrong ones that are surely wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from portal.graph.catalogue import Entry
from portal.languages import LANGUAGES
from portal.learning.facts import Facts, Pairs, turned
from portal.learning.families import LEADS_TO, Family, families, overlaps
from portal.namespaces import ID, KIERRE, local_name

CHOICES = 4  # one right answer and so many wrong ones that a guess is seldom right
_COMMON = 3  # a word that comes in one of so many wrong answers tells nothing
_FEWEST = 3  # choices; where the sources name only three things of a kind


class Kind(StrEnum):
    """How a question is answered: one of several, an order, or a number."""

    ONE = "one"
    ORDER = "order"
    NUMBER = "number"


@dataclass(frozen=True)
class Question:
    """A question, in no language yet.

    slug: lasting name; subject: what it asks about; rights: the right answer, or all things in their right order; wrongs: what
    may be offered besides, most like the right answer first (IRIs); carrier: what says it (a link, or the thing itself);
    number: the place in a list that is asked for, or the number that is the answer, else None.
    """

    slug: str
    family: Family
    kind: Kind
    subject: str
    rights: tuple[str, ...]
    wrongs: tuple[str, ...] = ()
    carrier: str = ""
    number: int | None = None


def questions(facts: Facts, chosen: Sequence[Family] | None = None) -> list[Question]:
    """Return every question that the data allows, of the given kinds or of all, in a stable order."""
    found = [question for family in chosen or families() for question in _of_family(facts, family)]
    return sorted(found, key=lambda question: question.slug)


def drawn(found: Sequence[Question], count: int, seed: int) -> list[Question]:
    """Return so many of the questions, picked and ordered by a seed, the same by the same; kinds and subjects take turns."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    by_family: dict[str, list[Question]] = {}
    for question in found:
        by_family.setdefault(question.family.name, []).append(question)
    waiting = [_subjects_in_turn(chance, by_family[name]) for name in sorted(by_family)]
    chance.shuffle(waiting)
    rounds = zip_longest(*waiting)
    return [question for each in rounds for question in each if question][:count]


def _subjects_in_turn(chance: random.Random, found: list[Question]) -> list[Question]:
    """Return questions in an order by chance, in which no subject comes again before each has come."""
    chance.shuffle(found)
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, int, Question]] = []
    for question in found:
        ranked.append((seen[question.subject], len(ranked), question))
        seen[question.subject] += 1
    return [question for *_, question in sorted(ranked, key=lambda each: each[:2])]


def choices(question: Question, seed: int) -> list[str]:
    """Return what is offered to choose from (IRIs), in an order that seed and question fix."""
    chance = random.Random(f"{seed} {question.slug}")  # noqa: S311
    if question.kind is Kind.ORDER:
        offered = list(question.rights)
    else:
        offered = [*question.rights, *chance.sample(question.wrongs, min(CHOICES - 1, len(question.wrongs)))]
    chance.shuffle(offered)
    return offered


def _of_family(facts: Facts, family: Family) -> Iterator[Question]:
    if family.indicator:
        return _numbers(facts, family)
    if family.ordered:
        return _order(facts, family)
    return _joined(facts, family) if family.property else _numbered(facts, family)


def _joined(facts: Facts, family: Family) -> Iterator[Question]:
    """Make a question of each stated pair; wrong answers are answers to the same question about another thing."""
    stated, joined = facts.stated(family.property), facts.joined(family.property)
    if family.inverse:
        stated, joined = turned(stated), turned(joined)
    subjects = [each for each in facts.catalogue.of_class(family.subject) if each.is_sourced]
    listed = {iri for subject in subjects for iri in stated.get(subject.iri, ()) if _is_answer(facts, family, iri)}
    listed |= _siblings(facts, family, listed) if len(listed) < _FEWEST else set()
    pool = [entry for entry in facts.catalogue.of_class(family.answer) if entry.iri in listed]
    for subject in subjects:
        rights = sorted(iri for iri in stated.get(subject.iri, ()) if iri in listed and not facts.alike(subject.iri, iri))
        if family.single and len(rights) > 1:
            continue
        near = _near(facts, joined, subject.iri)
        wrongs = tuple(entry.iri for entry in pool if _surely_wrong(facts, family, subject.iri, entry, near))
        for right in rights:
            if len(wrongs) + 1 >= _FEWEST and not _tells(facts, subject.iri, right, wrongs):
                slug = f"{family.name}-{subject.slug}" + ("" if family.single else f"-{local_name(right)}")
                carrier = _carrier(facts, family, subject.iri, right)
                yield Question(slug, family, Kind.ONE, subject.iri, (right,), wrongs, carrier)


def _is_answer(facts: Facts, family: Family, iri: str) -> bool:
    entry = facts.catalogue[iri]
    return family.answer in entry.classes and entry.is_sourced and entry.in_use


def _siblings(facts: Facts, family: Family, listed: set[str]) -> set[str]:
    """Return what belongs to the same group of methods as the answers: with very few of them, a wrong one is found there."""
    groups = facts.stated(KIERRE + "inFamily")
    held = {group for iri in listed for group in groups.get(iri, ())}
    return {iri for iri, found in groups.items() if found & held and _is_answer(facts, family, iri)}


def _carrier(facts: Facts, family: Family, subject: str, right: str) -> str:
    """Return what says that subject and answer are joined: the causal link, or the one of the two whose source says it."""
    if family.property == LEADS_TO:
        return facts.link(right, subject) if family.inverse else facts.link(subject, right)
    return subject if family.said_by_subject else right


def _near(facts: Facts, joined: Pairs, subject: str) -> set[str]:
    """Return all that might be a right answer, of what overlaps and by hypotheses too, with parts, wholes and like matters."""
    twins = {ID + slug for pair in overlaps() if local_name(subject) in pair for slug in pair}
    rights = {right for near in facts.kin(subject) | twins for right in joined.get(near, ())}
    return rights | {near for right in rights for near in facts.kin(right)} | facts.kin(subject)


def _surely_wrong(facts: Facts, family: Family, subject: str, candidate: Entry, near: set[str]) -> bool:
    """Return whether nothing at all joins subject and candidate: no hypothesis, no part or whole or like matter, no like name."""
    slugs = {local_name(iri) for iri in near}
    return (
        candidate.iri not in near
        and not any(facts.alike(candidate.iri, each) for each in near)
        and not facts.otherwise_joined(subject, candidate.iri, family.property)
        and not any(frozenset((candidate.slug, slug)) in overlaps() for slug in slugs)
    )


def _tells(facts: Facts, subject: str, right: str, wrongs: Sequence[str]) -> bool:
    """Return whether a word of the subject gives the right answer away: it comes again there, and seldom in wrong ones."""
    for language in LANGUAGES:
        for stem in facts.stems(subject, language) & facts.stems(right, language):
            if sum(stem in facts.stems(wrong, language) for wrong in wrongs) * _COMMON < len(wrongs):
                return True
    return False


def _in_order(facts: Facts, family: Family) -> list[Entry]:
    return [each for each in facts.catalogue.of_class(family.answer) if each.position is not None and each.is_sourced]


def _numbered(facts: Facts, family: Family) -> Iterator[Question]:
    """Ask which thing of a numbered list has a number."""
    listed = _in_order(facts, family)
    for entry in listed:
        wrongs = tuple(each.iri for each in listed if each.iri != entry.iri and not facts.alike(each.iri, entry.iri))
        if len(wrongs) + 1 >= _FEWEST:
            yield Question(
                f"{family.name}-{entry.slug}", family, Kind.ONE, entry.iri, (entry.iri,), wrongs, entry.iri, entry.position
            )


def _order(facts: Facts, family: Family) -> Iterator[Question]:
    """Ask for the order of a whole numbered list."""
    listed = [entry.iri for entry in _in_order(facts, family)]
    if len(listed) >= _FEWEST:
        yield Question(family.name, family, Kind.ORDER, listed[0], tuple(listed), (), listed[0])


def _numbers(facts: Facts, family: Family) -> Iterator[Question]:
    """Ask for the number of each indicator."""
    values = dict(facts.numbers())
    for indicator in facts.catalogue.of_class(KIERRE + "Indicator"):
        of = sorted(facts.stated(KIERRE + "indicatorOf").get(indicator.iri, ()))
        if indicator.iri in values and of:
            yield Question(
                f"{family.name}-{indicator.slug}",
                family,
                Kind.NUMBER,
                of[0],
                (indicator.iri,),
                (),
                indicator.iri,
                values[indicator.iri],
            )
