"""An answer as readers see it: the name and a piece of text with the matching words marked, and why it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.languages import Language, fallbacks
from portal.search.ask import Answer, Found, Search
from portal.search.keys import PART
from portal.search.texts import BORROWED, NAMES, Document, Library, Part, Text
from portal.search.variants import Variant, Why
from portal.search.words import fold, pieces, spans

_LEAST, _WINDOW, _BEFORE, _MOST_REASONS = 0.3, 230, 70, 2
_MUCH_BETTER, _ENOUGH = 0.2, 0.45  # a long text is shown, or looked through, only where the definition does not tell


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it is one of the words that were asked for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Marked:
    """A text in pieces, and its language."""

    pieces: tuple[Piece, ...]
    language: Language

    @property
    def text(self) -> str:
        """Return the text without marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Reason:
    """Why something is there although it does not hold a word as it was asked.

    why: a value of Why, or `name` (it is also called so), `everyday` (an everyday word for it), `language` (of another language).
    """

    why: str
    word: str
    language: Language


@dataclass(frozen=True)
class Shown:
    """Something found, for a reader of a language."""

    found: Found
    name: Marked
    snippet: Marked | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Hit:
    """A word of a text that answers a word of the question: where it stands, how well, and how."""

    begin: int
    end: int
    term: int
    weight: float
    why: Why


class Showing:
    """Shows the results of one answer."""

    def __init__(self, search: Search, library: Library, answer: Answer, language: Language) -> None:
        self._search, self._library, self._answer, self._language = search, library, answer, language
        self._wanted: dict[tuple[Language, str], list[tuple[int, Variant]]] = {}
        for place, term in enumerate(answer.terms):
            for variant in term.variants:
                self._wanted.setdefault((variant.language, variant.key), []).append((place, variant))

    def __call__(self, found: Found) -> Shown:
        """Return a result for the reader."""
        document = self._library[found.card.iri]
        name = next((text for text in _in_order(document, self._language) if text.part is Part.NAME), None)
        name = name or Text(found.card.iri.rsplit("/", 1)[-1], "en", Part.NAME)
        hits = self._hits(name)
        text, text_hits = self._best_text(document)
        shown = {hit.term for hit in (*hits, *text_hits)}
        reasons = [*self._of_words(name, hits, set()), *self._of_other_names(document, found, hits)]
        if text:
            reasons += self._of_words(text, text_hits, {hit.term for hit in hits})
        if not reasons and not shown:
            reasons += self._of_other_languages(document)
        return Shown(
            found,
            _mark(name, hits, 0, len(name.text)),
            _mark(text, text_hits, *_window(text.text, text_hits)) if text else None,
            tuple(dict.fromkeys(reasons))[:_MOST_REASONS],
        )

    def _hits(self, text: Text) -> list[_Hit]:
        """Return the words of a text that answer the question, each by its best match."""
        return [hit for begin, end in spans(text.text) for hit in self._hits_of(text, begin, end)]

    def _hits_of(self, text: Text, begin: int, end: int) -> Iterator[_Hit]:
        keyring = self._search.index.shelves[text.language].keyring
        best: _Hit | None = None
        for word in pieces(text.text[begin:end]):
            keys = keyring.of(word)
            for key, share in (*((key, 1.0) for key in keys.whole), *((key, PART) for key in keys.parts)):
                for term, variant in self._wanted.get((text.language, key), ()):
                    weight = variant.weight * share
                    if weight >= _LEAST and (best is None or weight > best.weight):
                        best = _Hit(begin, end, term, weight, self._why(fold(text.text[begin:end]), key, share, term, variant))
        if best:
            yield best

    def _why(self, word: str, key: str, share: float, term: int, variant: Variant) -> Why:
        """Return how a folded word of a text, filed under a key, answers a word of the question."""
        if word == self._answer.terms[term].word:
            return Why.SAME
        if variant.why not in {Why.SAME, Why.FORM}:
            return variant.why
        if share < 1:
            return Why.PART
        return Why.FORM if word == key else Why.OTHER_FORM

    def _best_text(self, document: Document) -> tuple[Text | None, list[_Hit]]:
        """Return the text in the reader's language that answers most of the question, the definition when none does."""
        own = [text for text in document.texts if text.language == self._language and text.part not in (*NAMES, *BORROWED)]
        own = own or [text for text in _in_order(document, self._language) if text.part is Part.DEFINITION]
        best: tuple[Text | None, list[_Hit]] = None, []
        most = -1.0
        for text in sorted(own, key=lambda each: each.part):
            hits = self._hits(text)
            worth = sum(_best_by_term(hits).values())
            if worth > most + _MUCH_BETTER:
                best, most = (text, hits), worth
            if worth >= _ENOUGH * len(self._answer.terms):
                break
        return best

    def _of_words(self, text: Text, hits: list[_Hit], known: set[int]) -> Iterator[Reason]:
        """Yield a reason for each word of the question that no word of a text answers as it was asked."""
        literal = {hit.term for hit in hits if hit.why is Why.SAME} | known
        for hit in sorted(hits, key=lambda each: -each.weight):
            if hit.term not in literal:
                literal.add(hit.term)
                yield Reason(hit.why, text.text[hit.begin : hit.end], text.language)

    def _of_other_names(self, document: Document, found: Found, hits: list[_Hit]) -> Iterator[Reason]:
        """Yield the other name under which something was found when its first name does not tell; a hidden name is not told."""
        if found.part is Part.HIDDEN_NAME and not hits:
            yield Reason("everyday", "", self._language)
        if found.part is not Part.OTHER_NAME:
            return
        others = [(text, self._hits(text)) for text in document.texts if text.part is Part.OTHER_NAME]
        best = max(others, key=lambda each: sum(_best_by_term(each[1]).values()), default=None)
        if best and sum(_best_by_term(best[1]).values()) > sum(_best_by_term(hits).values()):
            yield Reason("name", best[0].text, best[0].language)

    def _of_other_languages(self, document: Document) -> Iterator[Reason]:
        """Yield a word of a text in another language that answers."""
        for text in document.texts:
            told = text.part in {Part.NAME, Part.OTHER_NAME, Part.DEFINITION, Part.SOURCE}
            hits = self._hits(text) if told and text.language != self._language else []
            if hits:
                best = max(hits, key=lambda hit: hit.weight)
                yield Reason("language", text.text[best.begin : best.end], text.language)
                return


