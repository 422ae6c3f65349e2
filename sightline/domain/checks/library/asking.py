"""DP-03: signs of domestic abuse or exploitation, and nobody has asked in private."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, by_names, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity

ABUSE, EXPLOITATION = "domestic abuse", "exploitation"
# Words by which a topic of an enquiry is known; anything else that is written leaves it open which it was.
ABUSE_WORDS = ("domestic", "violence", "violent", "coerci", "da", "dv", "dva")
EXPLOITATION_WORDS = ("exploit", "cse", "cce", "grooming")
OTHER_TOPICS = ("alcohol", "drugs", "mental_health", "neglect", "learning_disability", "physical_illness")
UNTOLD_TOPIC = "It is not recorded what one of the concerns or events is about."


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its row, of what, whether it is one, and who is to be asked ("" where it names nobody)."""

    fact: Fact
    of: str
    is_one: Maybe
    person: str


def asked_alone(look: Look) -> Outcome:
    """DP-03: ten working days after a sign, no enquiry alone on or after it, nor "not safe yet" with a day."""
    days = look.number("working_days")
    signs = tuple(sign for sign in _signs(look) if not sign.is_one.is_no)

    enquiries = look.rows("SensitiveEnquiry")

    def asks(sign: Sign, enquiries: Sequence[Fact]) -> Maybe:
        hidden = look.unseen("SensitiveEnquiry", since=look.when(sign.fact).earliest)
        asked = any_in(_answers(look, enquiry, sign) for enquiry in enquiries)
        waited = look.working_days_passed(sign.fact, days)
        return all_of(sign.is_one, waited, not_(asked), not_(hidden)).citing(sign.fact)

    some = by_names(
        enquiries,
        "person",
        [sign.person for sign in signs],
        lambda enquiries: any_in(asks(sign, enquiries) for sign in signs),
    )
    what = dict.fromkeys(sign.of for sign in signs if sign.fact.id in some.because)
    hidden = any_in(look.unseen(kind) for kind in ("Concern", "ExploitationIndicator", "Event"))
    return conclude(
        look,
        applies=any_in(sign.is_one for sign in signs) | hidden,
        asks=some | hidden,
        words=lambda: {"what": " and of ".join(what)},
    )


def _signs(look: Look) -> Iterator[Sign]:
    status = "It is not recorded whether one of the concerns is current."
    for fact in look.rows("Concern"):
        is_current = look.is_one_of(fact, "status", ("current", "unknown"), status)
        for topic, of in (("domestic_abuse", ABUSE), ("cse", EXPLOITATION)):
            is_one = all_of(look.is_one_of(fact, "topic", (topic,), UNTOLD_TOPIC), is_current).citing(fact)
            yield Sign(fact, of, is_one, fact.text("victim_person") if of == ABUSE else look.child)
    for fact in look.rows("Event"):
        yield Sign(fact, ABUSE, look.is_one_of(fact, "topic", ("domestic_abuse",), UNTOLD_TOPIC), "")
    for fact in look.rows("ExploitationIndicator"):
        untold = "It is not recorded whether one of the signs is an indicator or a vulnerability."
        yield Sign(fact, EXPLOITATION, look.is_one_of(fact, "kind", ("indicator",), untold), look.child)


def _answers(look: Look, enquiry: Fact, sign: Sign) -> Maybe:
    """Whether an enquiry, on or after the sign, answers it: asked alone, or not safe yet and until when."""
    alone = look.says_yes(enquiry, "alone", "It is not recorded whether somebody was alone when asked.")
    asked = all_of(alone, known(enquiry.yes("asked") is not False))
    return all_of(
        look.since(enquiry, sign.fact),
        _is_on_topic(enquiry, sign),
        _is_person(enquiry, sign),
        any_of(asked, _not_safe_yet(look, enquiry)),
    ).citing(enquiry)


def _is_on_topic(enquiry: Fact, sign: Sign) -> Maybe:
    topic = enquiry.code("topic")
    words = topic.replace("_", " ").replace("/", " ").split()
    matched = {
        of
        for of, known_by in ((ABUSE, ABUSE_WORDS), (EXPLOITATION, EXPLOITATION_WORDS))
        if any(word == key or (len(key) > 3 and word.startswith(key)) for word in words for key in known_by)
    }
    if sign.of in matched:
        return YES
    if matched or topic in OTHER_TOPICS:
        return NO
    return open_("It is not recorded what one of the sensitive enquiries was about.", enquiry)


def _is_person(enquiry: Fact, sign: Sign) -> Maybe:
    if not sign.person:
        return YES
    person = enquiry.text("person")
    return known(person == sign.person) if person else open_("It is not recorded who was asked.", enquiry)


def _not_safe_yet(look: Look, enquiry: Fact) -> Maybe:
    """Whether it was not safe to ask yet and the day to try again has not passed; no day: open."""
    if not enquiry.yes("not_safe_yet"):
        return NO
    when = enquiry.when("next_time")
    if when is None or when.latest is None:
        return open_("It is not recorded when to try again to ask.", enquiry)
    return not_(look.days_passed(when.latest, 0)) & yes(enquiry)


DP_03 = Check(
    id="DP-03",
    name="Not yet asked alone",
    question="Has there been a safe moment to ask privately?",
    theme="DIRECT-ASK",
    condition=(
        "A sign of domestic abuse or of exploitation is more than 10 working days old, and nobody has asked alone on "
        'or after it, nor noted "not safe yet" with a day to try again.'
    ),
    prompts={
        Severity.SOON: (
            "There are signs of {what} around {name}, and no enquiry in private is on record since. Has there been a "
            "safe moment to ask, and what would make one?"
        )
    },
    parameters=(
        Parameter(
            "working_days",
            10,
            "working days",
            NumberClass.OUR_DEFAULT,
            "To ask in private is national (NICE QS116, statement 1); the number is ours",
            "From the day of the sign",
        ),
    ),
    kinds=("Involvement", "SensitiveEnquiry"),
    also_reads=("Person", "Concern", "Event", "ExploitationIndicator"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Concern", "Event", "ExploitationIndicator"),
    clears=(
        "An enquiry alone, on or after the sign.",
        '"Not safe yet" with a day to try again, until that day has passed.',
    ),
    known_limits=("What was answered is not looked at: it may be kept where few can read it.",),
    readings=(
        "Signs: a current or unknown concern about domestic abuse or exploitation, an event about domestic abuse, an "
        "exploitation indicator; vulnerabilities alone are not.",
        "An enquiry before the sign does not count; on its day it does.",
        "Where a concern names who is harmed, that person is to be asked; about exploitation, the child.",
        "An enquiry on another topic does not count; without a topic it is open.",
    ),
    empties=Empties(
        asks=("SensitiveEnquiry",),
        uncounted=("SensitiveEnquiry.alone", "SensitiveEnquiry.at", "SensitiveEnquiry.next_time"),
        unsettled=("Involvement.level", "Concern.topic", "Concern.status", "ExploitationIndicator.kind"),
    ),
    decide=asked_alone,
)

CHECKS = (DP_03,)
