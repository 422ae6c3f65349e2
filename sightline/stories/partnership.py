"""The invented partnership: five agencies, their teams, forty workers in the six roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from sightline.access.models import Agency, Team, Worker

PASSWORD = "westmarsh-demonstration"  # noqa: S105  known to everybody, and only ever in the demonstration

AGENCIES = (
    ("Westmarsh Council children's services", "social_care", ("Harbour team", "Moorside team", "Castle team")),
    ("Westmarsh Community Health", "health", ("Health visiting north", "Health visiting south")),
    ("Westmarsh Police", "police", ("Child abuse investigation",)),
    ("Fernhill Schools Trust", "school", ("Safeguarding leads",)),
    ("Lantern Family Support", "voluntary", ("Early help",)),
)

# username, name, role, agency number, team number or None, job title
NAMED = (
    ("practitioner", "Amara Holloway", "practitioner", 0, 0, "Social worker"),
    ("supervisor", "Dafydd Prosser", "supervisor", 0, 0, "Team manager"),
    ("reviews", "Ingrid Sallow", "review_officer", 0, None, "Case review officer"),
    ("learning", "Tobias Fenn", "learning_lead", 0, None, "Learning and development lead"),
    ("quality", "Meera Castellane", "quality_lead", 0, None, "Quality lead"),
    ("admin", "Oskar Wray", "administrator", 0, None, "System administrator"),
    ("healthvisitor", "Philippa Nkemelu", "practitioner", 1, 0, "Health visitor"),
    ("school", "Gethin Ormerod", "practitioner", 3, 0, "Designated safeguarding lead"),
)
# name, role, agency, team, title
OTHERS = (
    ("Bronagh Teal", "practitioner", 0, 0, "Social worker"),
    ("Callum Rusk", "practitioner", 0, 0, "Social worker"),
    ("Divya Penhallow", "practitioner", 0, 0, "Social worker"),
    ("Ewan Thackray", "practitioner", 0, 0, "Family worker"),
    ("Fatoumata Lisle", "practitioner", 0, 1, "Social worker"),
    ("Greta Winfarthing", "practitioner", 0, 1, "Social worker"),
    ("Hywel Stubbs", "practitioner", 0, 1, "Social worker"),
    ("Ines Marrable", "practitioner", 0, 1, "Social worker"),
    ("Jonty Okonjo", "practitioner", 0, 1, "Family worker"),
    ("Karolina Bexfield", "practitioner", 0, 2, "Social worker"),
    ("Leander Quist", "practitioner", 0, 2, "Social worker"),
    ("Mairead Sowter", "practitioner", 0, 2, "Social worker"),
    ("Nikhil Ferrers", "practitioner", 0, 2, "Social worker"),
    ("Osian Tarpley", "supervisor", 0, 1, "Team manager"),
    ("Pilar Gathercole", "supervisor", 0, 2, "Team manager"),
    ("Rhian Oduya", "practitioner", 1, 0, "Health visitor"),
    ("Saskia Blount", "practitioner", 1, 1, "Health visitor"),
    ("Temitope Garside", "practitioner", 1, 1, "Health visitor"),
    ("Ulrike Danvers", "supervisor", 1, None, "Named nurse for safeguarding"),
    ("Valentin Croome", "practitioner", 2, 0, "Detective constable"),
    ("Wilma Arkwright", "practitioner", 2, 0, "Detective constable"),
    ("Xanthe Bellis", "supervisor", 2, 0, "Detective sergeant"),
    ("Yolanda Creswick", "practitioner", 3, 0, "Deputy safeguarding lead"),
    ("Zubin Hathersage", "practitioner", 3, 0, "Pastoral lead"),
    ("Anselm Troughton", "supervisor", 3, None, "Trust safeguarding lead"),
    ("Beatriz Lofthouse", "practitioner", 4, 0, "Family support worker"),
    ("Corin Elphick", "supervisor", 4, None, "Services manager"),
    ("Dorothea Maule", "supervisor", 0, None, "Service manager"),
    ("Emeric Standish", "review_officer", 0, None, "Business manager"),
    ("Freya Kilburn", "learning_lead", 0, None, "Workforce development officer"),
    ("Gideon Ashworthy", "quality_lead", 0, None, "Audit officer"),
    ("Hesper Lindqvist", "administrator", 0, None, "Applications officer"),
)


@dataclass(frozen=True)
class Partnership:
    """Agencies and workers as stored, with the standing people by username."""

    agencies: tuple[Agency, ...]
    workers: tuple[Worker, ...]

    def worker(self, username: str) -> Worker:
        return next(w for w in self.workers if w.username == username)

    def practitioners(self, kind: str) -> list[Worker]:
        return [w for w in self.workers if w.role == "practitioner" and w.agency.kind == kind]


def make(today: date) -> Partnership:
    """Store the agencies, teams and workers. One password for all, hashed once: hashing is meant to be slow."""
    agencies = [Agency.objects.create(name=name, kind=kind) for name, kind, _teams in AGENCIES]
    teams = [
        [Team.objects.create(agency=agency, name=name) for name in names]
        for agency, (_n, _k, names) in zip(agencies, AGENCIES, strict=True)
    ]
    hashed = make_password(PASSWORD)
    began = today - timedelta(days=900)
    workers = []
    for username, name, role, agency, team, title in (
        *NAMED,
        *((_username(name), name, role, agency, team, title) for name, role, agency, team, title in OTHERS),
    ):
        workers.append(
            Worker(
                username=username,
                name=name,
                role=role,
                agency=agencies[agency],
                team=None if team is None else teams[agency][team],
                job_title=title,
                access_from=began,
                password=hashed,
            )
        )
    Worker.objects.bulk_create(workers)
    return Partnership(tuple(agencies), tuple(workers))


def _username(name: str) -> str:
    return name.lower().replace(" ", ".")
