"""British English for kinship: what B is to A. By recorded sex; words that say neither where it is not F or M."""

from __future__ import annotations

from typing import Final

from .family import Multiple

ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
REMOVED: Final = (
    "",
    "once",
    "twice",
    "three times",
    "four times",
    "five times",
    "six times",
    "seven times",
    "eight times",
)

# What a partner's kin and a kin's partner are called, by what the kin is.
IN_LAW: Final = {
    "mother": "mother-in-law", "father": "father-in-law", "parent": "parent-in-law",
    "sister": "sister-in-law", "brother": "brother-in-law", "sibling": "sibling-in-law",
}  # fmt: skip
BY_MARRIAGE: Final = ("aunt", "uncle", "aunt or uncle", "niece", "nephew", "niece or nephew")


def together_words(many: Multiple) -> str:
    """ "identical twins", "triplets" and the like."""
    alike = {"mz": "identical ", "dz": "non-identical "}.get(many.kind, "")
    return alike + {2: "twins", 3: "triplets"}.get(len(set(many.children)), "born together")


def by_sex(sex: str, female: str, male: str, neither: str) -> str:
    """One of three words."""
    return {"F": female, "M": male}.get(sex, neither)


def great(times: int) -> str:
    """ "great-" as often as needed."""
    return "great-" * max(0, times)


def ancestor(steps: int, sex: str) -> str:
    """1: mother, 2: grandmother, 3: great-grandmother …"""
    word = by_sex(sex, "mother", "father", "parent")
    return word if steps == 1 else f"{great(steps - 2)}grand{word}"


def descendant(steps: int, sex: str) -> str:
    """1: daughter, 2: granddaughter, 3: great-granddaughter …"""
    word = by_sex(sex, "daughter", "son", "child")
    return word if steps == 1 else f"{great(steps - 2)}grand{word}"


def half(how: str, word: str) -> str:
    """With "half-" before it, or both where the record leaves it open."""
    if how.startswith("1"):
        return f"half-{word}"
    return f"{word} or half-{word}" if how.startswith("2") else word


def sibling(how: str, sex: str) -> str:
    """Sister, half-sister …"""
    return half(how, by_sex(sex, "sister", "brother", "sibling"))


def aunt(up: int, how: str, sex: str) -> str:
    """`up` 1: aunt (a parent's sister), 2: great-aunt, 3: great-great-aunt …"""
    return _half_of(how, f"{great(up - 1)}{by_sex(sex, 'aunt', 'uncle', 'aunt or uncle')}")


def niece(down: int, how: str, sex: str) -> str:
    """`down` 1: niece (a sibling's daughter), 2: great-niece …"""
    return _half_of(how, f"{great(down - 1)}{by_sex(sex, 'niece', 'nephew', 'niece or nephew')}")


def _half_of(how: str, word: str) -> str:
    """Aunts and cousins are called half only where it is known."""
    return f"half-{word}" if how.startswith("1") else word


def cousin(up: int, down: int, how: str, double: bool) -> str:
    """`up`, `down`: generations from each to the pair of siblings above them. 1, 1: first cousin."""
    degree, removed = min(up, down), abs(up - down)
    number = ORDINALS[degree] if degree < len(ORDINALS) else f"{degree}th"
    away = f" {REMOVED[removed] if removed < len(REMOVED) else f'{removed} times'} removed" if removed else ""
    before = "double " if double and not how.startswith("1") else "half " if how.startswith("1") else ""
    return f"{before}{number} cousin{away}"


def partner_words(kind: str, is_former: bool, sex: str, *, late: bool = False) -> str:
    """Wife, former husband, partner … `late`: who has died while they were together."""
    if kind in ("married", "divorced", "annulled") or (kind == "separated" and not is_former):
        word = by_sex(sex, "wife", "husband", "spouse")
        return f"former {word}" if is_former else f"late {word}" if late else word
    if is_former:
        return "former partner"
    return "late partner" if late else {"casual": "casual partner"}.get(kind, "partner")


def in_law(words: str, sex: str, *, of_partner: bool) -> str:
    """The word for a partner's kin (`of_partner`) or a kin's partner, from what the kin is; "" when there is none."""
    plain = words.removeprefix("half-").split(" or half-")[0]
    found = IN_LAW.get(plain, "") if of_partner else _partner_of(plain, sex)
    if found or plain.replace("great-", "") not in BY_MARRIAGE:
        return found
    return f"{plain if of_partner else _other_sex(plain, sex)} by marriage"


def _partner_of(plain: str, sex: str) -> str:
    if plain in ("sister", "brother", "sibling"):
        return by_sex(sex, "sister-in-law", "brother-in-law", "sibling-in-law")
    if plain in ("daughter", "son", "child"):
        return by_sex(sex, "daughter-in-law", "son-in-law", "child-in-law")
    return ""


def _other_sex(plain: str, sex: str) -> str:
    """An uncle's wife is an aunt by marriage."""
    greats = "great-" * plain.count("great-")
    stem = plain.replace("great-", "")
    if stem in ("aunt", "uncle", "aunt or uncle"):
        return greats + by_sex(sex, "aunt", "uncle", "aunt or uncle")
    return greats + by_sex(sex, "niece", "nephew", "niece or nephew")
