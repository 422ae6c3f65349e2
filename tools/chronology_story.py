"""The invented review behind `samples/chronology`: what five agencies wrote, and, by hand, what is right to find.

Nobody in it exists. Each row: key, date as written, time as written, source, event, response, who was there, child seen,
and the date as EDTF that it means ("" where it cannot be understood). A blank date is that of the row above.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Told(NamedTuple):
    """One row as an agency wrote it, and the EDTF its date should be read as."""

    key: str
    date: str
    time: str
    source: str
    event: str
    response: str
    who: str
    seen: str
    edtf: str


CARE: Final = "Childrens Social Care"
POLICE: Final = "Police"
HEALTH: Final = "Health Visiting"
SCHOOL: Final = "Primary School"
HOSPITAL: Final = "Hospital"

_CARE = (
    ("c1", "12/01/2015", "10:15", "Contact record", "Call from the health visitor, worried about low mood of Maris Tarn and missed clinics.", "Advice given; no further action.", "", "No", "2015-01-12"),
    ("c2", "3.3.15", "", "Referral", "Police notification received: Maris Tarn had a bruise to her arm after an argument with Edric Vale.", "Assessment to start.", "", "No", "2015-03-03"),
    ("c3", "", "2pm", "Strategy record", "Strategy discussion with police by telephone after the argument.", "Single agency enquiry agreed.", "", "N/A", "2015-03-03"),
    ("c4", "10 March 2015", "16:00", "Case notes", "Home visit to complete the assessment. Rowan reached for his mother and settled.", "", "Maris Tarn, Rowan Tarn", "Yes", "2015-03-10"),
    ("c5", "20/03/2015", "", "Assessment", "Assessment closed: no further role for social care.", "Closure letter sent to Maris Tarn.", "", "N/A", "2015-03-20"),
    ("c6", "15/11/2015", "09:30", "Referral", "Second police notification this year: shouting heard by neighbours, Corin Slate had left.", "Strategy meeting to be held.", "", "No", "2015-11-15"),
    ("c7", "02/12/2015", "10:00", "Conference minutes", "Initial child protection conference. Both children made subject of a plan under emotional harm.", "Plan agreed.", "Maris Tarn; Edric Vale; Petra Holm", "N/A", "2015-12-02"),
    ("c8", "December 2015", "", "Case notes", "Core group could not meet before the holidays.", "", "", "N/A", "2015-12"),
    ("c9", "w/c 11/01/2016", "", "Case notes", "Duty worker called at the flat; nobody answered the door.", "", "", "No", "[2016-01-11..2016-01-17]"),
    ("c10", "24/02/2016", "11:00", "Case notes", "Announced visit. Rowan quiet on the settee beside Corin Slate.", "", "Maris Tarn, Corin Slate, Rowan Tarn", "Yes", "2016-02-24"),
    ("c11", "22/03/2016", "13:00", "Core group minutes", "Core group: attendance at clinics discussed, family support offered.", "", "Petra Holm; Anwen Rhys", "N/A", "2016-03-22"),
    ("c12", "08/06/2016", "15:20", "Contact record", "Health visitor reported a bruise to the left cheek of Rowan; mother said he fell off the settee.", "Police informed. Strategy discussion arranged.", "", "No", "2016-06-08"),
    ("c13", "09/06/2016", "10:00", "Strategy record", "Strategy discussion about the bruise to the left cheek of Rowan Tarn. Medical to be booked.", "Section 47 enquiry.", "", "N/A", "2016-06-09"),
    ("c14", "21/09/2016", "17:00", "Case notes", "Joint visit with police to the flat. Rowan Tarn asleep in his cot.", "", "", "Yes - asleep", "2016-09-21"),
    ("c15", "31/10/2016", "08:30", "Referral", "Hospital referral: Rowan Tarn brought by ambulance with a head injury, no clear explanation from Corin Slate.", "Strategy meeting to be held today.", "", "No", "2016-10-31"),
    ("c16", "05/22/2016", "", "Case notes", "Telephone message from Isolde Tarn asking for a call.", "No call made.", "", "No", ""),
)  # fmt: skip

_POLICE = (
    ("p1", "2015-03-02", "23:10", "Incident log", "Officers attended an argument at the flat. Maris Tarn had a bruise to her arm; Edric Vale had left.", "Notification sent to social care.", "", "No", "2015-03-02"),
    ("p2", "2015-03-03", "14:00", "Strategy record", "Strategy discussion with social care by telephone.", "No crime recorded.", "", "", "2015-03-03"),
    ("p3", "2015-11-14", "23:40", "Incident log", "Shouting reported by neighbours. Corin Slate had left before officers came.", "Social care notified by email. Primary School informed by email.", "", "Yes", "2015-11-14"),
    ("p4", "14/11/2015", "23.40", "Incident log", "Shouting reported by neighbours; Corin Slate had left before officers came!", "Social care notified by email. Primary School informed by email.", "", "Yes", "2015-11-14"),
    ("p5", "2016-01-20", "19:05", "Intelligence", "Corin Slate stopped in a car with an infant seat; no child in the vehicle.", "", "", "No", "2016-01-20"),
    ("p6", "2016-06-09", "14:30", "Strategy record", "Strategy discussion about the bruise to the left cheek of Rowan Tarn held by telephone.", "Joint enquiry agreed.", "", "", "2016-06-09"),
    ("p7", "2016-09-21", "17:00", "Pocket notebook", "Joint visit with social worker to the flat. Rowan Tarn said to be asleep in his cot.", "", "", "No", "2016-09-21"),
    ("p8", "2016-10-30", "23:55", "Incident log", "Ambulance control: Rowan Tarn taken to hospital by ambulance with a head injury, Corin Slate at the address.", "Investigation opened.", "", "No", "2016-10-30"),
    ("p9", "2014-2016", "", "Summary", "Eleven further calls to the street did not concern this household.", "", "", "", "2014/2016"),
)  # fmt: skip

_HEALTH = (
    ("h1", "Monday 12th January 2015", "", "Health record", "Telephoned children's social care about low mood of mother and clinics missed.", "", "", "No", "2015-01-12"),
    ("h2", "19/08/2015", "11:00", "Health record", "Eighteen month review at home. Rowan walking, few words, weight on the twenty-fifth centile.", "", "Maris Tarn, Rowan Tarn", "Yes", "2015-08-19"),
    ("h3", "19/08/2015", "11:00", "Health record", "Eighteen month review at home. Rowan walking, few words, weight on twenty-fifth centile, happy.", "", "Maris Tarn, Rowan Tarn", "Yes", "2015-08-19"),
    ("h4", "Autumn 2015", "", "Health record", "Mother said that a new partner, Corin, had moved in.", "", "", "No", "2015-23"),
    ("h5", "02/12/2015", "10.00", "Conference minutes", "Initial child protection conference. Children made subject of a plan, emotional harm.", "", "Maris Tarn; Petra Holm", "", "2015-12-02"),
    ("h6", "20/01/2016", "9:45", "Health record", "No access visit; card left.", "", "", "No", "2016-01-20"),
    ("h7", "", "15:00", "#Author", "The visit was not repeated; see the single agency report.", "", "", "", "2016-01-20"),
    ("h8", "15/04/2016", "", "Health record", "Mother says Rowan attended the paediatric clinic appointment.", "", "", "No", "2016-04-15"),
    ("h9", "7/6/16", "14:00", "Health record", "Unannounced visit: bruise to the left cheek of Rowan seen. Mother said he fell off the settee.", "Rang social care the next day.", "Maris Tarn, Rowan Tarn", "Yes", "2016-06-07"),
    ("h10", "?July 2016", "", "Health record", "Grandmother Isolde Tarn said that Rowan flinches when Corin comes in.", "", "Isolde Tarn", "No", "2016-07?"),
    ("h11", "10-12/08/2016", "", "Health record", "Three calls to the mother went unanswered.", "", "", "No", "2016-08-10/2016-08-12"),
    ("h12", "May 16", "", "Health record", "Developmental screening form returned by post.", "", "", "No", ""),
)  # fmt: skip

_SCHOOL = (
    ("s1", "07/09/2015", "", "School file", "May started in year two. Quiet, well presented.", "", "", "Yes", "2015-09-07"),
    ("s2", "12/10/2015", "", "School file", "May told her teacher that she does not like it when Corin shouts.", "Concern form completed; not passed on.", "May Tarn", "Yes", "2015-10-12"),
    ("s3", "11/12/2015", "", "School file", "May late for the fourth time this term.", "", "", "Yes", "2015-12-11"),
    ("s4", "18/04/2016", "8.50am", "School file", "May came without lunch and asked for food for her brother.", "Lunch given.", "May Tarn", "Yes", "2016-04-18"),
    ("s5", "early May 2016", "", "School file", "May drew the family without the baby.", "", "May Tarn", "Yes", "[2016-05-01..2016-05-10]"),
    ("s6", "13/06/2016", "10:00", "School file", "Social worker spoke with May in school.", "", "May Tarn, Petra Holm", "Yes", "2016-06-13"),
    ("s7", "30/10/2016 - 28/10/2016", "", "School file", "Half term; May away with grandmother.", "", "", "No", ""),
    ("s8", "01/11/2016", "", "School file", "May told the deputy head that Rowan hurt his head and cried.", "Social care told at once.", "May Tarn", "Yes", "2016-11-01"),
)  # fmt: skip

_HOSPITAL = (
    ("e1", "2015-05-05 18:20", "", "Emergency record", "Rowan Tarn, burn to the hand from a cup of tea. Account fitted the injury.", "Liaison form to health visitor.", "Maris Tarn", "Yes", "2015-05-05T18:20"),
    ("e2", "2015-07-30 09:00", "", "Clinic letter", "Rowan Tarn seen in orthoptic clinic; squint, patching started.", "", "Maris Tarn", "Yes", "2015-07-30T09:00"),
    ("e3", "2016-02-05 21:15", "", "Emergency record", "Rowan Tarn, cut to the lip; said to have tripped over a toy.", "Health visiting informed by telephone.", "Maris Tarn, Corin Slate", "Yes", "2016-02-05T21:15"),
    ("e4", "2016-04-15", "", "Clinic letter", "Rowan Tarn was not brought to the paediatric clinic appointment.", "New appointment sent.", "", "No", "2016-04-15"),
    ("e5", "2016-06-10 11:30", "", "Medical report", "Child protection medical: yellowing bruise, fingertip pattern possible.", "Report sent to social care.", "Petra Holm, Rowan Tarn", "Yes", "2016-06-10T11:30"),
    ("e6", "2016-10-31 00:25", "", "Emergency record", "Rowan Tarn arrived by ambulance with a head injury; Corin Slate gave no clear explanation. Subdural bleed on scan.", "Referral made to social care and police.", "Corin Slate", "Yes", "2016-10-31T00:25"),
)  # fmt: skip

AGENCIES: Final[dict[str, tuple[Told, ...]]] = {
    CARE: tuple(Told(*one) for one in _CARE),
    POLICE: tuple(Told(*one) for one in _POLICE),
    HEALTH: tuple(Told(*one) for one in _HEALTH),
    SCHOOL: tuple(Told(*one) for one in _SCHOOL),
    HOSPITAL: tuple(Told(*one) for one in _HOSPITAL),
}

GLOSSARY: Final = (
    ("code", "role", "name", "aliases", "date_of_birth", "gender"),
    ("Child A", "subject", "Rowan Tarn", "Rowan", "14/02/2014", "boy"),
    ("Sibling 1", "sibling", "May Tarn", "May", "03/09/2008", "girl"),
    ("M", "mother", "Maris Tarn", "Maris", "", "woman"),
    ("F", "father of Child A", "Edric Vale", "Edric", "", "man"),
    ("MP", "mother's partner", "Corin Slate", "Corin", "", "man"),
    ("MGM", "maternal grandmother", "Isolde Tarn", "Isolde", "", "woman"),
    ("SW1", "social worker", "Petra Holm", "", "", ""),
    ("HV1", "health visitor", "Anwen Rhys", "", "", ""),
)

# The answer key. Rows by their keys above.
LINKS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "D1": (("p3", "p4"),),
    "D2": (("h2", "h3"),),
    "D3": (("c3", "p2"), ("c7", "h5"), ("e4", "h8"), ("c13", "p6"), ("c14", "p7"), ("c15", "e6")),
    "D4": (
        ("p1", "c2"),
        ("p3", "c6"),
        ("c7", "h5"),
        ("e4", "h8"),
        ("h9", "c12"),
        ("c13", "p6"),
        ("c14", "p7"),
        ("p8", "e6"),
        ("p8", "c15"),
        ("e6", "c15"),
    ),
    "D5": (("e1",), ("p3",), ("p4",), ("e3",), ("e5",), ("s8",)),
}
DIFFERS: Final[dict[tuple[str, ...], tuple[str, ...]]] = {
    ("p1", "c2"): ("date",),
    ("p3", "c6"): ("date", "child_seen"),
    ("c7", "h5"): ("who_involved",),
    ("e4", "h8"): ("attendance",),
    ("h9", "c12"): ("date", "child_seen"),
    ("c13", "p6"): ("time",),
    ("c14", "p7"): ("child_seen",),
    ("p8", "e6"): ("date", "child_seen"),
    ("p8", "c15"): ("date",),
    ("e6", "c15"): ("time", "child_seen"),
}
TOLD: Final = {"e1": HEALTH, "p3": SCHOOL, "p4": SCHOOL, "e3": HEALTH, "e5": CARE, "s8": CARE}
NOT_UNDERSTOOD: Final = {"c16": ("range", "2016-05-22"), "h12": ("ambiguous", ""), "s7": ("reversed", "")}

# kind, agency, from, to, rows of others; silences of 28 days or more.
GAPS: Final = (
    ("all", None, "2015-01-12", "2015-03-02", None),
    ("agency", HOSPITAL, "2015-01-12", "2015-05-05", 8),
    ("agency", HEALTH, "2015-01-12", "2015-08-19", 8),
    ("agency", SCHOOL, "2015-01-12", "2015-09-07", 12),
    ("agency", POLICE, "2015-03-03", "2015-11-14", 8),
    ("child_seen", None, "2015-03-10", "2015-05-05", None),
    ("all", None, "2015-03-20", "2015-05-05", None),
    ("agency", CARE, "2015-03-20", "2015-11-15", 8),
    ("all", None, "2015-05-05", "2015-07-30", None),
    ("child_seen", None, "2015-05-05", "2015-07-30", None),
    ("agency", HOSPITAL, "2015-07-30", "2016-02-05", 14),
    ("agency", HEALTH, "2015-08-19", "2015-12-02", 6),
    ("all", None, "2015-09-07", "2015-10-12", None),
    ("child_seen", None, "2015-09-07", "2015-10-12", None),
    ("all", None, "2015-10-12", "2015-11-14", None),
    ("child_seen", None, "2015-10-12", "2015-11-14", None),
    ("agency", SCHOOL, "2015-10-12", "2015-12-11", 6),
    ("agency", POLICE, "2015-11-14", "2016-01-20", 6),
    ("child_seen", None, "2015-12-11", "2016-02-05", None),
    ("agency", SCHOOL, "2015-12-11", "2016-04-18", 8),
    ("agency", POLICE, "2016-01-20", "2016-06-09", 9),
    ("child_seen", None, "2016-02-24", "2016-04-18", None),
    ("agency", HOSPITAL, "2016-04-15", "2016-06-10", 6),
    ("all", None, "2016-05-10", "2016-06-07", None),
    ("child_seen", None, "2016-05-10", "2016-06-07", None),
    ("agency", HOSPITAL, "2016-06-10", "2016-10-31", 6),
    ("child_seen", None, "2016-06-13", "2016-09-21", None),
    ("agency", SCHOOL, "2016-06-13", "2016-11-01", 7),
    ("all", None, "2016-08-12", "2016-09-21", None),
    ("agency", HEALTH, "2016-08-12", "2016-11-01", 6),
    ("all", None, "2016-09-21", "2016-10-30", None),
    ("child_seen", None, "2016-09-21", "2016-10-31", None),
)

ORDER: Final = [
    "p9",
    "c1",
    "h1",
    "p1",
    "c3",
    "p2",
    "c2",
    "c4",
    "c5",
    "e1",
    "e2",
    "h2",
    "h3",
    "h4",
    "s1",
    "s2",
    "p3",
    "p4",
    "c6",
    "c8",
    "c7",
    "h5",
    "s3",
    "c9",
    "h6",
    "h7",
    "p5",
    "e3",
    "c10",
    "c11",
    "h8",
    "e4",
    "s4",
    "s5",
    "h9",
    "c12",
    "c13",
    "p6",
    "e5",
    "s6",
    "h10",
    "h11",
    "c14",
    "p7",
    "p8",
    "e6",
    "c15",
    "s8",
    "c16",
    "h12",
    "s7",
]
