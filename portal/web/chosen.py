"""What a basket holds, for readers: each item by name, with where it leads, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from portal.analysis.hands import Hands
from portal.analysis.whatif import Change
from portal.errors import PictureError
from portal.graph import saved
from portal.graph.catalogue import Entry
from portal.languages import Language
from portal.learning.basket import Basket, Item, Sort
from portal.namespaces import ID, KIERRE, LEVELS, STATEMENT
from portal.web import bank
from portal.web.addresses import address
from portal.web.arrows import shown_loop
from portal.web.facts import page_links
from portal.web.finding import understood
from portal.web.house import house, view_parameter
from portal.web.levers import obstacles
from portal.web.pages import Said, named
from portal.web.part_names import part_name
from portal.web.pictures import draw
from portal.web.pictures.registry import figure
from portal.web.queries_form import read

_MOST_NAMED = 10  # items that found no room
# Parameters that name a thing.
_THINGS_OF = {"begin": ("obstacle",), "compare": ("a", "b"), "explorer": ("around",), "whatif": ("thing",), "why": ("name",)}
_CHOICES: dict[str, tuple[str, set[str]]] = {"begin": ("role", set(Hands)), "whatif": ("change", {Change.MORE, Change.LESS})}
_WITH_NAME = {"glossary", "why"}  # parts that have a page for each of their names


@dataclass(frozen=True)
class Chosen:
    """An item of a basket: its name, what it is, and the path at which it is shown.

    note: what is to be told of it, or nothing; there: whether it goes along; inferred: whether it is our hypothesis.
    """

    item: Item
    title: Said
    kind: str = ""
    address: str = ""
    note: str = ""
    there: bool = True
    inferred: bool = False


def settled(basket: Basket, language: Language) -> list[Chosen]:
    """Return the items of a basket, those that are not there too, with a sentence on what to do."""
    return [_MAKERS[item.sort](item, language) for item in basket.items]


def told(basket: Basket, language: Language) -> list[str]:
    """Return what is wrong with how a basket arrived: a sentence each, with what to do."""

    def names(items: Iterable[Item]) -> list[str]:
        return [_MAKERS[each.sort](each, language).title.text for each in items]

    found = []
    if basket.missing:
        found.append(_cut_off(basket, *names(basket.items[-1:])))
    elif basket.short:
        found.append(_cut_within(*names(basket.items[-1:])))
    for piece in basket.unread:
        shown = piece[:60] + ("…" if len(piece) > 60 else "")
        found.append(gettext("“%(piece)s” is no item of a basket and was left out. Look for it and add it again.", piece=shown))
    if basket.twice:
        twice = ", ".join(dict.fromkeys(names(basket.twice)))
        found.append(gettext("Each item goes along once. These were there twice: %(names)s.", names=twice))
    if basket.over:
        found.append(_full(names(basket.over)))
    if basket.cut:
        found.append(gettext("The basket is full: the last items were left out. Make a second basket of the rest."))
    return found


def _full(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    said: str = gettext("The basket is full. These found no room: %(names)s. Make a second basket of them.", names=shown)
    return said


def _cut_off(basket: Basket, last: str = "–") -> str:
    arrived, wanted = len(basket.items), basket.promised
    said: str = gettext(
        "%(arrived)s of %(all)s items arrived: the address was cut off on its way. The last one may be cut off too: %(last)s. "
        "Ask for the whole address, or add what is missing.",
        **{"arrived": arrived, "all": wanted, "last": last},
    )
    return said


def _cut_within(last: str = "–") -> str:
    said: str = gettext(
        "The address was cut off on its way. The last item is not whole, or not the one that was meant: %(last)s. "
        "Ask for the whole address, or look for the item and add it again.",
        last=last,
    )
    return said


def _missing(item: Item, language: Language) -> Chosen:
    note = gettext(
        "There is no such item in this version of the data: %(item)s. Remove it, or look for what is meant.", item=str(item)
    )
    return Chosen(item, Said(item.name, language), note=note, there=False)


def _entry(base: str) -> Callable[[Item, Language], Chosen]:
    def make(item: Item, language: Language) -> Chosen:
        entry = house().catalogue[base + item.name]
        return _of_entry(item, entry, base, language) if entry.iri in house().catalogue else _missing(item, language)

    return make


def _of_entry(item: Item, entry: Entry, base: str, language: Language) -> Chosen:
    catalogue = house().catalogue
    thing, note = named(entry, language), ""
    instead = [each for each in catalogue.successors(entry.iri) if each.startswith(base)]
    if entry.deprecated and instead:
        old, entry = thing.name.text, catalogue[instead[0]]
        thing, item = named(entry, language), replace(item, name=entry.slug)
        note = gettext("“%(old)s” is no longer used. This takes its place.", old=old)
    elif entry.deprecated:
        note = gettext("This is no longer used, and nothing has taken its place. Consider removing it.")
    if house().view and entry.inferred:
        return Chosen(item, thing.name, thing.kind, thing.address, _hypothesis(), there=False, inferred=True)
    return Chosen(item, thing.name, thing.kind, thing.address, note, inferred=entry.inferred)


def _hypothesis() -> str:
    said: str = gettext("This is our hypothesis: it does not go along while you take only what the source says.")
    return said


def _guide(item: Item, language: Language) -> Chosen:
    found = house().guides.get(item.name)
    if found is None:
        return _missing(item, language)
    link = page_links([found], language)[0]
    return Chosen(item, link.name, gettext("page"), link.address)


def _picture(item: Item, language: Language) -> Chosen:
    try:
        found = figure(item.name, language, item.parameters)
    except PictureError as error:
        return Chosen(item, Said(item.name, language), gettext("picture"), note=str(error), there=False)
    return Chosen(item, Said(found.title, language), gettext("picture"), draw.place(item.name, language, item.parameters))


def _loop(item: Item, language: Language) -> Chosen:
    found, with_hypotheses = house().analysis.loop(item.name), house().whole.loop(item.name)
    if found is None and with_hypotheses:
        name = shown_loop(with_hypotheses, language).name
        return Chosen(item, name, gettext("loop"), note=_hypothesis(), there=False, inferred=True)
    if found is None:
        return _missing(item, language)
    place = address("loops", language, item.name) + house().view
    return Chosen(item, shown_loop(found, language).name, gettext("loop"), place)


def _query(item: Item, language: Language) -> Chosen:
    found = saved.find(item.name)
    if found is None:
        return _missing(item, language)
    title, kind = Said(found.title[language], language), gettext("saved query")
    faults = read(found, MultiDict(item.parameters), language, gettext, lambda name: saved.word(name, language)).faults
    if faults:
        return Chosen(item, title, kind, note=" ".join(faults.values()), there=False)
    return Chosen(item, title, kind, address("queries", language, item.name) + _with_view(item.parameters))


def _questions(item: Item, language: Language) -> Chosen:
    asked, kind = bank.Asked(**item.draw), gettext("question bank")
    names = [bank.kind_title(each, language) for each in asked.kinds]
    if not all(names) or bank.things_of(asked.about) == frozenset():
        return _missing(item, language)
    if not 1 <= asked.count <= bank.MOST:
        note = gettext("Choose from 1 to %(most)s questions.", most=bank.MOST)
        return Chosen(item, Said(gettext("Questions"), language), kind, note=note, there=False)
    given = min(asked.count, asked.fitting())
    title = gettext("Questions: %(count)s of all kinds", count=given or asked.count)
    if names:
        title = gettext("Questions: %(count)s of the kind “%(kind)s”", count=given or asked.count, kind=", ".join(names))
    if asked.difficulty:
        title += ", " + gettext("difficulty %(number)s", number=asked.difficulty)
    if asked.about:
        title = f"{title}: {_inside(asked.about, language)}"
    if not given:
        note = gettext("No question fits all of this. Choose fewer things, or another difficulty.")
        return Chosen(item, Said(title, language), kind, note=note, there=False)
    return Chosen(item, Said(title, language), kind, asked.address(language))


def _question(item: Item, language: Language) -> Chosen:
    found = bank.one(item.name, language)
    if found is None:
        return _missing(item, language)
    return Chosen(item, Said(found.text, language), gettext("question"), address("questions", language, item.name) + house().view)


def _part(item: Item, language: Language) -> Chosen:
    name, asked = part_name(item.name), item.parameters
    if not name or not _can_be_asked(item.name, asked, language):
        return _missing(item, language)
    inside = asked.pop("name", "")
    place = address(item.name, language, inside)
    about = [_inside(inside, language)] if inside else _asked_about(item.name, asked, language)
    title = f"{name}: {' – '.join(about)}" if about else name
    return Chosen(item, Said(title, language), gettext("page"), place + _with_view(asked))


def _can_be_asked(part: str, asked: dict[str, str], language: Language) -> bool:
    """Return whether a part of the portal has an answer for these parameters."""
    if not all(_may_name(part, slug) for slug in map(asked.get, _THINGS_OF.get(part, ())) if slug):
        return False
    choice, known = _CHOICES.get(part, ("", set()))
    if asked.get(choice) and asked[choice] not in known:
        return False
    if part == "find" and understood(MultiDict(asked), language).problems:
        return False
    return not asked.get("name") or part in _WITH_NAME


def _may_name(part: str, slug: str) -> bool:
    """Return whether a part of the portal can be asked about a thing."""
    if part == "begin":
        return slug in obstacles()
    if part in {"explorer", "whatif"}:
        network = house().analysis.network
        return network.thing(ID + slug) in network.graph
    entry = house().catalogue[ID + slug]
    if part == "compare" and entry.iri in LEVELS:
        return True
    return not {KIERRE + "Method", *([KIERRE + "Mechanism"] if part == "why" else [])}.isdisjoint(entry.classes)


def _asked_about(part: str, asked: dict[str, str], language: Language) -> list[str]:
    """Return the names of the things that a part of the portal is asked about; other parameters name none."""
    slugs = [asked.get(each, "") for each in _THINGS_OF.get(part, asked)]
    return [_inside(each, language) for each in dict.fromkeys(slugs) if ID + each in house().catalogue]


def _inside(slug: str, language: Language) -> str:
    """Return the name of what a part of the portal is asked about."""
    entry = house().catalogue[ID + slug]
    return entry.label(language)[0] if entry.classes else slug


def _with_view(asked: dict[str, str]) -> str:
    query = urlencode({**asked, **view_parameter()})
    return f"?{query}" if query else ""


_MAKERS: dict[Sort, Callable[[Item, Language], Chosen]] = {
    Sort.THING: _entry(ID),
    Sort.STATEMENT: _entry(STATEMENT),
    Sort.GUIDE: _guide,
    Sort.PICTURE: _picture,
    Sort.LOOP: _loop,
    Sort.QUERY: _query,
    Sort.QUESTIONS: _questions,
    Sort.QUESTION: _question,
    Sort.PART: _part,
}
