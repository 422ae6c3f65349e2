"""What is typed on the first-run pages, and where backups go."""

from __future__ import annotations

from typing import Any

from django import forms

from sightline.access.forms import LONGEST, PasswordBox
from sightline.access.models import Agency

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class CodeForm(forms.Form):
    """The set-up code."""

    code = forms.CharField(
        label="Set-up code", max_length=40, help_text="Four groups of four, printed where the server was started.",
        widget=forms.TextInput(attrs={**_PLAIN, "autocapitalize": "characters", "class": "govuk-input--width-20"}),
    )  # fmt: skip


class PartnershipForm(forms.Form):
    """Its name."""

    name = forms.CharField(
        label="What is the partnership called?", max_length=120, help_text="At the top of every page."
    )

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class AgencyForm(forms.Form):
    """One agency with its teams."""

    name = forms.CharField(label="Agency", max_length=200, widget=forms.TextInput(attrs=_PLAIN))
    kind = forms.ChoiceField(label="What is it?", choices=[("", "Choose"), *Agency.Kind.choices], widget=forms.Select)
    teams = forms.CharField(
        label="Its teams", required=False, help_text="One a line.", widget=forms.Textarea(attrs={"rows": 3, **_PLAIN})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Left empty altogether it is fine: those that are there already may be all there are."""
        super().__init__(*args, **kwargs)
        self.empty_permitted, self.use_required_attribute = True, False
        self.fields["name"].error_messages["required"] = "Write the agency’s name."
        self.fields["kind"].error_messages["required"] = "Choose what kind of agency it is."

    def team_names(self) -> tuple[str, ...]:
        """The lines that hold something."""
        lines = str(self.cleaned_data.get("teams", "")).splitlines()
        return tuple(dict.fromkeys(" ".join(line.split())[:200] for line in lines if line.strip()))


class AdministratorForm(forms.Form):
    """The first administrator."""

    name = forms.CharField(label="Your name", max_length=120, help_text="As colleagues know you.")
    username = forms.CharField(
        label="Username", max_length=150, widget=forms.TextInput(attrs={**_PLAIN, "autocapitalize": "none"})
    )
    agency = forms.ChoiceField(label="Your agency", widget=forms.Select)
    password = forms.CharField(
        label="Password", strip=False, max_length=LONGEST, widget=PasswordBox(attrs={"autocomplete": "new-password"}),
        help_text="12 characters or more. Four or five words that only you would put together are best.",
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(name, name) for name in agencies]  # type: ignore[attr-defined]


class BackupForm(forms.Form):
    """Where backups go."""

    folder = forms.CharField(
        label="Folder for backups", max_length=400, widget=forms.TextInput(attrs=_PLAIN),
        help_text="A whole path on the server, on another disk or machine. For example /mnt/backups/sightline.",
    )  # fmt: skip
