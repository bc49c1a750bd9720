"""Makes words/lexicon.fi.tsv and words/endings.fi.tsv with libvoikko and simplemma: `python -m portal.search.make_lexicon`.

lexicon: each Finnish word of the data in its basic form, with the words that it is made of.
endings: how inflected words end, and how their basic forms end instead; learnt from a long list of forms. See README.md.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from portal.graph.catalogue import Catalogue
from portal.graph.load import load
from portal.paths import data_root
from portal.search.texts import Library, Part
from portal.search.thesaurus import words_of
from portal.search.words import DATA, fold, spans

LEXICON, ENDINGS = DATA / "lexicon.fi.tsv", DATA / "endings.fi.tsv"
_PIECE = re.compile(r"\+([^+(]*)(?:\(([^)]*)\))?")
_SAMPLE, _LEAST, _LONGEST = 400_000, 6, 9
Endings = dict[str, set[str]]
_BOUND = {"sosiaali", "yhteis", "aikuis"}


def main() -> None:
    """Write both tables."""
    from libvoikko import Voikko  # noqa: PLC0415 - only authors need it

    voikko = Voikko("fi", *sys.argv[1:2])
    lexicon: dict[str, set[str]] = defaultdict(set)
    for word in sorted(_words_of_data()):
        for lemma, parts in _analyses(voikko, word):
            lexicon[lemma] |= parts
    for word in {text[begin:end] for text in (*_names(), *words_of("fi")) for begin, end in spans(text)}:
        if word.isalpha() and len(word) > 2 and not (voikko.analyze(word) or voikko.analyze(word.lower())):
            lexicon.setdefault(fold(word), set())
    for parts in list(lexicon.values()):
        for part in parts:
            lexicon.setdefault(part, set())
    LEXICON.write_text("".join(f"{lemma}\t{' '.join(sorted(lexicon[lemma]))}\n" for lemma in sorted(lexicon)), encoding="utf-8")
    bases, roots = _endings(voikko, set(lexicon))
    rows = (
        f"{old}\t{' '.join(sorted(bases[old]))}\t{' '.join(sorted(roots[old] - bases[old]))}\n" for old in sorted({*bases, *roots})
    )
    ENDINGS.write_text("".join(rows), encoding="utf-8")


def _names() -> list[str]:
    """Return the Finnish names of things; words in them that Voikko does not know are slang and short forms."""
    data = load(data_root())
    found = Library(data, Catalogue(data)).documents()
    return [text.text for each in found for text in each.texts if text.language == "fi" and text.part <= Part.HIDDEN_NAME]


def _words_of_data() -> set[str]:
    """Return every word of the Finnish texts, and of the lists of words that mean the same."""
    data = load(data_root())
    texts = [
        text.text for document in Library(data, Catalogue(data)).documents() for text in document.texts if text.language == "fi"
    ]
    texts += words_of("fi")
    words = {text[begin:end] for text in texts for begin, end in spans(text)}
    return words | {piece for word in words for piece in re.split(r"[-–:’]", word) if piece}


def _analyses(voikko: Any, word: str) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401 - libvoikko has no types
    """Yield the basic forms of a word and the basic forms of the words that it is made of, folded."""
    for analysis in voikko.analyze(word) or voikko.analyze(word.lower()):
        lemma = fold(analysis.get("BASEFORM", "")).replace("=", "")
        parts = {fold(part).replace("=", "") for part in _parts(analysis.get("WORDBASES", ""))}
        if len(lemma) > 1:
            yield lemma, {part for part in parts if len(part) > 1 and part != lemma}


def _parts(bases: str) -> Iterator[str]:
    for piece, base in _PIECE.findall(bases):
        if base and not base.startswith("+"):
            yield from (base, *(base.split("=") if "=" in base else ()))
        elif not base and piece in _BOUND:
            yield piece


def _endings(voikko: Any, lexicon: set[str]) -> tuple[Endings, Endings]:  # noqa: ANN401
    """Return ending -> endings of basic forms, and of the words that those are derived from.

    All that words of the lexicon have, and those that are seen often enough in a sample of words of all kinds.
    """
    bases: Counter[tuple[str, str]] = Counter()
    roots: Counter[tuple[str, str]] = Counter()
    for inflected in (*_words_of_data(), *_forms(lexicon)):
        for lemma, parts in _analyses(voikko, inflected):
            weight = _LEAST if lemma in lexicon else 1
            _count(bases, fold(inflected), lemma, weight)
            for root in parts if len(parts) == 1 else ():
                _count(roots, fold(inflected), root, 1)
    return _frequent(bases), _frequent(roots)


def _count(counts: Counter[tuple[str, str]], form: str, target: str, weight: int) -> None:
    """Note how the end of a form differs from the end of a basic form."""
    shortest = min(len(form), len(target))
    common = next((place for place in range(shortest) if form[place] != target[place]), shortest)
    if common and len(form) - common <= _LONGEST:
        counts[form[common:], target[common:]] += weight


def _frequent(counts: Counter[tuple[str, str]]) -> Endings:
    found: Endings = defaultdict(set)
    for (old, new), count in counts.items():
        if count >= _LEAST and (old or new):
            found[old].add(new or "-")
    return found


def _forms(lexicon: set[str]) -> Iterable[str]:
    """Return inflected forms: those of the words of the lexicon, and a sample of all others, always the same."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415 - only authors need it

    known = DefaultDictionaryFactory().get_dictionary("fi")
    forms = sorted(form for form in known if form.isalpha() and form.islower() and 3 < len(form) < 22)
    ours = [form for form in forms if fold(known[form]) in lexicon]
    return ours + random.Random(1).sample(forms, _SAMPLE)  # noqa: S311 - not for secrets


if __name__ == "__main__":
    main()
