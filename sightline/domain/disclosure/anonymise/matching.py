"""Finds the names and codes of a glossary in a text: whole words, the longest first, codes left as they are.

One pass over the words of a text: each is looked up, and only the few forms that begin with it are tried. So the time
does not grow with the glossary. One pattern of all names was tried: three times slower with fifty people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .shadow import Shadow
from .variants import Variant, core, is_place, variants_of
from .vocabulary import is_ordinary

WORD = re.compile(r"[^\W_]+")
_MONTHS = frozenset(
    {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)
_DAY_BEFORE = re.compile(
    r"(?:[0-9](?:st|nd|rd|th)?(?: of)?[ ./-]{1,2}|\b(?:in|during|early|mid|late|end of|beginning of|start of)[ -])$",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(r"[ ,./-]{1,2}(?:'?[0-9]{2,4}\b|[0-9]{1,2}(?:st|nd|rd|th)?\b)")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\n•])[\s\"'(\[-]*$")


@dataclass(frozen=True, slots=True)
class Form:
    """One variant, ready to match. `code` is None when more than one entry has it; `codes` are those."""

    size: int
    pattern: re.Pattern[str]
    code: str | None
    codes: tuple[str, ...]
    is_code: bool
    ordinary: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One match, in positions of the shadow. `tail`: the ending of a plural. `doubt`: why a person should look."""

    start: int
    end: int
    form: Form
    tail: str
    doubt: str = ""


# Forms by the word they begin with, in small letters.
Index = dict[str, tuple[Form, ...]]


