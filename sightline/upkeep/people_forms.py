"""Opening and closing an account, as typed."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.models import Agency, Role, Team, Worker
from sightline.access.queries import open_workers
from sightline.checks.forms import DAYS

_PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}

_NO_DAY = "Write a day like 27/3/2027."


def _day_box() -> forms.DateInput:
    return forms.DateInput(format="%d/%m/%Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"})


class WorkerForm(forms.Form):
    """Who, as what, where, and until when."""

    name = forms.CharField(label="Name", max_length=120, help_text="As colleagues know the person.")
    username = forms.CharField(label="Username", max_length=150, widget=forms.TextInput(attrs=_PLAIN))
    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Agency and team", widget=forms.Select)
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    access_to = forms.DateField(
        label="Access ends on", widget=_day_box(),
        help_text="The end of a contract or placement, for example 27/3/2027.",
        input_formats=DAYS, required=False, error_messages={"invalid": _NO_DAY},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose")]
        for agency in Agency.objects.prefetch_related("teams"):
            choices.append((f"{agency.pk}-", f"{agency.name} (no team)"))
            choices += [(f"{agency.pk}-{team.pk}", f"{agency.name}: {team.name}") for team in agency.teams.all()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def worker_facts(self) -> dict[str, Any]:
        """For `changes.add_worker`."""
        data = self.cleaned_data
        agency, _dash, team = data["place"].partition("-")
        return {
            "username": data["username"], "name": data["name"], "role": data["role"],
            "agency": Agency.objects.get(pk=int(agency)), "team": Team.objects.get(pk=int(team)) if team else None,
            "job_title": data["job_title"], "access_to": data["access_to"],
        }  # fmt: skip


class DatesForm(forms.Form):
    """How long access, and the place in a team, last."""

    access_to = forms.DateField(
        label="Last day of access", widget=_day_box(), required=False, input_formats=DAYS,
        help_text="The end of a contract or placement, for example 27/3/2027. Empty: no end is known.",
        error_messages={"invalid": _NO_DAY},
    )  # fmt: skip
    team_to = forms.DateField(
        label="Last day in the team", widget=_day_box(), required=False, input_formats=DAYS,
        help_text="From the day after, a supervisor no longer sees the team’s children. Empty: no end is known.",
        error_messages={"invalid": _NO_DAY},
    )  # fmt: skip


class IdentityForm(forms.Form):
    """Who somebody is to the organisation's own sign-in."""

    subject = forms.CharField(
        label="Identity", max_length=255, required=False, widget=forms.TextInput(attrs=_PLAIN),
        help_text="What that sign-in calls the person in its tokens (sub). Its administrator knows. Empty: none.",
    )  # fmt: skip


class CloseForm(forms.Form):
    """Who takes over."""

    to = forms.ChoiceField(label="Who takes over what was theirs to do?", required=False, widget=forms.Select)

    def __init__(self, *args: Any, worker: Worker, usual: Worker | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = open_workers().exclude(pk=worker.pk).exclude(role=Role.ADMINISTRATOR).select_related("agency")
        words = f"{usual.name}, as usual" if usual else "Nobody yet"
        self.fields["to"].choices = [("", words), *((str(one.pk), f"{one.name}, {one.agency.name}") for one in others)]  # type: ignore[attr-defined]

    def taker(self) -> Worker | None:
        """Who was chosen; None: the usual one."""
        chosen = self.cleaned_data["to"]
        return Worker.objects.get(pk=int(chosen)) if chosen else None
