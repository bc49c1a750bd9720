"""The pieces of plain answers: where an answer comes from, things, arrows and what carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from portal.analysis.hands import Hands
from portal.analysis.loops import Feedback
from portal.analysis.network import Kind
from portal.analysis.whatif import Change
from portal.languages import LANGUAGES
from portal.namespaces import LICENCE

# Texts that are one of some words, for the description.
ViewWord = Annotated[str, ("all", "source")]
LanguageWord = Annotated[str, LANGUAGES]
SignWord = Annotated[str, ("+", "-", "?")]
KindWord = Annotated[str, tuple(each.value for each in Kind)]
FeedbackWord = Annotated[str, tuple(each.value for each in Feedback)]
ChangeWord = Annotated[str, (Change.MORE.value, Change.LESS.value, Change.AMBIGUOUS.value)]
HandsWord = Annotated[str, tuple(each.value for each in Hands)]
LevelWord = Annotated[str, ("macro", "meso", "micro")]


@dataclass(frozen=True)
class About:
    """Where an answer comes from: its address, the view (`all` or `source`), the language, the data version, the licence."""

    address: str
    view: ViewWord
    language: LanguageWord
    data: str
    licence: str = LICENCE


@dataclass(frozen=True)
class Ref:
    """A thing by name. id: the last part of its IRI; address: its page in the portal."""

    iri: str
    id: str
    label: str
    address: str


@dataclass(frozen=True)
class Thing(Ref):
    """A thing of a network.

    label: every name that the sources give it, joined by “ / ”; names: those one by one; kind: its class (local name), and in
    words; mark: its sign in static/marks.svg; levels, circles: ids; distance: arrows from what was asked, negative upstream.
    """

    names: tuple[Ref, ...]
    kind: str
    kind_label: str
    mark: str
    levels: tuple[str, ...]
    circles: tuple[str, ...]
    inferred: bool
    distance: int | None = None


@dataclass(frozen=True)
class Carrier(Ref):
    """A link, relation or configuration that says that an arrow is there: its words, its reasons and its statements (IRIs)."""

    inferred: bool
    words: str
    rationale: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Arrow:
    """An arrow.

    sign: “+”, “-” or “?”; does: what it does, in words; inferred: no carrier is stated in a source; implied: the source
    says it only by its order; words: a sentence or two.
    """

    id: str
    cause: Ref
    effect: Ref
    sign: SignWord
    does: str
    kind: KindWord
    kind_label: str
    inferred: bool
    implied: bool
    words: str
    address: str
    carriers: tuple[Carrier, ...]