@dataclass(frozen=True)
class Matcher:
    """Names and codes by their first word. `names`: the name that stands for a code, where it has one.

    `slips`: words that were looked at before, each with the name it is one letter from.
    """

    index: Index
    code_index: Index
    names: dict[str, str]
    parts: dict[str, frozenset[str]]
    gaps: dict[str, frozenset[str]]
    warnings: tuple[str, ...] = field(default=())
    slips: dict[str, tuple[str, str] | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str, tuple[str, ...], str]]) -> Matcher:
        """From code, name, aliases and role of each entry."""
        return _build(list(entries))

    def find(self, shadow: Shadow) -> Iterator[Found]:
        """Names and codes in the order of the text, none inside another."""
        return _find(shadow.seen, self.index)

    def near(self, word: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Words of names that may be one edit away: those that share the word with a letter left out."""
        tried = {name for gap in _gaps(word) for name in self.gaps.get(gap, ())}
        return ((name, self.parts[name]) for name in sorted(tried))

    def find_codes(self, shadow: Shadow) -> Iterator[Found]:
        """Codes alone."""
        return _find(shadow.seen, self.code_index)


def _build(entries: list[tuple[str, str, tuple[str, ...], str]]) -> Matcher:
    codes = [code for code, *_ in entries]
    code_forms = {code: _code_form(code) for code in codes}
    code_index = _indexed([(key, form) for form in code_forms.values() for key in _code_keys(form.codes[0])])
    owners: dict[str, dict[str, Variant]] = {}
    warnings: list[str] = []
    for code, name, aliases, role in entries:
        for variant in variants_of(name, aliases, role):
            if _is_all_codes(variant.text, code_index):
                if variant.listed and variant.text != code:
                    warnings.append(f"'{variant.text}', listed for {code}, is a code itself and stands for nobody.")
                continue
            owners.setdefault(variant.text.lower(), {})[code] = variant
    keyed: list[tuple[str, Form]] = [(key, form) for key, forms in code_index.items() for form in forms]
    for having in owners.values():
        form = _name_form(having, warnings)
        variant = next(iter(having.values()))
        keyed.append((variant.first_word, form))
        if plural := variant.plural_key():
            keyed.append((plural, form))
    names = {code: core(name) for code, name, _, _ in entries if core(name)}
    parts = _parts(entries)
    gaps: dict[str, set[str]] = {}
    for part in parts:
        for gap in _gaps(part):
            gaps.setdefault(gap, set()).add(part)
    near = {gap: frozenset(having) for gap, having in gaps.items()}
    return Matcher(_indexed(keyed), code_index, names, parts, near, tuple(warnings))


def _gaps(word: str) -> set[str]:
    """The word, and the word with each of its letters left out."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _parts(entries: list[tuple[str, str, tuple[str, ...], str]]) -> dict[str, frozenset[str]]:
    """Every word of a name, and the codes that have it: middle names and misspellings are looked for among them."""
    found: dict[str, set[str]] = {}
    for code, name, aliases, role in entries:
        for text in (name, *aliases):
            for word in WORD.findall(text):
                if len(word) > 2 and not word.isdigit() and not (is_place(role) and is_ordinary(word)):
                    found.setdefault(word.lower(), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _code_form(code: str) -> Form:
    """A code, matched as it is written; a plural of it may follow where it cannot be mistaken for a title (`Ms`)."""
    words = WORD.findall(code)
    gaps = [re.escape(gap) if gap.strip() else r"\s" for gap in WORD.split(code)[1:-1]]
    text = "".join(word + gap for word, gap in zip(map(re.escape, words), [*gaps, ""], strict=True))
    tail = "s?" if len(code) > 1 and code[-1] not in "sS" else ""
    return Form(len(code), re.compile(rf"{text}(?P<tail>{tail})(?![^\W_])"), code, (code,), True, False)


def _code_keys(code: str) -> list[str]:
    words = WORD.findall(code)
    first = words[0].lower()
    return [first, first + "s"] if len(words) == 1 else [first]


def _name_form(having: dict[str, Variant], warnings: list[str]) -> Form:
    """The form of a name: of one entry, or of several and then of none."""
    codes = tuple(having)
    variant = next(iter(having.values()))
    if len(codes) > 1 and all(one.listed for one in having.values()):
        warnings.append(f"'{variant.text}' is listed for {' and '.join(codes)}, so it stands for neither.")
    ordinary = " " not in variant.text and is_ordinary(variant.text)
    return Form(len(variant.text), variant.pattern(), codes[0] if len(codes) == 1 else None, codes, False, ordinary)


def _indexed(keyed: list[tuple[str, Form]]) -> Index:
    """By first word; the longest first, and a code before a name of the same length."""
    found: dict[str, list[Form]] = {}
    for key, form in keyed:
        if form not in found.setdefault(key, []):
            found[key].append(form)
    return {
        key: tuple(sorted(having, key=lambda form: (-form.size, not form.is_code))) for key, having in found.items()
    }


def _is_all_codes(text: str, code_index: Index) -> bool:
    """Whether nothing is left of a name when the codes in it are taken out."""
    left = text
    for found in reversed(list(_find(text, code_index))):
        left = left[: found.start] + left[found.end :]
    return not WORD.search(left)


def _find(seen: str, index: Index) -> Iterator[Found]:
    done = 0
    for word in WORD.finditer(seen):
        place = word.start()
        if place < done:
            continue
        for form in index.get(word[0].lower(), ()):
            match = form.pattern.match(seen, place)
            if match and (form.is_code or not _part_of_another(seen, place, match.end())):
                doubt = "" if form.is_code else _doubt(seen, place, match.end(), form)
                if doubt == "month":
                    continue
                yield Found(place, match.end(), form, match["tail"], doubt)
                done = match.end()
                break


def _part_of_another(seen: str, start: int, end: int) -> bool:
    """Whether the match is only a part of another name: D'Arcy, Smith-Jones; `Paula-led` is not one."""
    if start > 1 and seen[start - 1] == "'" and seen[start - 2].isalpha():
        return True
    if start > 1 and seen[start - 1] == "-":
        before = seen[: start - 1][-40:]
        word = re.search(r"[^\W\d_]+$", before)
        if word and word[0][0].isupper() and word[0][1:].islower():
            return True
    return seen[end : end + 1] == "-" and seen[end + 1 : end + 2].isupper() and seen[end + 2 : end + 3].islower()


def is_month(seen: str, start: int, end: int) -> bool:
    """Whether the name of a month stands in a date: `22 May`, `May 2016`, `in May`."""
    if seen[start:end].lower() not in _MONTHS:
        return False
    return bool(_DAY_BEFORE.search(seen[max(0, start - 16) : start]) or _YEAR_AFTER.match(seen, end))


def _doubt(seen: str, start: int, end: int, form: Form) -> str:
    """`month` when it stands in a date; else why a person should look at the replacement, or nothing."""
    if is_month(seen, start, end):
        return "month"
    if form.code is None:
        return "shared"
    if form.ordinary and _SENTENCE_END.search(seen[max(0, start - 8) : start]):
        return "word"
    return ""
