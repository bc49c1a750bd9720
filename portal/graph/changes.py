"""What has changed from one version of the data to another: pure, over lines of N-Quads. Blank nodes are left aside.

A version is a `Snapshot`: for each subject one number over its triples, so that it takes little memory. Only the subjects whose
numbers differ are read again. The named graph in which a triple stands does not count. Texts of guidance pages, which no triple
tells, are compared too; of them only that they have changed is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from portal.graph.store import read_quads
from portal.namespaces import DCTERMS, OWL, RDF, RDFS, SCHEMA, SKOS
from portal.terms import Iri, Node, Text, Triple

_LABELS = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")
_TYPE = RDF + "type"
_DEPRECATED = OWL + "deprecated"
_REPLACED = DCTERMS + "isReplacedBy"
Facts = Mapping[str, frozenset[Node]]


class Snapshot:
    """One version of the data, known by its number or its hash."""

    def __init__(
        self,
        name: str,
        lines: Callable[[], Iterable[bytes]],
        triples_of: Callable[[str], Iterable[Triple]] | None = None,
        texts: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """Read a version; lines: gives its N-Quads, anew each time; triples_of: gives those of a subject, where that is faster.

        texts: gives for each page (IRI) what differs when its text does.
        """
        self.name, self._lines, self._triples_of, self._texts = name, lines, triples_of, texts

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Return for each page (IRI) what differs when its text does."""
        return self._texts()

    @cached_property
    def digests(self) -> Mapping[bytes, int]:
        """Return for each subject a number that differs when its triples do (within one process)."""
        found: dict[bytes, int] = defaultdict(int)
        for line in self._lines():
            subject, triple = _parted(line)
            if not line.startswith(b"_:"):
                found[subject] += hash(triple)
        return found

    def facts(self, subjects: set[bytes]) -> dict[str, Facts]:
        """Return what this version says of some subjects: by subject and property, the values."""
        said: dict[str, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
        for subject, property_, value in self._triples(subjects):
            if isinstance(value, Iri | Text):
                said[str(subject)][property_.value].add(value)
        return {subject: {name: frozenset(values) for name, values in found.items()} for subject, found in said.items()}

    def _triples(self, subjects: set[bytes]) -> Iterable[Triple]:
        if self._triples_of:
            return chain.from_iterable(map(self._triples_of, (subject.decode().strip("<>") for subject in subjects)))
        return read_quads(b"".join(line for line in self._lines() if line.partition(b" ")[0] in subjects)) if subjects else []


def _parted(line: bytes) -> tuple[bytes, bytes]:
    """Return the subject of a line of N-Quads, and the line without its graph."""
    return line.partition(b" ")[0], line.rpartition(b" <")[0]


@dataclass(frozen=True)
class Item:
    """Something that a version speaks of: its IRI, its classes, its names (language, text), and what replaces it.

    ends: subject, property and object of a judged relation, which has no name of its own.
    """

    iri: str
    classes: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    replaced_by: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One property of a thing that has changed: the values that are gone, and those that are new."""

    property: str
    gone: tuple[Node, ...]
    new: tuple[Node, ...]


_TEXT = Difference(SCHEMA + "text", (), ())


@dataclass(frozen=True)
class Changed:
    """A thing that both versions speak of, each differently."""

    item: Item
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """What has changed from one version to another; what has become deprecated is not among what has changed."""

    added: tuple[Item, ...]
    changed: tuple[Changed, ...]
    deprecated: tuple[Item, ...]
    removed: tuple[Item, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deprecated or self.removed)


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Return what has changed from an old version to a new one, each list in the order of the IRIs."""
    before, after = old.digests, new.digests
    touched = {subject for subject in before.keys() | after.keys() if before.get(subject) != after.get(subject)}
    told = {iri for iri in old.texts.keys() & new.texts.keys() if old.texts[iri] != new.texts[iri]}
    touched |= {f"<{iri}>".encode() for iri in told}
    was, now = old.facts(touched), new.facts(touched)
    both = sorted(was.keys() & now.keys())
    ended = [iri for iri in both if _DEPRECATED in now[iri] and _DEPRECATED not in was[iri]]
    return Changes(
        tuple(_item(iri, now[iri]) for iri in sorted(now.keys() - was.keys())),
        tuple(
            Changed(_item(iri, now[iri]), found)
            for iri in both
            if iri not in ended and (found := _differences(was[iri], now[iri]) + ((_TEXT,) if iri in told else ()))
        ),
        tuple(_item(iri, now[iri]) for iri in ended),
        tuple(_item(iri, was[iri]) for iri in sorted(was.keys() - now.keys())),
    )


def _item(iri: str, facts: Facts) -> Item:
    labels = next((facts[name] for name in _LABELS if name in facts), frozenset())
    parts = [facts.get(RDF + name, frozenset()) for name in ("subject", "predicate", "object")]
    return Item(
        iri,
        tuple(sorted(map(str, facts.get(_TYPE, ())))),
        tuple(sorted((text.language or "", text.value) for text in labels if isinstance(text, Text))),
        tuple(sorted(map(str, facts.get(_REPLACED, ())))),
        tuple(str(next(iter(part))) for part in parts) if all(parts) else (),
    )


def _differences(was: Facts, now: Facts) -> tuple[Difference, ...]:
    found = []
    for name in sorted(was.keys() | now.keys()):
        before, after = was.get(name, frozenset()), now.get(name, frozenset())
        if before != after:
            found.append(Difference(name, _ordered(before - after), _ordered(after - before)))
    return tuple(found)


def _ordered(values: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(values, key=lambda value: (getattr(value, "language", None) or "", str(value))))
