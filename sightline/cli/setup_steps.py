"""The steps of set-up at the command line, each asking only for what nobody has said and what does not stand yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.access import changes
from sightline.access.models import Agency, Worker
from sightline.checks import setting, supplied
from sightline.cli.setup import ask, new_password, show_key
from sightline.cli.setup_answers import Answers
from sightline.cli.start import say
from sightline.cli.trouble import Refused
from sightline.config import kept
from sightline.upkeep import founding


class Steps:
    """One run: what was said, what was done, what stood already."""

    def __init__(self, answers: Answers, asks: bool) -> None:
        self.answers, self.asks = answers, asks
        self.before = founding.stands()
        self.done: list[str] = []
        self.stood: list[str] = []
        self.shown: dict[str, Any] = {}

    def check(self) -> None:
        """Everything that was said, before anything is changed. Raises Refused."""
        problems = []
        known = {name.casefold() for name in Agency.objects.values_list("name", flat=True)}
        kinds = set(Agency.Kind.values)
        for row in self.answers.agencies:
            if row["name"].casefold() not in known and row.get("kind") not in kinds:
                problems.append(
                    f"{row.get('kind') or 'Nothing'} is not a kind of agency ({row['name']}). Choose one of: "
                    f"{', '.join(sorted(kinds))}."
                )
        backup_to = self.answers.settings.get("SIGHTLINE_BACKUP_TO", "")
        if backup_to and not self.before.backup_to and (why := founding.check_folder(backup_to)):
            problems.append(why)
        problems += [sentence for row in self.answers.standards for sentence in _standard_problems(row)]
        if problems:
            raise Refused(*problems, "Nothing was changed.")

    def take(self) -> None:
        """Each step in turn; what was done stays done when a later one is interrupted."""
        self._settings()
        self._agencies()
        self._library()
        self._administrator()
        self._standards()

    def _settings(self) -> None:
        wanted = dict(self.answers.settings)
        if not self.before.partnership and "SIGHTLINE_PARTNERSHIP" not in wanted and self.asks:
            wanted["SIGHTLINE_PARTNERSHIP"] = ask("What is the partnership called?")
        if not self.before.backup_to and "SIGHTLINE_BACKUP_TO" not in wanted and self.asks:
            wanted["SIGHTLINE_BACKUP_TO"] = self._backup_folder()
        from django.conf import settings

        there = kept.read(settings.SIGHTLINE.data)
        new = {name: value for name, value in wanted.items() if value and name not in there}
        for name, value in wanted.items():
            if name in there:
                self.stood.append(
                    f"{name} is {there[name]}" + ("" if there[name] == value else f", and stays so (asked: {value})")
                )
        if new:
            founding.keep_settings(new, by="system")
            self.done += [f"{name} = {value}" for name, value in sorted(new.items())]

    def _backup_folder(self) -> str:
        while said := ask("Where do backups go? Another disk or machine, best; Enter leaves it for later."):
            if not (why := founding.check_folder(said)):
                return said
            say(why)
        return ""

    def _agencies(self) -> None:
        rows = [founding.NewAgency(row["name"], row.get("kind", ""), tuple(row.get("teams", ())))
                for row in self.answers.agencies]  # fmt: skip
        if not rows and not self.before.agencies and self.asks:
            rows = _asked_agencies()
        added = founding.add_agencies(rows)
        self.done += [f"Agency or team: {name}" for name in added]
        self.stood += [f"Agency {row.name}" for row in rows if row.name not in added]

    def _library(self) -> None:
        if added := founding.starter_library():
            self.done.append(f"Starter library: {added} learning points")

    def _administrator(self) -> None:
        if self.before.administrators:
            self.stood.append("There is an administrator")
            return
        said = dict(self.answers.administrator)
        if self.asks:
            if not said.get("username"):
                say("The first administrator looks after people and access, and sees nothing of any child.")
                said["username"] = ask("Their username?")
            said["name"] = said.get("name") or ask("Their name, as colleagues know it?")
        if not said.get("username") or not said.get("name"):
            return
        first = Agency.objects.order_by("pk").first()
        if first is None:
            return  # it is among what is missing
        agency = said.get("agency") or first.name
        password = new_password()
        try:
            worker = founding.first_administrator(
                username=said["username"], name=said["name"], agency=agency, password=password,
                job_title=said.get("job_title", ""),
            )  # fmt: skip
        except (changes.NotPossible, ValidationError) as error:
            raise Refused(*getattr(error, "messages", [str(error)])) from None
        if worker is not None:
            self.done.append(f"Administrator: {worker.name}")
            self.shown |= {"username": worker.username, "password": password}
            self._second_factor(worker)

    def _second_factor(self, worker: Worker) -> None:
        wanted = self.answers.second_factor
        if wanted is None and self.asks:
            wanted = ask("Set up the second factor now, with an authenticator app? [yes]").lower() in ("", "y", "yes")
        if not wanted:
            return
        key = changes.new_totp_key()
        if self.asks:
            show_key(worker, key)
            while not changes.code_fits(key, said := ask("The code that the app shows? (Enter leaves it for sign-in)")):
                if not said:
                    return
                say("That is not the code. Wait for the next one.")
        codes = changes.enrol_second_factor(worker, by="system", key=key)
        self.done.append("Second factor")
        self.shown |= {"second_factor_key": key, "recovery_codes": codes}

    def _standards(self) -> None:
        for row in self.answers.standards:
            self._set(row)
        if self.asks and (missing := supplied.missing(date.today())):  # noqa: DTZ011  the person's own today
            say(f"{len(missing)} standards can only come from you. Enter leaves one for later.")
            for topic in missing:
                self._ask_standard(topic)

    def _ask_standard(self, topic: supplied.Topic) -> None:
        value = ask(f"{topic.name}: {topic.asks}{f' ({topic.unit})' if topic.unit else ''}")
        if not value:
            return
        row = {"name": topic.key, "value": value, "class": topic.number_class}
        row["source"] = ask("  Where does it come from (title, edition, page)?")
        row["valid_from"] = ask("  From which day does it count (such as 2026-11-25)?")
        row["approved_by"] = ask("  Who approved it?")
        if problems := _standard_problems(row):
            say(" ".join(problems) + " Left for later.")
        else:
            self._set(row)

    def _set(self, row: dict[str, Any]) -> None:
        made = setting.set_standard(by=None, **_standard(row))
        (self.done if made else self.stood).append(f"Standard: {row['name']}")

    def facts(self) -> dict[str, Any]:
        """What was done, what stood, what is missing, and what is shown this once."""
        now = founding.stands()
        return {
            "done": self.done, "stood": self.stood, "missing": _missing(now), "to_supply": list(now.to_supply),
            "to_confirm": now.to_confirm, "ready": now.founded, **self.shown,
        }  # fmt: skip

    def words(self) -> list[str]:
        """The same as lines for a person."""
        now, lines = founding.stands(), [f"Done: {line}" for line in self.done]
        lines += [f"Stands already: {line}" for line in self.stood] or []
        if "password" in self.shown:
            lines.append(f"{self.shown['username']} can sign in with the password {self.shown['password']}")
            lines.append("It is shown this once. Change it under Account after signing in.")
        if codes := self.shown.get("recovery_codes"):
            lines.append(f"Second factor key: {self.shown['second_factor_key']}. Recovery codes: {', '.join(codes)}")
        lines += [f"Still missing: {line}" for line in _missing(now)]
        if now.to_supply:
            lines.append("Standards that only the partnership can supply, under Standards in the browser:")
            lines += [f"  {name}" for name in now.to_supply]
        if now.founded:
            lines.append("Sightline can be served: sightline serve")
        return lines


def _missing(now: founding.Stands) -> list[str]:
    found = (
        ("the partnership’s name (--partnership)", now.partnership),
        ("at least one agency (--agency NAME=KIND)", now.agencies),
        ("the first administrator (--administrator USERNAME --name NAME)", now.administrators),
        ("a folder for backups (--backup-to DIR)", now.backup_to),
    )
    return [words for words, there in found if not there]


def _asked_agencies() -> list[founding.NewAgency]:
    say(f"Which agencies work together? Kinds: {', '.join(Agency.Kind.values)}. Enter ends the list.")
    found = []
    while name := ask("An agency’s name?"):
        kind = ask("Its kind?")
        while kind not in Agency.Kind.values:
            kind = ask(f"One of: {', '.join(Agency.Kind.values)}?")
        teams = [team.strip() for team in ask("Its teams, comma between (Enter: none)?").split(",") if team.strip()]
        found.append(founding.NewAgency(name, kind, tuple(teams)))
    return found


def _standard(row: dict[str, Any]) -> dict[str, Any]:
    said = str(row.get("valid_from", ""))
    try:
        day: date | None = date.fromisoformat(said)
    except ValueError:
        day = None
    return {
        "check_id": row.get("check", supplied.NO_CHECK), "name": row.get("name", ""), "value": row.get("value"),
        "number_class": row.get("class", "local"), "source": str(row.get("source", "")), "valid_from": day,
        "approved_by": str(row.get("approved_by", "")),
    }  # fmt: skip


def _standard_problems(row: dict[str, Any]) -> list[str]:
    """What is wrong with one row: tried, and undone."""
    name = f"{row.get('check', '')} {row.get('name', '')}".strip()
    try:
        with transaction.atomic():
            setting.set_standard(by=None, **_standard(row))
            transaction.set_rollback(True)
    except KeyError:
        return [f"There is no standard called {name}."]
    except setting.Incomplete as incomplete:
        return [f"The standard {name}: {sentence}" for sentence in incomplete.problems.values()]
    return []
