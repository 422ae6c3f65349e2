"""How people like to talk and read: interpreters, needs in communicating, and what counts as a professional one."""

from __future__ import annotations

from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_, yes

IN_PERSON = ("in_person", "phone_video")
BILINGUAL = "bilingual_worker"
FAMILY = ("family", "friend")
CHILD = "child"
NOBODY = "none"
INTERPRETERS = (*IN_PERSON, BILINGUAL, *FAMILY, CHILD, NOBODY)
# Where a bilingual worker is not enough, and one contact without an interpreter is one too many.
WEIGHTY = ("s47_interview", "conference", "plan_signing", "sensitive_enquiry")
LEARNING = ("learning_disability", "learning_difficulty")
WHOSE_NEED = "It is not recorded whose one of the communication needs is."
UNTOLD_SUBSTANCE = "It is not recorded whether safety or the plan was discussed at a contact."
WITH_WHOM = "It is not recorded with whom one of the contacts was."


def needs_interpreter(look: Look, person: str) -> Maybe:
    """Whether somebody needs an interpreter; offered and declined is no. Not recorded: open."""
    fact = look.record.find(person, "Person") if person else None
    missing = f"It is not recorded whether {look.who(person)} needs an interpreter."
    return look.is_one_of(fact, "interpreter_need", ("yes",), missing).citing() if fact else open_(missing)


def has_need(look: Look, person: str, kinds: tuple[str, ...] = ()) -> Maybe:
    """Whether a need in communicating (of one of these kinds, by default any) is known or suspected for somebody."""
    return any_in(
        all_of(look.is_about(fact, "person", person, WHOSE_NEED), _is_need(look, fact, kinds))
        for fact in look.rows("CommNeed")
    )


def _is_need(look: Look, fact: Fact, kinds: tuple[str, ...]) -> Maybe:
    name = look.who(fact.text("person"))
    if fact.code("kind") == "none":
        return NO
    status = look.is_one_of(
        fact, "status", ("known", "suspected"), f"It is not recorded whether {name} has a need in communicating."
    )
    if not kinds:
        return status
    kind = look.is_one_of(fact, "kind", kinds, f"It is not recorded what {name}'s need in communicating is.")
    return all_of(status, kind).citing(fact)


def was_interpreted(fact: Fact, *, strictly: bool | None = None) -> Maybe:
    """Whether a professional interpreted at a contact; not filled in: open.

    A bilingual worker counts, except at a section 47 interview, conference, plan signing or sensitive enquiry
    (`strictly`; by default as the contact's kind says).
    """
    by = fact.code("interpreter")
    if by in IN_PERSON:
        return yes(fact)
    if by == BILINGUAL:
        return known(not (fact.code("kind") in WEIGHTY if strictly is None else strictly), fact)
    if by in INTERPRETERS:
        return NO
    return open_("It is not recorded whether anybody interpreted at one of the contacts.", fact)


def is_weighty(look: Look, fact: Fact) -> Maybe:
    """Whether a contact is one at which a single one without an interpreter is too many."""
    return look.is_one_of(fact, "kind", WEIGHTY, "It is not recorded what kind of contact one of them was.")


def is_substantive(look: Look, fact: Fact) -> Maybe:
    """Whether safety or the plan was discussed at a contact: at a weighty one always."""
    if fact.code("kind") in WEIGHTY:
        return YES
    return look.says_yes(fact, "substantive", UNTOLD_SUBSTANCE)


def without(look: Look, fact: Fact) -> Maybe:
    """Whether a contact was substantive and no professional interpreted."""
    return all_of(is_substantive(look, fact), not_(was_interpreted(fact))).citing(fact)


def has_learning_need(look: Look, person: str) -> Maybe:
    """Whether a learning disability or difficulty is known or suspected: by need, by code, or by a concern."""
    fact = look.record.find(person, "Person")
    coded = bool(fact) and "LD" in {str(code).strip().upper() for code in (fact.items("disability") if fact else ())}
    status = "It is not recorded whether one of the concerns is current."
    concerned = any_in(
        look.is_one_of(concern, "status", ("current", "unknown"), status).citing(concern)
        for concern in look.rows("Concern")
        if concern.code("topic") == "learning_disability" and concern.text("person") == person
    )
    return any_of(has_need(look, person, LEARNING), known(coded, *((fact,) if fact else ())), concerned)
