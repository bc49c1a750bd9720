"""Question banks on pages: what is asked for in an address, and the questions of this data version with links that last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from portal.languages import Language
from portal.learning import feedback
from portal.learning.bank import Wish
from portal.learning.questions import Question
from portal.learning.worded import Worded
from portal.namespaces import ID, KIERRE
from portal.web.addresses import address, home_of, of_iri
from portal.web.house import house, view_parameter
from portal.web.pins import pinned
from portal.web.public import absolute

MOST, USUAL = 300, 10  # questions in a file or in an item of a basket; in a draw of which no number is said
# Numbers that an address may hold: the usual one, the least and the most.
_NUMBERS = {"difficulty": (0, 0, 3), "count": (USUAL, 1, MOST), "seed": (1, 0, 999_999_999)}
ANSWERS = ("closed", "shown", "apart")  # behind each question to open; marked; on a sheet of their own


@dataclass(frozen=True)
class Asked:
    """What is asked for: kinds (families), a thing or page, difficulty, how many, the seed, questions by name, ways of answers.

    problems: a sentence for each value that cannot be used; the others stand.
    """

    kinds: tuple[str, ...] = ()
    about: str = ""
    difficulty: int = 0
    count: int = USUAL
    seed: int = 1
    names: tuple[str, ...] = ()
    answers: str = ANSWERS[0]
    problems: tuple[str, ...] = field(default=(), compare=False)

    def draw(self) -> list[Question]:
        """Return the questions that are asked for."""
        bank = house().bank
        if self.names:
            return [question for name in self.names if (question := bank.question(name))]
        return bank.drawn(Wish(self.kinds, things_of(self.about), self.difficulty, self.count, self.seed))

    def fitting(self) -> int:
        """Return how many questions there are to draw from."""
        if self.names:
            return len(self.names)
        return len(house().bank.fitting(Wish(self.kinds, things_of(self.about), self.difficulty)))

    def address(self, language: Language, rest: str = "", **changes: object) -> str:
        """Return the address of this draw, or of the file or page `rest` of it, with some values changed."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        pairs: list[tuple[str, object]] = [("kind", kind) for kind in asked.kinds]
        pairs += [("question", name) for name in asked.names]
        usual = Asked()
        for name in ("about", "difficulty", "count", "seed", "answers"):
            if getattr(asked, name) != getattr(usual, name) and not (rest and name == "answers"):
                pairs.append((name, getattr(asked, name)))
        if not rest:
            pairs += view_parameter().items()
        place = address("questions", language) + (f"/{rest}" if rest else "")
        return f"{place}?{urlencode(pairs)}" if pairs else place


def read(given: MultiDict[str, str]) -> Asked:
    """Return what an address asks for; what cannot be used is told in a sentence and left out."""
    problems: list[str] = []
    known = {family.name for family, _ in house().bank.kinds()}
    kinds = tuple(dict.fromkeys(each for each in given.getlist("kind") if each))
    problems += [gettext("There is no kind of questions called %(name)s.", name=each[:60]) for each in kinds if each not in known]
    names = tuple(dict.fromkeys(each for each in given.getlist("question") if each))
    lost = [each for each in names if not house().bank.question(each)]
    problems += [
        gettext("There is no question called %(name)s. It may have gone with a change of the data.", name=each[:100])
        for each in lost
    ]
    about = given.get("about", "").strip()
    if about and not things_of(about):
        problems.append(gettext("There is nothing called %(name)s to ask about. Choose a thing from the list.", name=about[:60]))
        about = ""
    answers = given.get("answers", "") or ANSWERS[0]
    if answers not in ANSWERS:
        problems.append(gettext("Answers are closed, shown or apart, not %(name)s.", name=answers[:60]))
        answers = ANSWERS[0]
    rules = {
        "difficulty": gettext("The difficulty is a number from 1 to 3."),
        "count": gettext("The count is a number from 1 to %(most)s.", most=MOST),
        "seed": gettext("The number of the draw is a whole number of at most nine digits."),
    }
    numbers = {name: _number(given, name) for name in rules}
    problems += [rules[name] for name, number in numbers.items() if number is None]
    difficulty, count, seed = (_NUMBERS[name][0] if number is None else number for name, number in numbers.items())
    known_kinds, known_names = tuple(each for each in kinds if each in known), tuple(each for each in names if each not in lost)
    return Asked(known_kinds, about, difficulty, count, seed, known_names[:MOST], answers, tuple(problems))


def _number(given: Mapping[str, str], name: str) -> int | None:
    """Return a number of an address, its usual value when it is left open, or None when it cannot be used."""
    usual, least, most = _NUMBERS[name]
    text = given.get(name, "").strip()
    if not text:
        return usual
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most
    return int(text) if fits else None


def things_of(slug: str) -> frozenset[str] | None:
    """Return the things (IRIs) that are meant by the name of a thing or of a guidance page: None for no name, nothing for none."""
    if not slug:
        return None
    page = house().guides.get(slug)
    about = {ID + each for each in page.about} if page else set()
    return frozenset(about | ({ID + slug} if ID + slug in house().catalogue else set()))


def on(slug: str) -> int:
    """Return how many questions there are about a thing or a guidance page."""
    return len(house().bank.fitting(Wish(about=things_of(slug) or ())))


def kind_title(name: str, language: Language) -> str:
    """Return a kind of questions in words, or "" when there is none."""
    return next((family.title[language] for family, _ in house().bank.kinds() if family.name == name), "")


def drawn(language: Language, kinds: Sequence[str] = (), count: int = USUAL, seed: int = 1, about: str = "") -> tuple[Worded, ...]:
    """Return a draw of questions in a language, with links for use outside the portal; of unknown kinds there are none."""
    found = house().bank.drawn(Wish(tuple(kinds), things_of(about), count=count, seed=seed))
    return for_elsewhere(found, language, seed)


def one(name: str, language: Language, seed: int = 1) -> Worded | None:
    """Return a question by its lasting name, with links for use outside the portal, or None."""
    question = house().bank.question(name)
    return for_elsewhere([question], language, seed)[0] if question else None


def for_elsewhere(found: Iterable[Question], language: Language, seed: int) -> tuple[Worded, ...]:
    """Return questions in a language whose links are whole and pinned to this version of the data."""
    return house().bank.told(found, language, seed, lambda iri: absolute(pinned(_place(iri, language))))


def for_page(found: Iterable[Question], language: Language, seed: int) -> tuple[Worded, ...]:
    """Return questions in a language whose links keep the reader's view."""
    return house().bank.told(found, language, seed, lambda iri: _place(iri, language) + house().view)


def _place(iri: str, language: Language) -> str:
    """Return the path that shows a thing or statement, or the list of a class in its order."""
    return home_of(iri.removeprefix(KIERRE), language) if iri.startswith(KIERRE) else of_iri(iri, language)


def told(found: Iterable[Worded]) -> dict[str, str]:
    """Return what is told after answering, as HTML, by the name of the question."""
    return {each.slug: feedback.as_html(each) for each in found}
