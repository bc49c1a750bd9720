"""What a question rests on: what the sources state, and what might be true besides, so that no wrong answer is also right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from portal.graph import queries
from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.learning.families import LEADS_TO
from portal.namespaces import DCTERMS, KIERRE, SKOS
from portal.terms import Text

Pairs = dict[str, set[str]]
_INCREASES = KIERRE + "Increases"
_EXPLICIT = KIERRE + "Explicit"  # else the link is read from the order in which the source tells things
# Two things that one of these joins may be one and the same to a reader.
_KIN = (
    SKOS + "closeMatch",
    SKOS + "exactMatch",
    DCTERMS + "isPartOf",
    *(KIERRE + name for name in ("sameThemeAs", "sameCauseAs", "contrastsWith", "wordingOf", "exampleOf", "meansOf", "via")),
)
_SAME_CAUSE = (SKOS + "closeMatch", SKOS + "exactMatch", KIERRE + "sameCauseAs")  # a chain of causes goes on under the other name
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel")
_STEM = 5  # letters at the beginning of a word that stay whatever its ending
_CONTAINERS = {KIERRE + name for name in ("Document", "DocumentPart", "Recommendation")}  # their parts are not one and the same


class Facts:
    """The joined things of one data version: stated by the sources, and joined by anything at all."""

    def __init__(self, data: Data, catalogue: Catalogue) -> None:
        self.data, self.catalogue = data, catalogue
        self._stated: dict[str, Pairs] = {}
        self._any: dict[str, Pairs] = {}
        self._kin = self._gather_kin()
        self._words: dict[str, list[tuple[Language, frozenset[str]]]] = {}
        self._around: dict[str, set[tuple[str, str]]] = {}
        self._links: dict[tuple[str, str], str] = {}

    def stated(self, property_: str) -> Pairs:
        """Return what a property joins by the sources' own outright word: subject -> objects (IRIs)."""
        if property_ not in self._stated:
            self._stated[property_] = self._pairs(property_, self.catalogue.source_graphs)
        return self._stated[property_]

    def joined(self, property_: str) -> Pairs:
        """Return what a property joins by anybody's word, hypotheses included; causes of causes count as causes."""
        if property_ not in self._any:
            pairs = self._pairs(property_, None)
            self._any[property_] = _closed(self._under_every_name(pairs)) if property_ == LEADS_TO else pairs
        return self._any[property_]

    def link(self, cause: str, effect: str) -> str:
        """Return the causal link of the sources that says that a cause leads to an effect (IRI), or nothing."""
        self.stated(LEADS_TO)
        return self._links.get((cause, effect), "")

    def kin(self, thing: str) -> set[str]:
        """Return the things that a reader may take for this one: it, its parts and wholes, like matters, and like names."""
        return {thing} | self._kin.get(thing, set())

    def alike(self, one: str, other: str) -> bool:
        """Return whether two things have names, alternative ones included, of which one contains the other, in any language."""
        for language, left in self._of_names(one):
            if any(tag == language and (left <= right or right <= left) for tag, right in self._of_names(other)):
                return True
        return False

    def otherwise_joined(self, one: str, other: str, property_: str) -> bool:
        """Return whether any property but one joins two things, in either direction, by anybody's word."""
        if one not in self._around:
            found = [*queries.outgoing(self.data.store, one), *queries.incoming(self.data.store, one)]
            self._around[one] = {(each.property, each.other) for each in found}
        return any(end == other and each != property_ for each, end in self._around[one])

    def forget(self) -> None:
        """Let go of what is needed only while questions are made."""
        self._around.clear()
        self._words.clear()
        self._any.clear()

    def stems(self, thing: str, language: Language) -> set[str]:
        """Return how the longer words of a thing's name begin, which a reader sees again whatever their endings."""
        words = re.findall(r"\w+", self.catalogue[thing].label(language)[0].casefold())
        return {word[:_STEM] for word in words if len(word) >= _STEM}

    def _of_names(self, thing: str) -> list[tuple[Language, frozenset[str]]]:
        if thing not in self._words:
            self._words[thing] = list(self._gather_words(thing))
        return self._words[thing]

    def _gather_words(self, thing: str) -> Iterator[tuple[Language, frozenset[str]]]:
        entry = self.catalogue[thing]
        for language in LANGUAGES:
            for name in {entry.label(language)[0], *(name for each in _NAMES for name in entry.many(each, language))}:
                yield language, frozenset(re.findall(r"\w+", name.casefold()))

    def text(self, thing: str, property_: str, language: Language) -> str:
        """Return the text of a thing in a language, or nothing."""
        return next(
            (
                value.value
                for name, value in queries.literals(self.data.store, thing)
                if name == property_ and isinstance(value, Text) and value.language == language
            ),
            "",
        )

    def code(self, thing: str, property_: str) -> str:
        """Return the value of a property of a thing that is no text of a language, or nothing."""
        return next((str(value) for name, value in queries.literals(self.data.store, thing) if name == property_), "")

    def numbers(self) -> list[tuple[str, int]]:
        """Return the number of each indicator: (indicator, value)."""
        found = []
        for indicator in self.catalogue.of_class(KIERRE + "Indicator"):
            for property_, value in queries.literals(self.data.store, indicator.iri):
                if property_ == KIERRE + "indicatorValue":
                    found.append((indicator.iri, int(str(value))))
        return found

    def _under_every_name(self, pairs: Pairs) -> Pairs:
        """Return steps from cause to effect, and steps between the names of one cause."""
        found: Pairs = defaultdict(set, {start: set(ends) for start, ends in pairs.items()})
        for property_ in _SAME_CAUSE:
            for one, other in queries.pairs(self.data.store, property_):
                found[one].add(other)
                found[other].add(one)
        return found

    def _pairs(self, property_: str, graphs: list[str] | None) -> Pairs:
        found: Pairs = defaultdict(set)
        if property_ == LEADS_TO:
            outright = {link for link, how in queries.pairs(self.data.store, KIERRE + "explicitness") if how == _EXPLICIT}
            for end in queries.link_ends(self.data.store, graphs):
                stated = end.polarity == _INCREASES and not end.inferred and end.link in outright
                if graphs is None or stated:
                    found[end.cause].add(end.effect)
                if graphs is not None and stated:
                    self._links[(end.cause, end.effect)] = end.link
            return found
        for subject, object_ in queries.pairs(self.data.store, property_, graphs):
            found[subject].add(object_)
        return found

    def _gather_kin(self) -> Pairs:
        kin: Pairs = defaultdict(set)
        for property_ in _KIN:
            for subject, object_ in queries.pairs(self.data.store, property_):
                if not _CONTAINERS.intersection(self.catalogue[object_].classes):
                    kin[subject].add(object_)
                    kin[object_].add(subject)
        return kin


def turned(pairs: Pairs) -> Pairs:
    """Return pairs read backwards."""
    found: Pairs = defaultdict(set)
    for subject, objects in pairs.items():
        for object_ in objects:
            found[object_].add(subject)
    return found


def _closed(pairs: Pairs) -> Pairs:
    """Return pairs with every step that follows from steps after one another."""
    return {start: _reached(pairs, start) for start in pairs}


def _reached(pairs: Pairs, start: str) -> set[str]:
    seen: set[str] = set()
    waiting: list[str] = [*pairs.get(start, ())]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting.extend(pairs.get(each, ()))
    return seen
