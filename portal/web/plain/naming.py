"""IRIs and arrows of the analysis -> plain things, carriers and arrows with their words, for one reader."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property

from flask_babel import gettext

from portal.analysis.hands import Hands
from portal.analysis.loops import Feedback, Loop
from portal.analysis.network import LESS, MORE, Kind, Step
from portal.languages import Language
from portal.namespaces import DCTERMS, ID, KIERRE, PROV, SKOS, local_name
from portal.web.again import again
from portal.web.arrows import in_words, reading, shown_loop
from portal.web.house import house
from portal.web.pages import named
from portal.web.plain.pieces import About, Arrow, Carrier, Ref, Thing
from portal.web.plain.shapes import LoopMark, LoopShape

SIGNS = {MORE: "+", LESS: "-"}
_KIND_TERMS = {
    Kind.LINK: KIERRE + "CausalLink",
    Kind.COUNTER: KIERRE + "counters",
    Kind.CONFIGURATION: KIERRE + "Configuration",
    Kind.PART: DCTERMS + "isPartOf",
    Kind.METHOD: KIERRE + "appliesMethod",
}


def feedback_label(feedback: Feedback) -> str:
    """Return what a kind of feedback is called, and what it means."""
    words: dict[Feedback, tuple[str, str]] = {
        Feedback.REINFORCING: (gettext("reinforcing"), gettext("a change in one of its things comes back larger.")),
        Feedback.BALANCING: (gettext("balancing"), gettext("a change in one of its things comes back reversed.")),
        Feedback.UNCLEAR: (gettext("unclear"), gettext("one of its arrows has no one direction.")),
    }
    return ": ".join(words[feedback])


def hands_label(hands: Hands) -> str:
    """Return whose hands something is in, in words."""
    words: dict[Hands, str] = {
        Hands.WORKER: gettext("the worker’s, in client work"),
        Hands.TEAM: gettext("the team’s and its leader’s"),
        Hands.ORGANISATION: gettext("the organisation’s and the county’s management"),
        Hands.DECISION_MAKERS: gettext("the county’s decision-makers"),
    }
    return words[hands]


class Naming:
    """Names what the analysis speaks of for a reader of one language, in the view of the request."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.catalogue = house().catalogue
        self.analysis = house().analysis
        self.ref = cache(self._ref)
        self.label = cache(self._label)
        self.carrier = cache(self._carrier)
        self.arrow = cache(self._arrow)

    @cached_property
    def _circles(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for member, circle in house().pairs(KIERRE + "partOfCircle", house().graphs()):
            found[member].append(local_name(circle))
        return {member: sorted(circles) for member, circles in found.items()}

    @cached_property
    def _statements(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for thing, statement in house().pairs(PROV + "wasDerivedFrom", house().graphs()):
            found[thing].append(statement)
        return {thing: sorted(statements) for thing, statements in found.items()}

    def about(self) -> About:
        """Return where the answer to this request comes from."""
        view = "all" if house().graphs() is None else "source"
        return About(again(), view, self.language, house().data.version)

    def members(self, circle: str) -> set[str]:
        """Return the things that stand in the network for the members of a circle (its id)."""
        return {self.analysis.network.thing(each) for each, circles in self._circles.items() if circle in circles}

    def _ref(self, iri: str) -> Ref:
        """Return a thing by name."""
        link = named(self.catalogue[iri], self.language)
        return Ref(iri, local_name(iri), link.name.text, link.address)

    def _label(self, iri: str) -> str:
        """Return every name that the sources give a thing."""
        return " / ".join(each.label for each in self._names(iri))

    def _names(self, iri: str) -> tuple[Ref, ...]:
        network = self.analysis.network
        return tuple(self.ref(each) for each in network.names.get(network.thing(iri), (iri,)))

    def thing(self, iri: str, distance: int | None = None) -> Thing:
        """Return a thing."""
        entry = self.catalogue[iri]
        link = named(entry, self.language)
        names = self._names(iri)
        return Thing(
            iri,
            entry.slug,
            " / ".join(each.label for each in names),
            link.address,
            names,
            next((local_name(each) for each in entry.classes if each.startswith(KIERRE)), ""),
            link.kind,
            link.mark,
            link.levels,
            tuple(sorted({circle for each in names for circle in self._circles.get(each.iri, ())})),
            entry.inferred,
            distance,
        )

    def _carrier(self, iri: str) -> Carrier:
        """Return a link, relation or configuration."""
        entry, ref = self.catalogue[iri], self.ref(iri)
        words, rationale = (entry.one(each, self.language) for each in (SKOS + "definition", KIERRE + "rationale"))
        return Carrier(
            iri,
            ref.id,
            ref.label,
            ref.address,
            entry.inferred,
            words[0] if words else f"{ref.label}.",
            rationale[0] if rationale else "",
            tuple(self._statements.get(iri, ())),
        )

    def _arrow(self, step: Step) -> Arrow:
        """Return an arrow; one without carriers leads to the page of its effect, which says where it comes from."""
        does = in_words(step)
        cause, effect = (Ref(each, local_name(each), self.label(each), self.ref(each).address) for each in step.arrow)
        carriers = tuple(map(self.carrier, sorted(step.carriers, key=lambda each: (self.catalogue[each].inferred, each))))
        what = gettext("%(does)s this: %(thing)s", does=does, thing=effect.label)
        ends = f"{cause.label} – {what}."
        return Arrow(
            f"{cause.id}--{effect.id}",
            cause,
            effect,
            SIGNS.get(step.sign, "?"),
            does,
            step.kind.value,
            self.kind_label(step.kind),
            step.inferred,
            house().implied(step),
            " ".join(each.words for each in carriers) or ends,
            carriers[0].address if carriers else effect.address,
            carriers,
        )

    def kind_label(self, kind: Kind) -> str:
        """Return what an arrow is, in words: the name of the term of the ontology that it comes from."""
        return self.catalogue[_KIND_TERMS[kind]].label(self.language)[0]

    def loop(self, loop: Loop) -> LoopShape:
        """Return a loop."""
        shown = shown_loop(loop, self.language)
        return LoopShape(
            loop.identifier,
            f"/api/v1/loops/{loop.identifier}",
            shown.address,
            shown.name.text,
            shown.reading,
            loop.feedback.value,
            feedback_label(loop.feedback),
            loop.inferred,
            tuple(map(self.thing, loop.things)),
            tuple(map(self.arrow, loop.steps)),
        )

    def loop_mark(self, loop: Loop) -> LoopMark:
        """Return a loop by the ids of its things and arrows."""
        given = self.analysis.loop_names.get(loop.identifier)
        return LoopMark(
            loop.identifier,
            self.label(given) if given else loop.identifier,
            reading(loop, self.language),
            loop.feedback.value,
            feedback_label(loop.feedback),
            tuple(map(local_name, loop.things)),
            tuple("--".join(map(local_name, step.arrow)) for step in loop.steps),
        )

    def iri(self, id_: str) -> str:
        """Return the IRI of a thing of ours."""
        return ID + id_
