"""The shapes of what there is in the graph, as JSON-LD that is also plain JSON: things, statements, classes, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.languages import Language
from portal.namespaces import LICENCE

# One text: a string in the language that was asked for, else an object with the languages that it is in. The same for several.
Wording = str | dict[Language, str]
Wordings = tuple[str, ...] | dict[Language, tuple[str, ...]]
Basis = Literal["StatedInSource", "EditorialInference"]


@dataclass(frozen=True)
class Origin:
    """Where an answer comes from: its address, the view, the language that was asked for (if any), data version, licence."""

    address: str
    view: Literal["all", "source"]
    language: Language | None
    data: str
    licence: str = LICENCE


@dataclass(frozen=True)
class Name:
    """Something by name.

    iri: its lasting name; id: the last part of that; type: its classes; label: what it is called (null: nothing that we know);
    url: where a person reads of it; api: where a program does (null: not here).
    """

    iri: str
    id: str
    type: tuple[str, ...]
    label: Wording | None
    url: str
    api: str | None


@dataclass(frozen=True)
class End(Name):
    """What stands at the other end of a relation.

    inferred: the relation, or what stands there, is our hypothesis; why: our reasons; relation: the IRI of the judged
    relation that carries them; vocabulary: the name of the vocabulary outside that it belongs to.
    """

    inferred: bool
    why: Wording | None
    relation: str | None
    vocabulary: str | None


@dataclass(frozen=True)
class Source(Name):
    """A statement of a source: its document, the place in it, its kind, and what it says in our words."""

    document: Name | None
    locator: Wording | None
    statement_kind: str
    paraphrase: Wording | None


@dataclass(frozen=True)
class Summary(Name):
    """A thing in a list. position: its place in an order of the source; inferred: it is our hypothesis."""

    definition: Wording | None
    levels: tuple[Name, ...]
    basis: Basis | None
    inferred: bool
    position: int | None


@dataclass(frozen=True)
class ThingRecord(Summary):
    """A thing with all that is said of it.

    rationale: why we infer it; alternatives: other names; notes: what to know; values: plain values by property;
    outgoing, incoming: the relations by property, each with its other ends; elsewhere: the same or like it in other
    vocabularies; sources: the statements that it rests on; guides: the guidance pages about it;
    replacedBy: what takes the place of a deprecated thing; data: the same as RDF, by ending.
    """

    rationale: Wording | None
    alternatives: Wordings
    notes: Wordings
    values: dict[str, object]
    outgoing: dict[str, tuple[End, ...]]
    incoming: dict[str, tuple[End, ...]]
    elsewhere: dict[str, tuple[End, ...]]
    sources: tuple[Source, ...]
    guides: tuple[Name, ...]
    deprecated: bool
    replaced_by: Name | None
    data: dict[str, str]
    about: Origin


@dataclass(frozen=True)
class Statement(Source):
    """A statement of a source with what rests on it (derived), its plain values, and its relations to other statements."""

    values: dict[str, object]
    derived: tuple[Name, ...]
    outgoing: dict[str, tuple[End, ...]]
    incoming: dict[str, tuple[End, ...]]
    data: dict[str, str]
    about: Origin


@dataclass(frozen=True)
class ClassSummary(Name):
    """A class of the ontology: what belongs to it, how many things do (in this view), and where they are listed."""

    definition: Wording | None
    count: int
    things: str


@dataclass(frozen=True)
class ClassRecord(ClassSummary):
    """A class with the classes that it is a part of (broader) and those that are a part of it (narrower)."""

    broader: tuple[Name, ...]
    narrower: tuple[Name, ...]
    about: Origin


@dataclass(frozen=True)
class Judged(Name):
    """Something that carries its own grounds: basis, rationale (why we infer it) and sources (IRIs of statements)."""

    basis: Basis | None
    inferred: bool
    rationale: Wording | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ConfigurationItem(Judged):
    """A configuration: at a level, in a context, an actor with an intervention fires a mechanism that leads to an outcome."""

    definition: Wording | None
    levels: tuple[Name, ...]
    in_context: tuple[Name, ...]
    by_actor: tuple[Name, ...]
    with_intervention: tuple[Name, ...]
    fires_mechanism: tuple[Name, ...]
    leads_to_outcome: tuple[Name, ...]


@dataclass(frozen=True)
class ConfigurationRecord(ConfigurationItem):
    """One configuration."""

    about: Origin


@dataclass(frozen=True)
class Link(Judged):
    """A causal link. polarity: Increases, Decreases or Varies; explicitness: Explicit, Implied, or null for our inferences."""

    definition: Wording | None
    cause: tuple[Name, ...]
    effect: tuple[Name, ...]
    polarity: Literal["Increases", "Decreases", "Varies"] | None
    explicitness: Literal["Explicit", "Implied"] | None


@dataclass(frozen=True)
class Relation(Judged):
    """A judged relation: its subject, the property that joins it to its object, and its object."""

    subject: Name
    property: str
    object: Name


@dataclass(frozen=True)
class Paged:
    """One page of a list. total: how many there are in all; next: the address of the page that follows, or null."""

    about: Origin
    total: int
    next: str | None


@dataclass(frozen=True)
class Things(Paged):
    """Things, by the last part of their IRI."""

    items: tuple[Summary, ...]


@dataclass(frozen=True)
class Statements(Paged):
    """Statements of the sources, by the last part of their IRI."""

    items: tuple[Source, ...]


@dataclass(frozen=True)
class Classes(Paged):
    """Classes that have things, by name."""

    items: tuple[ClassSummary, ...]


@dataclass(frozen=True)
class Configurations(Paged):
    """Configurations, by the last part of their IRI."""

    items: tuple[ConfigurationItem, ...]


@dataclass(frozen=True)
class Relations(Paged):
    """Judged relations, by the last part of their IRI."""

    items: tuple[Relation, ...]


@dataclass(frozen=True)
class Links(Paged):
    """Causal links, by the last part of their IRI."""

    items: tuple[Link, ...]


@dataclass(frozen=True)
class Entrance:
    """An operation: what it answers, its path with places in braces, and an address that gives an answer."""

    name: str
    summary: str
    path: str
    example: str


@dataclass(frozen=True)
class Contents:
    """What there is, the description of it for programs and for people, and the JSON-LD context."""

    about: Origin
    description: str
    reference: str
    context: str
    operations: tuple[Entrance, ...]
