"""A review's coding as a project of other tools, out and in; a report's words in. The gate has decided before.

Out: only codings that whoever asks may see (`seen_by`), texts with the review's names as codes, and everything of the
file that was brought in, so that nothing another tool put there is lost on the way back.
In: texts and codings are added, never changed or taken away; the same file twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.chronologies.queries import glossary_of
from sightline.coding import book, changes, queries
from sightline.coding.models import CodedText, Coding, ProjectFile
from sightline.domain.coding import Span, digest, passage
from sightline.domain.coding.carried import carried
from sightline.domain.coding.ids import POLARITY_CODES, code_in, guid_for, name_for
from sightline.domain.coding.shapes import Project, ProjectCode, ProjectCoding, ProjectText, ProjectUser

from .catalogue import catalogue
from .errors import NotUsable
from .reading import Document, read
from .writing import add, file_of, project_file, stamp, withdraw

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.domain.disclosure.anonymise import Glossary
    from sightline.reviews.models import CaseReview

CODE_OF: Final = {sign: code for code, sign in POLARITY_CODES.items()}


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing a project in."""

    texts: int
    codings: int
    said: tuple[str, ...]


def project_of(review: CaseReview, worker: Worker, *, kept: ProjectFile | None = None) -> bytes:
    """The review's coding as a `.qdpx`, as far as this worker may see it. `kept`: a file whose other parts go along."""
    texts = queries.texts_of(review)
    ours, gone = _project(review, worker, texts)
    if kept is None:
        return file_of(project_file(ours, made=timezone.now()))
    document = read(bytes(kept.data))
    if names_in(review, document.project):
        raise NotUsable(
            "The file that was brought in holds names that are in the review’s glossary now, and would carry them out. "
            "Export without it."
        )
    add(document, _under_their_ids(document, ours))
    withdraw(document, gone)
    return file_of(document)


def _project(review: CaseReview, worker: Worker, texts: list[CodedText]) -> tuple[Project, list[str]]:
    """What we hold, and the ids of codings that were taken back here."""
    by_key = {text.pk: text for text in texts}
    rows = Coding.objects.filter(text__review=review).select_related("coder")
    seen = list(queries.seen_by(worker, rows))
    changes.note_seen(seen, worker)
    users, codings = {}, []
    for one in (row for row in seen if row.withdrawn_at is None):
        user = _user(one)
        users[user.guid] = user
        codings += _both(one, by_key[one.text_id], user)
    known = {code.guid for code in catalogue()}
    glossary = glossary_of(review)
    if glossary is not None:
        shown, codings = _in_codes(texts, codings, glossary)
    else:
        shown = tuple(ProjectText(guid_of(text), text.title, text.text) for text in texts)
    project = Project(
        name=review.reference,
        users=tuple(users.values()),
        codes=(*catalogue(), *(one for one in _further(seen) if one.guid not in known)),
        texts=shown,
        codings=tuple(codings),
    )
    gone = [guid for one in seen if one.withdrawn_at is not None for guid in _guids(one)]
    return project, gone


def _in_codes(
    texts: list[CodedText], codings: list[ProjectCoding], glossary: Glossary
) -> tuple[tuple[ProjectText, ...], list[ProjectCoding]]:
    """Texts, notes and titles in the coded view, passages carried to where their words stand then."""
    shown, moved = [], []
    for text in texts:
        after = glossary.to_coded(text.text)
        shown.append(ProjectText(guid_of(text), glossary.to_coded(text.title), after))
        mine = [one for one in codings if one.text == guid_of(text)]
        spans = carried(text.text, after, [one.span for one in mine])
        moved += [
            replace(one, span=span, note=glossary.to_coded(one.note)) for one, span in zip(mine, spans, strict=True)
        ]
    return tuple(shown), moved


def names_in(review: CaseReview, project: Project) -> bool:
    """Whether a text, note or title of a project holds a name of the review's glossary."""
    glossary = glossary_of(review)
    if glossary is None:
        return False
    said = [one for text in project.texts for one in (text.name, text.text)] + [one.note for one in project.codings]
    return any(glossary.to_coded(one) != one for one in said if one)


def guid_of(text: CodedText) -> str:
    """The id of a text in files: the one it came with, else one of its own, the same every time."""
    return text.guid or guid_for("text", text.key)


def _user(one: Coding) -> ProjectUser:
    key = f"worker {one.coder_id}" if one.coder_id else f"name {one.coder_name}"
    return ProjectUser(guid_for("user", key), one.by)


def _guids(one: Coding) -> tuple[str, str]:
    """Ids of the theme's coding and of the polarity's beside it."""
    theme = one.guid if one.guid and one.replaces_id is None else guid_for("coding", one.key)
    return theme, guid_for("polarity", one.key)


def _both(one: Coding, text: CodedText, user: ProjectUser) -> list[ProjectCoding]:
    """A coding as two codes on one selection: the theme, and whether it is a concern or a strength."""
    theme, polarity = _guids(one)
    common = (guid_of(text), Span(one.start, one.end))
    made, selection = stamp(one.coded_at), guid_for("selection", one.key)
    return [
        ProjectCoding(theme, *common, guid_for("code", one.code), user.guid, made, one.note, selection),
        ProjectCoding(polarity, *common, guid_for("code", CODE_OF[one.polarity]), user.guid, made, one.note, selection),
    ]


