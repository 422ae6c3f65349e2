"""Every form of the record and of people, through its address: whatever is typed, an answer in words and never a fault.

The walk goes by the reviewed table of `test_matrix`, in which every address stands: a new form joins by itself. What is
typed is given back, each refusal is one plain sentence, and what cannot be is not taken in silence. The forms of every
declared kind of entry are gone through one by one in `tests/unit/cases/test_bad_input.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from markupsafe import escape

from sightline.cases.fields import TimeField, WhenField
from sightline.cases.models import Event
from sightline.desk.document_forms import AGAIN
from tests.records import signed_in
from tests.security.test_matrix import ROUTES, TABLE, address, expected, parts_of
from tests.security.things import a_world
from tests.standing import a_recorded_child
from tests.surveys import gave_password

ROOMS = ("sightline.desk.", "sightline.checks.views.answering")
TEXTS = ("O'Brien-Łukasz", "李", "\u202eمريم الحسن", "👩‍👧 🫂", "<script>alert('x')</script>", "=1+1", "{{ 7*7 }}")
IMPOSSIBLE = ("31/02/2026", "99/99/9999", "in the spring", "0/0/0", "早")
UNCERTAIN = ("about 3 May 2026", "May 2026", "2025", "between 1 and 9 May 2026", "not known", "29/02/2025", "1/1/0001")
# What is typed: the text of each field by its number, and the day of each field for a day. Spaces alone are nothing.
ROUNDS: dict[str, tuple[Any, Any]] = {
    "spaces": (lambda _n: " \t\n ", lambda _n: "   "),
    "everyday": (lambda n: TEXTS[n % len(TEXTS)], lambda n: UNCERTAIN[n % len(UNCERTAIN)]),
    "impossible": (lambda n: TEXTS[-1 - n % len(TEXTS)], lambda n: IMPOSSIBLE[n % len(IMPOSSIBLE)]),
    "long": (lambda _n: "ab " * 33_333, lambda _n: "x" * 100_000),
    "nul": (lambda _n: "before\0after", lambda _n: "\0"),
}


A_LETTER = b"He has lost weight since the summer.\n"
# What is sent as a file: its name and what is in it, and whether it is a document all the same.
FILES: dict[str, tuple[str, bytes, bool]] = {
    "empty": ("letter.txt", b"", False),
    "another type than its name": ("letter.pdf", A_LETTER, False),
    "a program": ("letter.txt", b"MZ\x90\x00" + b"\x00" * 60, False),
    "too large": ("letter.txt", b"ab cdefgh\n" * 105_000, False),
    "markup in its name": ("<script>alert('x')</script>.txt", A_LETTER, True),
    "turned round in its name": ("letter\u202etxt.exe", A_LETTER, False),
    "NUL in its name": ("letter\0.txt", A_LETTER, True),
    "a name of 300 letters": ("a" * 296 + ".txt", A_LETTER, True),
}


def addresses() -> list[str]:
    """Every address of these rooms that somebody with cases may open, and that is about something or nothing."""
    return sorted(
        pattern
        for pattern in set(TABLE) & set(ROUTES)
        if ROUTES[pattern].view.__module__.startswith(ROOMS) and not TABLE[pattern].get("public")
    )


def forms_of(page: Any) -> Iterator[forms.Form]:
    """The forms of a page, wherever in it they stand."""
    if isinstance(page, forms.BaseForm):
        yield page
    elif isinstance(page, tuple | list):
        for one in page:
            yield from forms_of(one)
    elif is_dataclass(page) and not isinstance(page, type):
        for each in fields(page):
            yield from forms_of(getattr(page, each.name))


def page_of(answer: HttpResponse) -> Any:
    return (getattr(answer, "context_data", None) or {}).get("page")


def free_texts(found: list[forms.Form]) -> dict[str, forms.Field]:
    """Fields into which anything can be typed, by the name under which they are sent."""
    typed = {form.add_prefix(name): field for form in found for name, field in form.fields.items()}
    return {
        name: field
        for name, field in typed.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden and not isinstance(field, forms.FileField)
    }


def typed_into(found: list[forms.Form], sort: str) -> dict[str, Any]:
    text, day = ROUNDS[sort]
    sent: dict[str, Any] = {}
    for form in found:
        for count, (name, field) in enumerate(form.fields.items()):
            key = form.add_prefix(name)
            if isinstance(field, forms.ChoiceField):
                real = [value for value, _ in field.choices if value]
                if real and sort != "spaces":
                    sent[key] = [real[0]] if isinstance(field, forms.MultipleChoiceField) else real[count % len(real)]
            elif field.widget.is_hidden:
                sent[key] = form[name].value() or ""
            elif isinstance(field, WhenField):
                sent[key] = day(count)
            elif not isinstance(field, forms.BooleanField | forms.FileField):
                sent[key] = "" if isinstance(field, TimeField) and sort == "everyday" else text(count)
    return sent


def wrong_with(answer: HttpResponse, sent: dict[str, Any], asked: list[forms.Form], sort: str) -> Iterator[str]:
    """What is wrong with the answer to a form, in words."""
    texts = free_texts(asked)
    if answer.status_code == 302:
        days = [name for name, field in texts.items() if isinstance(field, WhenField)]
        if sort == "nul" and texts:
            yield "a NUL was taken"
        if sort == "impossible" and days:
            yield f"a day that cannot be was taken: {days}"
        return
    if answer.status_code == 405:
        return  # a form that only asks what to show
    if answer.status_code != 200:
        yield f"status {answer.status_code}"
        return
    said = [message for form in forms_of(page_of(answer)) for each in form.errors.values() for message in each]
    for message in said:
        if not message[:1].isupper() and message[:1] not in "“":
            yield f"not a sentence: {message}"
        if message.rstrip()[-1] not in ".?!”" or "%" in message:
            yield f"not a sentence: {message}"
    content = answer.content.decode()
    if said and "There is a problem" not in content:
        yield "what is wrong is not said at the top"
    if said and sort in ("everyday", "impossible", "long"):
        sent_to = free_texts([form for form in forms_of(page_of(answer)) if form.is_bound])
        lost = [name for name in sent_to if sent.get(name) and str(escape(sent[name].strip())) not in content]
        if lost:
            yield f"not given back: {lost}"


def with_a_file(client: Client, path: str, name: str, sort: str) -> list[str]:
    """Send a form with a file, and nothing else but what it is; what is wrong with the answer."""
    called, content, is_document = FILES[sort]
    beside = name.rpartition("-")[0]
    sent = {name: SimpleUploadedFile(called, content), f"{beside}-what": TEXTS[0]}
    with transaction.atomic():
        try:
            answer = client.post(path, sent)
            found = list(wrong_with(answer, {}, [], sort))
            if answer.status_code == 200:
                found += _said_of_a_file(answer, name, is_document)
            elif not is_document:
                found.append("it was taken")
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"[:300]]
        transaction.set_rollback(True)
    return found


def _said_of_a_file(answer: HttpResponse, name: str, is_document: bool) -> Iterator[str]:
    form = next(form for form in forms_of(page_of(answer)) if form.prefix and name.startswith(form.prefix))
    said = [message for message in form.errors.get("file", ()) if message != AGAIN]
    if bool(said) is is_document:
        yield f"said of the file: {said}"
    content = answer.content.decode()
    if "<script>alert" in content or "\u202e" in content:
        yield "the name of the file stands in the page as it is"
    if str(escape(TEXTS[0])) not in content:
        yield "what it is was not given back"


def posted(client: Client, path: str, asked: list[forms.Form], sort: str) -> list[str]:
    """Send a form and take back what came of it; what is wrong with the answer."""
    sent = typed_into(asked, sort)
    with transaction.atomic():
        try:
            answer = client.post(path, sent)
            found = list(wrong_with(answer, sent, asked, sort)) if asked else []
            if answer.status_code >= 500:
                found.append(f"status {answer.status_code}")
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"[:300]]
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_whatever_is_typed_into_whichever_form():
    world, wrong, walked, with_files = a_world(), [], 0, []
    clients = {role: gave_password(world.worker(role)) for role in ("practitioner", "supervisor", "administrator")}
    for pattern in addresses():
        row = TABLE[pattern]
        may = expected(row).get("own") or expected(row).get("open") or set()
        role = next((role for role in clients if role in may), None)
        if role is None:
            continue
        path, asked = address(pattern, row, parts_of(world, row, "own")), []
        if row.get("method", "GET") == "GET":
            asked = [form for form in forms_of(page_of(clients[role].get(path))) if not form.is_bound]
            if not asked:
                continue
        walked += 1
        with_files += [
            (clients[role], path, form.add_prefix(name))
            for form in asked
            for name, field in form.fields.items()
            if isinstance(field, forms.FileField)
        ]
        for sort in ROUNDS:
            wrong += [f"{pattern}, {sort}: {each}" for each in posted(clients[role], path, asked, sort)]
    # One form of a document stands beside them all: each meets some of the files, the one for a document alone all.
    for number, (client, path, name) in enumerate(sorted(with_files, key=lambda one: "/documents/" not in one[1])):
        for sort in list(FILES) if number == 0 else [list(FILES)[number % len(FILES)]]:
            wrong += [f"{path}, {sort}: {each}" for each in with_a_file(client, path, name, sort)]
    assert not wrong, "\n".join(wrong)
    assert walked > 35, "the walk lost its way"
    assert len(with_files) > 5, "the walk lost its files"


@pytest.mark.django_db
def test_what_is_sought_may_hold_anything(standing):
    """Boxes for looking that belong to no form. PostgreSQL takes no NUL."""
    child = a_recorded_child(standing.social_worker).allocated_to(standing.social_worker, "2026-01-01").child
    worker, manager = signed_in(standing.social_worker), signed_in(standing.supervisor)
    worker.post(f"/children/{child.key}/what-happened/event/", {"opening": "e", "when": "today", "what": "Moved."})
    where = f"/children/{child.key}/entries/Event/{Event.objects.get().fact}/move/"
    for words in ("Rob\0in", "\0", "%_\\", *TEXTS):
        for client, path, beside in (
            (worker, "/find/", {}),
            (worker, "/find/", {"wider": "1"}),
            (worker, where, {"find": "1", "to": words}),
            (manager, f"/children/{child.key}/who-may-see/allocate/", {"find": "1", "worker": words}),
        ):
            answer = client.post(path, {"q": words, **beside})
            assert answer.status_code == 200, (path, words)
            assert "<script>alert" not in answer.content.decode()
