"""The kinds of record in `sightline-record/1`, with every field: the one declaration that all else is made from.

Reading a file, the JSON Schema, the random records of the tests and the words for a kind come from here. A kind or a
field that is not listed is kept and ignored: kinds and fields may be added.

A field is written `name` or `name:type`:

    date            a day, a day with a time, or an uncertain date        number          a number
    yes_no          yes or no; anything else is no answer                 a|b|c           one of these codes
    @Person         the id of a row of that kind                          a|b|...         one of these, or another
    [] [a|b] [@X]   a list of texts, of codes, of ids                     {} [{}]         parts, named in PARTS
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

OTHERS = "..."


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, and its type as written."""

    name: str
    type: str = "text"

    @property
    def is_list(self) -> bool:
        """Whether it holds a list."""
        return self.type.startswith("[")

    @property
    def of(self) -> str:
        """The type of what it holds, without the brackets of a list."""
        return (self.type.strip("[]") or "text") if self.is_list else self.type

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it may hold, in the order of the format; none for other fields."""
        return tuple(code for code in self.of.split("|") if code != OTHERS) if "|" in self.of else ()

    @property
    def is_closed(self) -> bool:
        """Whether there are no other codes than those listed."""
        return bool(self.codes) and OTHERS not in self.of.split("|")

    @property
    def refers_to(self) -> str:
        """The kind of row whose id it holds ("" when it holds no id)."""
        return self.of[1:] if self.of.startswith("@") else ""


@dataclass(frozen=True)
class Kind:
    """One kind of record: what a person calls it (plural), the field of its own date, and its fields."""

    words: str
    happens_on: str | None
    spec: str = field(repr=False)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, as declared."""
        return fields_in(self.spec)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The fields that hold a date."""
        return tuple(field.name for field in self.fields if field.type == "date")


def fields_in(spec: str) -> tuple[Field, ...]:
    """The fields of a declaration."""
    return tuple(Field(*word.split(":", 1)) for word in spec.split())


ROLES = "parent|carer|child|relative|neighbour|practitioner|agency_record"
LEVEL_CODES = "EH|CIN|CP|S47|CLA"
AGENCIES = (
    "social_care|police|gp|health_visitor|hospital|school|nursery|midwifery|probation|substance_service|"
    "mental_health|..."
)
# Parts of fields that hold an object or a list of objects, by "Kind.field".
PARTS: dict[str, str] = {
    "Injury.marks": (
        "region side:left|right|middle view:front|back|left|right x:number y:number place size_mm:number shape colour"
    ),
    "Injury.explanations": "who when:date words consistent:Y|N|unsure",
    "Injury.examination": (
        "examiner grade when:date opinion:accident|medical|birthmark|cannot_say|suggests_inflicted reason_for_none"
    ),
    "Oversight.directions": "text due:date answered:done|changed reason",
    "Outcome.reviews": "at:date rating:better|no_change|worse explanation",
    "SafetyPlan.supervision": "person:@Person checked_by checked_on:date result",
    "SafetyPlan.medicals": "type due:date done:date result",
    "SafetyPlan.siblings": "person:@Person status:seen|examined reason",
    "SafetyPlan.police_status": "kind expiry:date",
    "SafetyPlan.network": "person professional:yes|no knows_worry:yes|no",
    "Statement.corroborations": "source agency date:date how result origin",
    "OnlineConcern.reported_to": "to:police|csc|school|ceop|... at:date",
    "Reflection.columns": "worried working_well needs_to_happen",
    "Map.columns": "worried working_well needs_to_happen",
    "LivedDay.slots": "slot informant informant_kind:adult|child|observation what",
    "AdultRole.attempts": "at:date how",
}

KINDS: dict[str, Kind] = {
    "Person": Kind(
        "people",
        None,
        "name dob:date expected_dob:date sex:F|M|U gestation_weeks:number "
        "disability:[NONE|MOB|HAND|PC|INC|COMM|LD|HEAR|VIS|BEH|CON|AUT|DDA] delay:yes_no languages:[] "
        "interpreter_need:yes|no|offered_declined subject:yes|no possible_cause:yes|no",
    ),
    "Involvement": Kind("involvements", "from", f"level:{LEVEL_CODES} from:date to:date allocated_at:date"),
    "HouseholdMembership": Kind(
        "household memberships", "from", "person:@Person household from:date to:date role:member|regular_contact"
    ),
    "Parentage": Kind(
        "parents",
        None,
        "child:@Person parent:@Person kind:biological|adopted|foster|step|sgo|unknown asked_on:date answer",
    ),
    "Event": Kind(
        "events",
        "when",
        "when:date what topic:domestic_abuse|move|release_from_prison|service_closing|key_worker_change|"
        "refused_access|pregnancy|separation|return_home|online_life|admission|new_diagnosis|carer_leaves|other "
        "source kind:fact|reported|opinion significance:critical|other persons:[@Person]",
    ),
    "Concern": Kind(
        "concerns",
        "first_known",
        "person:@Person topic:domestic_abuse|alcohol|drugs|mental_health|neglect|learning_disability|"
        "physical_illness|cse first_known:date last_known:date status:current|past|unknown|ruled_out source map_to_cin "
        "abuser_person:@Person victim_person:@Person abuser_not_known_reason service",
    ),
    "Injury": Kind(
        "injuries",
        "seen_at",
        "person:@Person seen_at:date seen_by agency setting type body_region size_mm:number count:number "
        "explanations:[{}] documented_birthmark:yes_no examination:{} nai_suspected:yes_no marks:[{}] drawing",
    ),
    "Milestone": Kind(
        "milestones",
        "observed_on",
        "person:@Person milestone:rolls|crawls|bottom_shuffles|pulls_to_stand|cruises|walks|sits observed_on:date "
        "observer regression:yes_no",
    ),
    "AgencyContact": Kind("contacts with agencies", "at", f"agency:{AGENCIES} at:date who about:@Person advice by"),
    "Contact": Kind(
        "contacts with the family",
        "at",
        "with_person:@Person at:date "
        "kind:home_visit|call|text|s47_interview|conference|plan_signing|sensitive_enquiry|office substantive:yes_no "
        "direct:yes_no interpreter:in_person|phone_video|bilingual_worker|family|child|friend|none repeats:@Contact",
    ),
    "Section47": Kind("section 47 enquiries", "started_on", "started_on:date planned_end:date ended_on:date outcome"),
    "Assessment": Kind(
        "assessments",
        "started_at",
        "referral:@Referral started_at:date planned_end:date authorised_at:date outcome",
    ),
    "Referral": Kind(
        "referrals",
        "received_at",
        "received_at:date source_code referrer role how_made:phone|written|online confirmed_in_writing_at:date "
        "decision:nfa|advice|assessment|s47|early_help decided_at:date decided_by reasons feedback_given_at:date "
        "response_by_referrer:content|still_worried response_at:date from_return:yes_no",
    ),
    "Decision": Kind(
        "decisions",
        "at",
        "what:joint_analysis|marac_referral|dash|closure|step_down|nfa_at_referral|end_of_s47|change_of_plan|"
        "not_holding_conference|transfer|bruise_outcome|pattern_review|rereferral_compared|screening|accounts_differ|"
        "discharge_after_wnb|wnb_response|day_out|tie_break options_considered:[] reasons evidence_refs:[@Statement] "
        "decided_by role at:date dissent child_impact names:[@Injury] status:proposed|made takes_effect_on:date "
        "spoken_with_child shared_with",
    ),
    "Oversight": Kind(
        "management oversight",
        "at",
        "manager kind:supervision|case_direction|sign_off|audit|group_reflection at:date about_decision:@Decision "
        "reasoning directions:[{}]",
    ),
    "Visit": Kind(
        "visits",
        "at",
        "planned:yes|no at:date where:home|school|... seen:yes_no seen_alone:yes_no bedroom:yes|no awake:yes|no "
        "reason_if_not by",
    ),
    "Voice": Kind(
        "the child's words",
        "date",
        "person:@Person date:date mode:said|drawn|observed|via_advocate|interpreter|three_houses words observation "
        "worker_makes_of_it what_changed visit:@Visit",
    ),
    "Plan": Kind(
        "plans",
        "from",
        "kind:CP|CIN|early_help|safety from:date to:date visit_interval_wd:number persons_named:[@Person]",
    ),
    "Contingency": Kind("contingencies", None, "plan:@Plan if then trigger who how_fast told_to_whom"),
    "PlanAction": Kind(
        "plan actions",
        "agreed_on",
        "plan:@Plan owner:@Person owner_is_person:yes|no due:date outcome status:open|done acknowledged:yes|no "
        "agreed_on:date agreed_at_meeting:@Meeting owner_left_on:date by_parent:yes|no "
        "engagement:agreed|attended|missed linked_outcome:@Outcome voice_refs:[@Voice]",
    ),
    "Outcome": Kind(
        "outcomes of plans", "set_on", "text subject:child|adult status:open|closed set_on:date reviews:[{}]"
    ),
    "SafetyPlan": Kind(
        "safety plans",
        "made_at",
        "trigger_injury:@Injury made_at:date agreed_by carers_allowed:[@Person] supervision:[{}] medicals:[{}] "
        "siblings:[{}] police_status:{} parents_understand next_review:date ends_when:date network:[{}] "
        "persons_named:[@Person]",
    ),
    "Appointment": Kind(
        "appointments",
        "at",
        "person:@Person service purpose importance:routine|important|harm_if_missed at:date "
        "outcome:attended|was_not_brought|cancelled_by_service|cancelled_by_family|rearranged|no_access|"
        "self_attending_dna|did_not_attend responsible_adult:@Person reason_given reason_checked barrier_codes:[] "
        "consequence_for_child action told_who",
    ),
    "Statement": Kind(
        "accounts people gave",
        "at",
        f"about:@Person said_by:@Person role:{ROLES} heard_by at:date text "
        "topic:household|separation|attendance|abstinence|injury|identity|earlier_children|worry|other "
        "matters:low|decision_relevant verification:not_checked|sought|supported|contradicted|cannot_be_checked "
        "verification_why corroborations:[{}] used_in:[@Decision] response_at:date response informant:@Person "
        "sought_at:date",
    ),
    "InfoRequest": Kind(
        "requests for information",
        "asked_at",
        f"to:{AGENCIES} question lawful_basis asked_at:date needed_by:date answered_at:date answer refused_reason "
        "about:s47|injury|other reason_not_asked",
    ),
    "InfoShareDecision": Kind(
        "decisions on sharing", "at", "to what decision:shared|not_shared reason decided_by at:date"
    ),
    "ThresholdDecision": Kind(
        "level decisions",
        "date",
        "level_from level_to date:date reasons evidence_refs:[@Event] next_look_date:date",
    ),
    "ExploitationIndicator": Kind(
        "signs of exploitation",
        "date_seen",
        "code:missing|gifts|older_partner|unknown_contacts|hotels_cars|sti_pregnancy|injuries|substances|"
        "school_absence|secretive_device|images_shared_adult|images_shared_peer|recruiting|disclosed|past_abuse|loss|"
        "learning_disability|isolation kind:vulnerability|indicator date_seen:date source adult_involved:yes|no",
    ),
    "MissingEpisode": Kind(
        "missing episodes",
        "from",
        "type:M|A from:date to:date return_interview_offered:Y|N|NA return_interview_offered_at:date "
        "return_interview_accepted:Y|N|NA interview_at:date",
    ),
    "OnlineConcern": Kind(
        "online concerns",
        "at",
        "at:date four_c:[content|contact|conduct|commerce] platform adult_suspected:yes|no "
        "images_involved:none|of_child|by_child|ai_generated|unknown money_threat:yes|no reported_to:[{}] "
        "reason_not_reported",
    ),
    "HistorySummary": Kind("history summaries", "date", "covers_from:date covers_to:date patterns author date:date"),
    "NonRecentAllegation": Kind(
        "non-recent allegations",
        "at",
        "survivor alleged_person where period current_access:Y|N|unknown contacts_made at:date",
    ),
    "Meeting": Kind(
        "meetings",
        "at",
        "kind:strategy_discussion|icpc|review_conference|core_group|review|legal_meeting|planning|team_meeting at:date "
        f"planned:true|false agencies_present:[{AGENCIES}] multi_agency:yes|no quorum_reason late_reason dissent "
        "content_to_differ:yes|no decision_made_on:date",
    ),
    "Invitation": Kind(
        "invitations",
        "sent_on",
        f"meeting:@Meeting agency:{AGENCIES} person:@Person sent_on:date attended:yes|no report:yes|no "
        "reason_not_invited",
    ),
    "AgencyInvolvement": Kind(
        "agencies' involvement",
        "from",
        f"agency:{AGENCIES} with_person:@Person from:date to:date active:yes|no "
        "closed_reason:completed|was_not_brought notice_given_to:[]",
    ),
    "RoleStatement": Kind(
        "roles in people's own words", "at", "meeting:@Meeting member worry_in_my_words my_part at:date"
    ),
    "Disagreement": Kind(
        "disagreements",
        "raised_on",
        "raised_by with raised_on:date stage:S1|S2|S3|S4 stage_since:date interim_safety outcome:open|resolved "
        "what_changed fed_back about:@Meeting",
    ),
    "Reflection": Kind(
        "reflections",
        "date",
        "kind:supervision|group_pod|team|chat|peer date:date people hypotheses:[] alternative_view outsider:yes|no "
        "columns:{} linked_to:[@Unease]",
    ),
    "Map": Kind("maps", "date", "date:date columns:{}"),
    "MapItem": Kind(
        "map entries",
        "date",
        "text category:past_harm|danger_statement|complicating_factor|strength|existing_safety|safety_goal|next_steps "
        "date:date evidence:[@Evidence] cited_for:[step_down|closure|scale_rise]",
    ),
    "Danger": Kind("dangers", "date", "behaviour impact who_is_worried date:date"),
    "SafetyGoal": Kind("safety goals", "date", "danger:@Danger text hold_for_days:number date:date"),
    "ScaleReading": Kind(
        "scale readings", "date", "danger:@Danger rater value:number why date:date talked_through_on:date"
    ),
    "Evidence": Kind(
        "evidence",
        "date",
        "danger:@Danger date:date source source_kind:own_word|other_reports|professional|child "
        "observed_or_reported:observed|reported danger_present:yes|no about",
    ),
    "Unease": Kind("notes of unease", "at", "who noticed at:date status:open|closed linked:@Reflection"),
    "HistoryItem": Kind(
        "family history", "at", "person:@Person topic period source so_what at:date answer:asked_none|asked_declined"
    ),
    "SensitiveEnquiry": Kind(
        "sensitive enquiries",
        "at",
        "topic person:@Person asked:yes|no alone:yes|no at:date not_safe_yet:yes|no next_time:date",
    ),
    "LivedDay": Kind("lived days", "date", "child:@Person version date:date slots:[{}]"),
    "CaringRole": Kind("caring roles", "at", "child:@Person cared_for:@Person answer:yes|no tasks:[] at:date"),
    "YCAssessment": Kind(
        "young carer's assessments",
        "at",
        "child:@Person offered:yes|no declined_by at:date done_on:date reviewed_on:date",
    ),
    "CommNeed": Kind(
        "communication needs",
        "at",
        "person:@Person kind:learning_disability|learning_difficulty|hearing|reading|none "
        "status:known|suspected|none what_helps at:date",
    ),
    "PlanVersion": Kind(
        "plan versions",
        "date",
        "plan:@Plan number:number date:date current:yes|no text format:standard|easy_read accepted:yes|no",
    ),
    "FormatGiven": Kind("formats given", "at", "version:@PlanVersion person:@Person format at:date"),
    "UnderstandingCheck": Kind(
        "checks of understanding",
        "at",
        "version:@PlanVersion person:@Person method:teach_back|demonstrated|yes_no verbatim at:date",
    ),
    "Advocate": Kind("advocates", "at", "person:@Person offered:yes|no declined:yes|no at:date"),
    "AdultRole": Kind(
        "adults' roles",
        "since",
        "person:@Person identity:named|partly|unknown pr:yes|no lives_here:yes|no cares_alone:yes|no since:date "
        "attempts:[{}] reason_not_contacted next_step",
    ),
    "Genogram": Kind(
        "genograms", "drawn_on", "drawn_on:date generations:number persons:[@Person] reviewed_on:date tried_not_known"
    ),
    "Tie": Kind(
        "ties of the eco-map",
        "date",
        "system domain:family|friends|community|education|health|social_care|justice|daily_life person:@Person "
        "strength:none|weak|ordinary|strong stress:yes|no flow:in|out|both|none state:current|ended|wanted rater "
        "date:date note",
    ),
    "Ecomap": Kind("ecomaps", "drawn_on", "drawn_on:date persons:[@Person] not_relevant:[@Person]"),
    "DraftText": Kind("draft texts", "at", "about:@Person text at:date"),
}


def kind_in_words(kind: str) -> str:
    """ "Appointment" → "appointments"; a kind nobody has named yet stays as it is."""
    return KINDS[kind].words if kind in KINDS else kind
