"""What is found, as pages and programs show it: each result with its address, its kind, and why it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext

from portal.languages import Language
from portal.namespaces import ID, PAGE, local_name
from portal.search.ask import Answer, Found
from portal.search.show import Marked, Reason, Showing
from portal.web.addresses import of_iri
from portal.web.house import house
from portal.web.pages import Named, Said, named


@dataclass(frozen=True)
class Result:
    """Something found: as a link, with its name and a piece of its text, the matching words marked, and why it is there."""

    thing: Named
    name: Marked
    snippet: Marked | None
    reasons: tuple[str, ...]
    score: float
    iri: str
    kind: str


_WORDS: dict[str, Callable[[str], str]] = {
    "form": lambda word: gettext("a form of the word “%(word)s”", word=word),
    "other form": lambda word: gettext("the same word as “%(word)s”", word=word),
    "part": lambda word: gettext("part of the word “%(word)s”", word=word),
    "begin": lambda word: gettext("the beginning of the word “%(word)s”", word=word),
    "meaning": lambda word: gettext("nearly the same as “%(word)s”", word=word),
    "spelling": lambda word: gettext("spelt nearly as “%(word)s”", word=word),
    "name": lambda word: gettext("also called “%(word)s”", word=word),
    "language": lambda word: gettext("the word “%(word)s” in another language", word=word),
    "everyday": lambda _: gettext("an everyday word for this"),
}


def ask(question: str, language: Language, *, unfinished: bool = False) -> Answer:
    """Return what answers a question in this request's view: without hypotheses where only the sources are shown."""
    return house().search.ask(question, language, hypotheses=house().graphs() is None, unfinished=unfinished)


def results(answer: Answer, found: Sequence[Found], language: Language) -> list[Result]:
    """Return some of what was found, for the reader."""
    show = Showing(house().search, house().library, answer, language)
    shown = [show(each) for each in found]
    return [
        Result(
            _thing(each.found.card.iri, Said(each.name.text, each.name.language), language),
            each.name,
            each.snippet,
            tuple(map(_in_words, each.reasons)),
            round(each.found.score, 3),
            each.found.card.iri,
            each.found.card.kind,
        )
        for each in shown
    ]


def _thing(iri: str, name: Said, language: Language) -> Named:
    """Return something found as a link; a page about the portal itself, which is not in the graph, by its title."""
    entry = house().catalogue[iri]
    if iri.startswith(PAGE) and not entry.classes:
        return Named(name, of_iri(iri, language) + house().view, gettext("about the portal"), False, slug=local_name(iri))
    thing = named(entry, language)
    return thing if iri.startswith(ID) or thing.own else replace(thing, address=of_iri(iri, language) + house().view)


def _in_words(reason: Reason) -> str:
    return _WORDS[reason.why](reason.word)
