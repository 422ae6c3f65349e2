"""Invented names and sentences. Nobody here exists; no sentence is anybody's."""

GIVEN = (
    "Adil", "Aisha", "Alba", "Amias", "Anouk", "Arlo", "Asha", "Bea", "Benji", "Bryony", "Caleb", "Carys", "Cassia",
    "Dara", "Delphi", "Dion", "Edie", "Elis", "Emrys", "Esme", "Faris", "Fern", "Finlay", "Gwen", "Hana", "Hari",
    "Ida", "Idris", "Imogen", "Indy", "Isla", "Ivo", "Jago", "Jaya", "Joni", "Kaia", "Kit", "Lark", "Leila", "Lorcan",
    "Lowen", "Mabli", "Malik", "Mika", "Mina", "Nell", "Niamh", "Noor", "Orin", "Orla", "Perran", "Petra", "Priya",
    "Quill", "Rafe", "Reva", "Rhodri", "Robin", "Roma", "Sanna", "Seren", "Silas", "Sunny", "Tamsin", "Tariq", "Tegan",
    "Tess", "Theo", "Una", "Vesper", "Wren", "Yara", "Yusuf", "Zadie", "Zeph",
)  # fmt: skip
ADULT_WOMEN = (
    "Abigail", "Bernice", "Carla", "Danuta", "Esther", "Farah", "Gemma", "Helena", "Ifeoma", "Joanne", "Kerry", "Lorna",
    "Maxine", "Nadia", "Odette", "Paula", "Rachel", "Shabnam", "Tracey", "Ursula", "Vicky", "Wanda", "Yvonne", "Zofia",
)  # fmt: skip
ADULT_MEN = (
    "Aaron", "Bilal", "Craig", "Darren", "Emeka", "Fraser", "Gareth", "Hamza", "Ian", "Jerome", "Kieran", "Lewis",
    "Marek", "Nathan", "Owen", "Paresh", "Ross", "Stefan", "Tomasz", "Usman", "Vince", "Wayne", "Yannis", "Zach",
)  # fmt: skip
FAMILY = (
    "Aldersyde", "Brackenrigg", "Calderbrook", "Dunmarrow", "Eskwith", "Fallowmere", "Garthside", "Hollinwick",
    "Inglebeck", "Jessamere", "Kestrelby", "Larkhollow", "Mossgrove", "Netherlow", "Oxenthorn", "Pellbrook",
    "Quernmoor", "Rushymead", "Scarthwaite", "Tarnbeck", "Underskiddle", "Vennimore", "Wetherlam", "Yewbarrow",
    "Ashgarth", "Birkrigg", "Cragdale", "Deepholm", "Elterfold", "Fernythwaite", "Greenup", "Harterbeck",
)  # fmt: skip

VISIT_NOTES = (
    "Talked in the kitchen while tea was made. Kept to what we had agreed last time.",
    "Short visit because of a school run. Will come back on a day with more time.",
    "House warm and busy. Looked at the bedroom together.",
    "Went through the plan a line at a time. Some of it was news to the adults.",
    "Came without notice. Was let in at once.",
    "Television on loud; asked for it to be turned down so that we could hear each other.",
    "Spent most of the visit on the floor with the children.",
    "A friend of the family was there. Asked to speak without them and did.",
)
REASONS_NOT_SEEN = (
    "At a club until six, we were told.",
    "Said to be asleep upstairs; not woken.",
    "At grandmother's for the weekend, by the adults' account.",
    "Nobody came to the door.",
    "",
)
BABY_OBSERVED = (
    "Turned to mum's voice and settled when held.",
    "Lay in the bouncer for most of the visit; looked at faces, did not reach for toys.",
    "Fed well, was winded and talked to throughout.",
    "Cried when the door banged and took a while to calm.",
)
CHILD_SAID = (
    "I like it when it's quiet.",
    "We had toast. I made it.",
    "I don't like the shouting but it's stopped a bit.",
    "Can you come when it's only me?",
    "My room is the one with the stars.",
    "Nothing. It's fine. Can I go now?",
    "I get my brother up for school because mum's tired.",
    "He's nice to me when he's here.",
)
MAKES_OF_IT = (
    "More at ease than last time.",
    "Chose the words with care; looked to the door twice.",
    "Proud of the bedroom. First time anything was shown to me unasked.",
    None,
    None,
)
STATEMENTS = {
    "separation": "He moved out after Christmas and he doesn't come to the house any more.",
    "abstinence": "I haven't had a drink since the summer, you can ask anyone.",
    "household": "It's only me and the kids living here.",
    "attendance": "We've been to every single one of those appointments.",
    "identity": "He's the little one's dad, it's just not on the certificate.",
    "earlier_children": "My eldest went to live with my aunt because she wanted to, nobody made her.",
}
LOW_STATEMENTS = (
    "She sleeps right through now.",
    "He's been picked for the team.",
    "We're hoping for a house with a garden.",
)
BARRIER_WORDS = {
    "transport": "Two buses with a pushchair, and the second one didn't come.",
    "cost": "No money for the fare that week.",
    "language": "The letter was in English and she had nobody to read it.",
    "wrong_address": "The letter went to the old flat.",
    "learning_disability": "The date was on a letter he could not use; a phone call would have worked.",
}
CONSEQUENCES = (
    "Waits another nine weeks for the hearing test.",
    "Second set of immunisations not given.",
    "Nobody has looked at weight since birth.",
    "Speech therapy starts again from the back of the list.",
)
SERVICES = {
    "baby": (
        ("Health visiting", "Developmental review"),
        ("Practice nurse", "Immunisations"),
        ("Paediatrics", "Follow-up"),
    ),
    "young": (
        ("Speech and language therapy", "Assessment"),
        ("Audiology", "Hearing test"),
        ("Dentist", "Check-up"),
    ),
    "older": (
        ("Dentist", "Check-up"),
        ("Child and adolescent mental health", "First appointment"),
        ("Optician", "Eye test"),
    ),
}
EVENTS = (
    ("Moved to a new tenancy", "move"),
    ("Mother told the midwife that she is pregnant", "pregnancy"),
    ("Police called to the address; nobody hurt, children upstairs", "domestic_abuse"),
    ("New worker took over from a colleague", "key_worker_change"),
    ("Changed school at half term", "other"),
)
