"""An invented family with everything that makes anonymising hard. Nobody here exists."""

from __future__ import annotations

from sightline.domain.disclosure.anonymise import Glossary

CSV = """code,role,name,aliases,date_of_birth,gender
Child A,subject,Ava Netherlow,Avie;baby Ava,14/07/2015,F
Sibling 1,sibling,Ann-Marie Netherlow,,2010-02-03,F
M,mother,Paula Jane Netherlow,Mum;PN,03/02/1990,F
MP,mother's partner,Darren O'Brien,,,M
SW1,social worker,Grace Hollinwick,,,F
HV1,health visitor,Danuta Łukasz-Scarthwaite,,,F
PO1,police officer,Will Mark,,,M
T1,teacher,May Pellbrook,,,F
GP1,GP,Dr Ian Tarnbeck,,,M
MW1,midwife,Rose Jessamere,,,F
Adult 1,neighbour,Anneka Tarnbeck,,,F
School 1,school,Mossgrove Primary School,Mossgrove,,
Area 1,area,Quernmoor,,,
"""


def glossary() -> Glossary:
    return Glossary.read(CSV)
