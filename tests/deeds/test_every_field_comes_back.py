"""Every field of every kind of entry: typed once, it stands on its page, in the story, on paper, in the checks' record,
and in the earlier version once it is amended; and nothing of it was known the day before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django import forms
from django.utils import timezone

from sightline.cases import pointing
from sightline.cases.entries import ENTRIES, Entry
from sightline.cases.entries.form import NONE_OF_THEM, NotedForm
from sightline.cases.fields import NOT_RECORDED, TimeField, WhenField
from sightline.cases.models import Appointment, Noted, Statement, Visit
from sightline.checks.load import records
from sightline.desk import printing
from sightline.domain.checks.kinds import KINDS
from sightline.people import changes as people
from sightline.people.facts import KEPT_HERE
from tests.records import signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
# Kinds that other entries point at are written first.
FIRST = ("Plan", "Meeting", "Danger", "Evidence", "Outcome", "Voice", "Contact", "Decision", "Referral", "Unease",
         "Reflection", "Injury", "PlanVersion")  # fmt: skip
OWN_FORMS = {"Visit": Visit, "Appointment": Appointment, "Statement": Statement}
# Where what was typed is worked out further, it is not looked for as it was typed.
WORKED_OUT = {"Injury": {"marks", "drawing"}, "Statement": {"said_by_words"}, "Event": {"kind", "significance"},
              "Tie": {"flow", "state"}}  # fmt: skip


def filled(form: NotedForm, entry: Entry, number: int) -> tuple[dict[str, Any], dict[str, str]]:
    """What is typed into every field, and for each the words in which it has to be found again."""
    typed: dict[str, Any] = {}
    seen: dict[str, str] = {}
    for count, (name, field) in enumerate(form.fields.items()):
        if name in ("opening", "seen_version", "amended_because", "time"):
            continue
        if isinstance(field, forms.ChoiceField):
            many = isinstance(field, forms.MultipleChoiceField)
            real = [pair for pair in field.choices if pair[0] not in ("", NOT_RECORDED, NONE_OF_THEM)]
            if real:
                value, label = real[(count + number) % len(real)]
                typed[name] = [value] if many else value
                seen[name] = label.split(", ")[0]  # an entry is called by its day too, in a list to choose from
        elif isinstance(field, WhenField):
            typed[name] = "today"
        elif isinstance(field, forms.IntegerField):
            typed[name] = seen[name] = "7"
        elif isinstance(field, TimeField):
            typed[name] = seen[name] = "14:30"
        elif not isinstance(field, forms.FloatField) and not field.widget.is_hidden:
            typed[name] = seen[name] = f"Q{entry.kind[:4]}{number}x{count}"
    if "victim_person" in typed:  # not the same as who harms
        typed["abuser_person"], typed["victim_person"] = (key for key, _ in form.fields["victim_person"].choices[:2])
    if "seen_alone" in typed:  # nobody is seen alone who was not seen
        typed["seen"] = "yes"
    left = WORKED_OUT.get(entry.kind, set())
    return typed, {name: words for name, words in seen.items() if name.split("-")[0] not in left}


def the_form(child, worker, entry: Entry) -> NotedForm:
    return NotedForm(child=child, entry=entry, around=pointing.around(child, worker, entry))


def row_of(entry: Entry):
    if entry.table is None:
        return Noted.objects.current().get(kind=entry.kind)
    return entry.table.objects.current().filter(source=KEPT_HERE).order_by("-pk").first()


def in_order() -> list[Entry]:
    return [ENTRIES[kind] for kind in (*FIRST, *(kind for kind in ENTRIES if kind not in FIRST))]


def plain(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("&#39;", "'").replace("&amp;", "&").split())


def missing(seen: dict[str, str], text: str) -> list[str]:
    """What is not in the text; the second words of a heading begin small there: "Bruise, cheek"."""
    said = {name: " ".join(words.split()) for name, words in seen.items()}
    return sorted(
        name for name, words in said.items() if words not in text and f", {words[:1].lower()}{words[1:]}" not in text
    )


def test_every_field_of_every_kind_comes_back(standing):
    worker = standing.social_worker
    with time_machine.travel(timezone.now() - timedelta(days=10), tick=False):
        made = a_recorded_child(worker, born=date(2020, 1, 1)).allocated_to(worker, "2026-01-01")
    child, mother = made.child, people.add_person(by=worker, given_name="Kerry", family_name="Fennimore", sex="F")
    made.living_with(mother)
    people.record_parent(by=worker, child=child, parent=mother)
    made.with_visit(timezone.localdate()).with_appointment(None, timezone.localdate(), service="Clinic")
    made.with_statement("Words.", timezone.localdate(), said_by="Somebody")
    client, lost, everything = signed_in(worker), [], {}
    for number, entry in enumerate(in_order()):
        typed, seen = filled(the_form(child, worker, entry), entry, number)
        typed |= {"opening": f"o{number}", "seen_version": "1", "amended_because": f"Because{number}."}
        where = f"/children/{child.key}/what-happened/{entry.slug}/"
        if entry.kind in OWN_FORMS:
            where += f"{OWN_FORMS[entry.kind].objects.get().fact}/"
        answer = client.post(where, typed)
        assert answer.status_code == 302, (entry.kind, answer.context_data["page"].form.errors)
        row = row_of(entry)
        page = plain(client.get(f"/children/{child.key}/entries/{entry.kind}/{row.fact}/"))
        lost += [f"{entry.kind}.{name} on its page" for name in missing(seen, page)]
        everything[entry.kind] = seen
    record = records([child.pk], timezone.localdate())[child.pk]
    for entry in in_order():
        facts = [fact for fact in record.of(entry.kind) if fact.get("topic") is None or entry.kind != "AgencyContact"]
        declared = {field.name for field in KINDS[entry.kind].fields}
        asked = {name.split("-")[0] for name in everything[entry.kind]} & declared
        lost += [
            f"{entry.kind}.{name} in the checks' record"
            for name in sorted(asked)
            if not any(fact.is_filled(name) for fact in facts)
        ]
    story = plain(client.get(f"/children/{child.key}/story/")) + plain(
        client.get(f"/children/{child.key}/story/?page=2")
    )
    pages = story + "".join(
        plain(client.get(f"/children/{child.key}/{part}/"))
        for part in ("plan", "voice", "information", "worries", "thinking", "health", "family")
    )
    data = printing.sheet(child, timezone.localdate(), worker, list(printing.PARTS), at=timezone.now(), then="")
    paper = " ".join(str(data["parts"]).replace("\\n", " ").replace("\\'", "'").split())
    for kind, seen in everything.items():
        words = {name: text for name, text in seen.items() if text.startswith("Q")}
        lost += [f"{kind}.{name} on no page of the record" for name in missing(words, pages)]
        lost += [f"{kind}.{name} in no print" for name in missing(seen, paper)]
    assert not lost, "\n".join(lost)
    before = (timezone.localdate() - timedelta(days=1)).isoformat()
    for part in ("", "story/", "plan/", "voice/", "information/", "worries/", "thinking/", "health/"):
        then = client.get(f"/children/{child.key}/{part}", {"on": before}).content.decode()
        typed = [text for seen in everything.values() for text in seen.values() if text.startswith("Q")]
        known = [text for text in typed if text in then]
        assert not known, (part, known)
