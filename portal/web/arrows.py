"""Arrows, chains and loops as readers see them: named, in words, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import gettext

from portal.analysis.chains import Chain
from portal.analysis.hands import Hands, hands
from portal.analysis.loops import Feedback, Loop
from portal.analysis.network import LESS, MORE, Kind, Step
from portal.languages import Language, capital
from portal.namespaces import ID, KIERRE, SKOS
from portal.web.addresses import address
from portal.web.house import house
from portal.web.pages import Named, Said, named, said


@dataclass(frozen=True)
class Ground:
    """What an arrow rests on: the link, relation or configuration, and its own sentence."""

    thing: Named
    sentence: Said | None


@dataclass(frozen=True)
class ShownStep:
    """An arrow in words: from, what it does, to, whether it is our hypothesis, and what it rests on.

    sign: "+", "−" or "?"; kind: the name of the kind of arrow; implied: the source says it only by the order of its sentences.
    """

    cause: Named
    effect: Named
    words: str
    sign: str
    kind: str
    inferred: bool
    implied: bool
    grounds: tuple[Ground, ...]

    @property
    def name(self) -> str:
        """Return what the arrow is called in the page and in a drawing."""
        return f"{self.cause.slug}--{self.effect.slug}"


SIGNS = {MORE: "+", LESS: "−"}
LONG = 3  # from so many steps on a chain that rests on hypotheses is said to do so


def in_words(step: Step) -> str:
    """Return what an arrow does, in the reader's language."""
    by_sign: dict[int, str] = {MORE: gettext("leads to"), LESS: gettext("weakens")}
    if step.kind is Kind.LINK:
        return by_sign.get(step.sign, _varying())
    by_kind: dict[Kind, str] = {
        Kind.COUNTER: gettext("counters"),
        Kind.CONFIGURATION: gettext("may, together with others, lead to"),
        Kind.PART: gettext("includes"),
        Kind.METHOD: gettext("is used in"),
    }
    return by_kind[step.kind]


def _varying() -> str:
    words: str = gettext("affects, now one way, now another")
    return words


def thing_named(iri: str, language: Language, *, defined: bool = False) -> Named:
    """Return a thing of the network as a link; one that has several names for the same cause says them all."""
    catalogue, network = house().catalogue, house().whole.network
    thing = network.thing(iri)
    shown = named(catalogue[thing], language, defined=defined)
    others = [catalogue[name].label(language)[0] for name in network.names.get(thing, ()) if name != thing]
    return replace(shown, name=Said(" / ".join([shown.name.text, *others]), shown.name.language)) if others else shown


def shown_step(step: Step, language: Language) -> ShownStep:
    """Return an arrow in words."""
    return ShownStep(
        thing_named(step.cause, language),
        thing_named(step.effect, language),
        in_words(step),
        SIGNS.get(step.sign, "?"),
        step.kind.value,
        step.inferred,
        house().implied(step),
        tuple(_ground(carrier, language) for carrier in step.carriers) or _own_grounds(step, language),
    )


def _ground(carrier: str, language: Language) -> Ground:
    entry = house().catalogue[carrier]
    sentence = said(entry, SKOS + "definition", language) or said(entry, KIERRE + "rationale", language)
    return Ground(named(entry, language), sentence)


def _own_grounds(step: Step, language: Language) -> tuple[Ground, ...]:
    """Return what a part or a method rests on: the page of the thing that says of what it is part, or what it applies."""
    return (Ground(named(house().catalogue[step.effect], language), None),)


@dataclass(frozen=True)
class ShownChain:
    """A chain in words: what one can do, in whose hands it is, and the steps from there to the obstacle."""

    lever: Named
    hands: tuple[Hands, ...]
    levels: tuple[Named, ...]
    steps: tuple[ShownStep, ...]
    inferred: int

    @property
    def mostly_inferred(self) -> bool:
        """Return whether it takes three steps or more, half of them or more hypotheses."""
        return len(self.steps) >= LONG and 2 * self.inferred >= len(self.steps)


def shown_chain(chain: Chain, language: Language) -> ShownChain:
    """Return a chain in words."""
    catalogue, analysis = house().catalogue, house().analysis
    found = hands(chain, lambda iri: catalogue[iri].levels, analysis.recommendations)
    return ShownChain(
        thing_named(chain.lever, language, defined=True),
        found,
        tuple(named(catalogue[level], language) for level in catalogue[chain.lever].levels),
        tuple(shown_step(step, language) for step in chain.steps),
        chain.inferred,
    )


@dataclass(frozen=True)
class ShownLoop:
    """A loop in words: its name and address, what it does to a change, its reading in a sentence, its things and its arrows."""

    slug: str
    name: Said
    address: str
    feedback: Feedback
    reading: str
    definition: Said | None
    rationale: Said | None
    things: tuple[Named, ...]
    steps: tuple[ShownStep, ...]
    inferred: int
    thing: Named | None


def loop_slug(loop: Loop) -> str:
    """Return the last part of a loop's address: that of its given name, else its identifier."""
    return house().whole.loop_names.get(loop.identifier, ID + loop.identifier).removeprefix(ID)


def shown_loop(loop: Loop, language: Language) -> ShownLoop:
    """Return a loop in words."""
    slug, catalogue = loop_slug(loop), house().catalogue
    given = house().whole.loop_names.get(loop.identifier)
    entry = catalogue[given] if given else None
    things = tuple(thing_named(thing, language) for thing in loop.things)
    return ShownLoop(
        slug,
        Said(*entry.label(language)) if entry else Said(_made_name(things, language), language),
        address("loops", language, slug) + house().view,
        loop.feedback,
        reading(loop, language),
        said(entry, SKOS + "definition", language) if entry else None,
        said(entry, KIERRE + "rationale", language) if entry else None,
        things,
        tuple(shown_step(step, language) for step in loop.steps),
        loop.inferred,
        named(entry, language) if entry else None,
    )


def _made_name(things: tuple[Named, ...], language: Language) -> str:
    """Return a name for a loop without one: its first and its middle thing."""
    names = [thing.name.text for thing in things]
    name: str = gettext(
        "Loop of %(count)s: %(first)s – %(middle)s",
        count=len(names),
        first=_plain(names[0], language),
        middle=_plain(names[len(names) // 2], language),
    )
    if len(names) == 1:
        name = gettext("%(thing)s feeds itself", thing=names[0])
    return name


def reading(loop: Loop, language: Language) -> str:
    """Return a loop as one sentence in the reader's language, made from its arrows in order."""
    names = [_plain(house().catalogue[step.cause].label(language)[0], language) for step in loop.steps]
    words = {MORE: gettext("from it"), LESS: gettext("and that weakens:")}
    so = [words.get(step.sign, gettext("and that affects, now one way, now another:")) for step in loop.steps]
    after = [f"{word} {name}" for word, name in zip(so, names[1:], strict=False)]
    closing = gettext("%(so)s again %(first)s", so=so[-1], first=names[0])
    course = ", ".join([names[0], *after, closing])
    sentence: str = gettext("The loop runs like this: %(course)s.", course=course)
    if len(names) == 1:
        sentence = gettext("%(thing)s: the source says that it feeds itself, without saying through what.", thing=capital(names[0]))
    return sentence


def _plain(text: str, language: Language) -> str:
    """Return a name as it stands inside a sentence: English names begin with a capital by themselves."""
    return text[:1].lower() + text[1:] if language == "en" and not text[1:2].isupper() else text


def shown_steps(steps: Iterable[Step], language: Language) -> list[ShownStep]:
    """Return arrows in words."""
    return [shown_step(step, language) for step in steps]
