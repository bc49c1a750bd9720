"""The parameters of every question that the portal itself answers for programs."""

from __future__ import annotations

from dataclasses import replace

from portal.analysis.around import DEPTH
from portal.analysis.hands import Hands
from portal.analysis.loops import MOST
from portal.analysis.network import Kind
from portal.analysis.view import CONDITIONS, LEVERS
from portal.analysis.whatif import Change
from portal.languages import LANGUAGES
from portal.pages.plans import KINDS as KINDS_OF_PAGES
from portal.web.contract.parameters import Choice, Choices, Number, Parameter, Place, Together, Way, Words

KINDS = {
    "method": ("Method",),
    "intervention": ("Intervention",),
    "recommendation": ("Recommendation",),
    "condition": CONDITIONS,
}
USUAL_LIMIT = 200  # loops, predictions
USUAL_KINDS = tuple(kind for kind, classes in KINDS.items() if set(classes) <= set(LEVERS))
LEVEL_HANDS = {"macro": Hands.ORGANISATION, "meso": Hands.TEAM, "micro": Hands.WORKER}
DIRECTIONS = ("up", "down", "both", "between")
CIRCLES = ("vicious-circle", "virtuous-circle", "both")
DEEPEST = 2 * DEPTH
_NAMED = "Named by the last part of its address, its IRI, or its exact name in any of the three languages."
_MISSING = "Name a thing there: the last part of its address, its IRI, or its exact name."

VIEW = Choice(
    "view",
    "What is seen: everything, our hypotheses included, or only what the sources themselves say.",
    allowed=("all", "source"),
    default="all",
)
LANG = Choice("lang", "Language of names and words.", "en", allowed=LANGUAGES, default=LANGUAGES[0])
ONE_LANG = Choice(
    "lang",
    "Gives each text in one language, as a string; one that there is not in that language stays an object that names its own. "
    "Without it each text is an object with the languages fi, sv and en.",
    "en",
    allowed=LANGUAGES,
)
COMMON = (VIEW, LANG)


def form(*names: str) -> Choice:
    """Return the parameter that names the form of an answer; without it the Accept header decides."""
    return Choice("format", "Form of the answer. Without it the Accept header decides.", "json", allowed=names)


THING_FORM, DRAWN_FORM = form("json", "text"), form("json", "text", "dot")
NETWORK_FORM = form("json", "text", "dot", "cytoscape")
THROUGH = Words("through", f"Only loops on which this thing lies. {_NAMED}", "queues-grow", missing=_MISSING)
MOST_LOOPS = Number("limit", "Most loops that are given.", "3", least=1, most=MOST, default=USUAL_LIMIT)
MOST_THINGS = Number("limit", "Most things that are given, the nearest first.", "10", least=1, most=MOST, default=USUAL_LIMIT)
OBSTACLE = Words("obstacle", f"A barrier, or the vicious circle. {_NAMED}", "queues-grow", required=True, missing=_MISSING)
LEVEL = Choice(
    "level",
    "The asker’s level: what is in the hands of those at this level comes first, what is in others’ stands apart.",
    "meso",
    allowed=tuple(LEVEL_HANDS),
)
KIND = Choices("kind", "What one can begin with.", "method", allowed=tuple(KINDS), default=USUAL_KINDS)
THING = Words("thing", f"The thing that changes. {_NAMED}", "queues-grow", required=True, missing=_MISSING)
CHANGE = Choice(
    "change",
    "Whether there is more or less of it; without it the change for the better.",
    "less",
    allowed=(Change.MORE.value, Change.LESS.value),
)