def _in_order(document: Document, language: Language) -> list[Text]:
    """Return the texts of a document, those in the reader's language first."""
    order = fallbacks(language)
    return sorted(document.texts, key=lambda text: order.index(text.language))


def _best_by_term(hits: Iterable[_Hit]) -> dict[int, float]:
    best: dict[int, float] = {}
    for hit in hits:
        best[hit.term] = max(best.get(hit.term, 0.0), hit.weight)
    return best


def _window(text: str, hits: list[_Hit]) -> tuple[int, int]:
    """Return where the part of a text begins and ends that is shown: around the words that answer most."""
    if len(text) <= _WINDOW + _BEFORE:
        return 0, len(text)
    starts = [max(0, hit.begin - _BEFORE) for hit in hits] or [0]
    best = max(starts, key=lambda at: sum(_best_by_term(hit for hit in hits if at <= hit.begin < at + _WINDOW).values()))
    begin = text.rfind(" ", 0, best) + 1 if best else 0
    end = text.find(" ", begin + _WINDOW)
    return begin, end if end > 0 else len(text)


def _mark(text: Text, hits: list[_Hit], begin: int, end: int) -> Marked:
    """Return a part of a text with its hits marked, and dots where something is left out."""
    found, place = [Piece("… ", False)] if begin else [], begin
    for hit in hits:
        if begin <= hit.begin and hit.end <= end:
            found += [Piece(text.text[place : hit.begin], False), Piece(text.text[hit.begin : hit.end], True)]
            place = hit.end
    found.append(Piece(text.text[place:end] + (" …" if end < len(text.text) else ""), False))
    return Marked(tuple(piece for piece in found if piece.text), text.language)