def _further(codings: list[Coding]) -> list[ProjectCode]:
    """Local codes and facets, as far as they are used."""
    names = book.Names()
    found = {}
    for code in sorted({one.code for one in codings}):
        above = names.counted_as(code)
        parent = guid_for("code", above) if above and above != code else ""
        found[code] = ProjectCode(guid_for("code", code), name_for(code, names.of(code)), parent)
    return list(found.values())


def _under_their_ids(document: Document, ours: Project) -> Project:
    """Codes that the file has under an id of its own, found by the code in their name, keep the id of the file."""
    theirs = {code: one.guid for one in document.project.codes if (code := code_in(one.name))}
    same = {one.guid: theirs[code] for one in ours.codes if (code := code_in(one.name)) in theirs}
    codings = tuple(
        ProjectCoding(
            one.guid, one.text, one.span, same.get(one.code, one.code), one.user, one.made, one.note, one.selection
        )
        for one in ours.codings
    )
    codes = tuple(
        ProjectCode(one.guid, one.name, same.get(one.parent, one.parent), one.description, one.colour, one.codable)
        for one in ours.codes
        if one.guid not in same
    )
    return Project(ours.name, ours.origin, ours.users, codes, ours.texts, codings)


@transaction.atomic
def bring_in(review: CaseReview, *, by: Worker, name: str, data: bytes, project: Project) -> Brought:
    """Put a project's texts and codings into the review, and keep the file whole. Raises NotUsable.

    `project` is what a process of its own made of `data`.
    """
    mark = sha256(data).hexdigest()
    if review.project_files.filter(digest=mark).exists():
        return Brought(0, 0, ("This file was brought in before. Nothing was changed.",))
    if not project.texts:
        raise NotUsable("There is no text in the project that can be read, so there is nothing to bring in.")
    if names_in(review, project):
        raise NotUsable(
            "The project holds names that are in the review’s glossary. Replace them by their codes in the tool it "
            "comes from, then export it again."
        )
    kept = ProjectFile.objects.create(review=review, name=name[:160], digest=mark, data=data, brought_by=by)
    before = review.texts.count()
    texts = {one.guid: _text(review, one, by) for one in project.texts}
    made, said = _codings(project, texts)
    added = review.texts.count() - before
    trail.record(
        verb="coding.bring_in", by=by, thing=("CaseReview", review.key),
        content={"file": kept.key, "digest": mark, "texts": added, "codings": made},
    )  # fmt: skip
    return Brought(added, made, (*said, *project.problems))


def _text(review: CaseReview, one: ProjectText, by: Worker) -> CodedText:
    """The text it is here already, by its id or by its words; else a new one."""
    for text in review.texts.filter(digest=digest(one.text)):
        if one.guid in (text.guid, guid_of(text)) or text.text == one.text:
            return text
    try:
        return changes.add_text(
            review, by=by, kind=CodedText.Kind.FILE, title=one.name, text=one.text, guid=one.guid[:64]
        )
    except changes.Refused as refused:
        raise NotUsable(f"“{one.name}”: {refused}") from None


def _codings(project: Project, texts: dict[str, CodedText]) -> tuple[int, list[str]]:
    names = {code.guid.lower(): code.name for code in project.codes}
    users = {user.guid.lower(): user.name for user in project.users}
    usable = _usable_codes()
    signs = _signs(project, names)
    blind, unknown, made = set(), 0, 0
    for one in project.codings:
        code, text = code_in(names.get(one.code.lower(), "")), texts[one.text]
        facet = names.get(one.code.lower(), "").split(" ")[0]
        code = code if code in usable else facet if facet in usable else ""
        if names.get(one.code.lower(), "") and code_in(names[one.code.lower()]) in POLARITY_CODES:
            continue
        if queries.is_blind(text):
            blind.add(text.title)
        elif not code:
            unknown += 1
        elif _new(text, one, code):
            _write(text, one, code, signs.get((one.text, one.selection or one.guid), "-"), users)
            made += 1
    said = [f"“{title}” is being coded by two people, so nothing was added to it." for title in sorted(blind)]
    if unknown:
        said.append(
            f"{unknown} codings are to codes that are none of ours. They stay in the file and go out with it again. A "
            "code of ours is known by its beginning, such as PROC-WNB."
        )
    return made, said


def _usable_codes() -> set[str]:
    return set(book.codes_on(timezone.localdate()))


def _signs(project: Project, names: dict[str, str]) -> dict[tuple[str, str], str]:
    """By text and selection, whether it is a concern or a strength, where the file says so."""
    found = {}
    for one in project.codings:
        sign = POLARITY_CODES.get(code_in(names.get(one.code.lower(), "")))
        if sign:
            found[one.text, one.selection or one.guid] = sign
    return found


def _new(text: CodedText, one: ProjectCoding, code: str) -> bool:
    """Whether this coding is not here yet: neither as one of a file nor as one of ours that went out and came back."""
    if text.codings.filter(guid=one.guid).exclude(guid="").exists():
        return False
    spot = text.codings.filter(code=code, start=one.span.start, end=one.span.end)
    return all(one.guid not in _guids(row) for row in spot)


def _write(text: CodedText, one: ProjectCoding, code: str, sign: str, users: dict[str, str]) -> None:
    span = passage(text.text, one.span.start, one.span.end) if one.span.of(text.text).strip() else one.span
    Coding.objects.create(
        text=text, code=code, polarity=sign, start=span.start, end=span.end, note=one.note[:5_000],
        coder_name=users.get(one.user.lower(), "")[:120] or "Somebody in another tool", guid=one.guid[:64],
    )  # fmt: skip