AROUND = Words("around", f"The part of the network around this thing. {_NAMED}", "queues-grow", missing=_MISSING)
DIRECTION = Choice(
    "direction",
    "With around: what leads to it, what it leads to, both, or what lies between it and `to`.",
    "up",
    allowed=DIRECTIONS,
    default="both",
)
DEPTH_OF = Number("depth", "With around: most arrows from it; 1 unless told, 6 with direction=between.", "2", least=1, most=DEEPEST)
TO = Words("to", f"With direction=between: the other end. {_NAMED}", "constant-hurry", missing=_MISSING)
LOOP = Words(
    "loop", "One loop, by its identifier or given name; /api/v1/loops lists them.", "loop-returning-clients", missing=_MISSING
)
OF_OBSTACLE = Words("obstacle", f"With lever: the end of the shortest chain. {_NAMED}", "queues-grow", missing=_MISSING)
LEVER = Words("lever", f"With obstacle: where the chain begins. {_NAMED}", "financial-social-work", missing=_MISSING)
CIRCLE = Choice("circle", "What lies in one of the two circles, or in both.", "both", allowed=CIRCLES)
ARROW_KINDS = Choices(
    "kinds",
    "Kinds of arrows: causal links, what counters, configurations, wholes and parts, methods.",
    "link",
    allowed=tuple(each.value for each in Kind),
    default=tuple(each.value for each in Kind),
)
PART = Together(
    "part",
    "Which part of the network; all of it unless told. Its members stand in the address one by one: around=…&depth=2.",
    "around=queues-grow",
    members=(AROUND, DIRECTION, DEPTH_OF, TO, LOOP, OF_OBSTACLE, LEVER, CIRCLE),
    ways=(
        Way("The whole network"),
        Way("What is around a thing", (AROUND,), (replace(DIRECTION, allowed=DIRECTIONS[:3]), DEPTH_OF)),
        Way("What lies between two things", (AROUND, replace(DIRECTION, allowed=DIRECTIONS[3:], default=""), TO), (DEPTH_OF,)),
        Way("One loop", (LOOP,)),
        Way("The chain from a lever to an obstacle", (OF_OBSTACLE, LEVER)),
        Way("One of the two circles, or both", (CIRCLE,)),
    ),
)
NETWORK: tuple[Parameter, ...] = (PART, ARROW_KINDS, *COMMON, NETWORK_FORM)

QUESTION = Words(
    "q",
    "What to search for, in any of the three languages and any form of its words; only its first 300 characters are asked.",
    "asiakassuunnitelma",
    required=True,
    missing="Write there what to search for, for example q=asiakassuunnitelma.",
    a_name=False,
)
MOST_RESULTS = Number("limit", "Most results that are given.", "5", least=1, most=100, default=20)
SEARCH_FORM = form("json")

MOST_ITEMS, USUAL_ITEMS = 200, 50
LIMIT = Number("limit", "Most items of one page.", "10", least=1, most=MOST_ITEMS, default=USUAL_ITEMS)
CURSOR = Place("cursor", "Where the list goes on: take it from `next` of the page before, as it stands.", "m", a_name=False)
LOOP_ID = Place("identifier", "Its identifier or given name; /api/v1/loops lists them.", "loop-returning-clients")
ID = Place("id", "The last part of its IRI: small letters, digits and hyphens.", "queues-grow")
STATEMENT_ID = Place("id", "Its identifier in the ledger of statements.", "aikumetod-s4-c-03-queues")
CONFIGURATION_ID = Place("id", "The last part of its IRI.", "configuration-enabling-leadership-meso")
PAGE_ID = Place("id", "The last part of its address.", "reading-the-model")
NAME = Place("name", "The last part of its IRI, such as Barrier.", "Barrier")
CLASS = Place("class", "Only things of this class, such as Barrier; /api/v1/classes lists them.", "Barrier")
AT_LEVEL = Choice("level", "Only what stands at this level.", "meso", allowed=tuple(LEVEL_HANDS))
BASIS = Choice(
    "basis",
    "Only what a source states, or only our own inferences (hypotheses).",
    "StatedInSource",
    allowed=("StatedInSource", "EditorialInference"),
)
DOCUMENT = Place("document", "Only what comes from this document, such as aikumetod or prosos.", "prosos")
STATEMENT_KIND = Place(
    "kind", "Only statements of this kind, such as barrier; each statement names its own.", "barrier", a_name=False
)
SUBJECT = Place("subject", "Only relations that lead away from this thing (the last part of its IRI).", "financial-social-work")
OBJECT = Place("object", "Only relations that lead to this thing (the last part of its IRI).", "queues-grow")
PROPERTY = Choice(
    "property",
    "Only relations of this property.",
    "counters",
    allowed=("addresses", "cooperatesWith", "counters", "embodiesValue", "sameThemeAs", "usedInStage"),
)
CAUSE = Place("cause", "Only links of which this thing is a cause (the last part of its IRI).", "queues-grow")
EFFECT = Place("effect", "Only links of which this thing is an effect (the last part of its IRI).", "queues-grow")
MECHANISM = Place("mechanism", "Only configurations that fire this mechanism (the last part of its IRI).", "enabling-leadership")
PAGE_KIND = Choice("kind", "Only pages of this kind.", "methods", allowed=KINDS_OF_PAGES)
ABOUT = Place("subject", "Only pages about this thing (the last part of its IRI).", "queues-grow")
FROM = Place("from", "The older version: the number of a release.", "2026.1")
UNTIL = Place("to", "The newer version: the number of a release, or `current` for what is served now.", "current")
PAGED: tuple[Parameter, ...] = (LIMIT, CURSOR, VIEW, ONE_LANG)
ONE: tuple[Parameter, ...] = (VIEW, ONE_LANG)
