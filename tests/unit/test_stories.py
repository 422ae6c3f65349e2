"""The invented families hold together: somebody looks at the demonstration and believes it."""

from datetime import date

from sightline.stories import families

TODAY = date(2026, 11, 26)


def test_no_child_lives_in_a_home_before_being_born():
    homes = [
        (person, stay)
        for family in families.make("a seed", TODAY)
        for person, stay in family.memberships
        if person.is_child and not families.born_after(person, stay.ends_on)
    ]
    assert len(homes) > 400
    for person, stay in homes:
        assert stay.starts_on is None or (person.dob is not None and stay.starts_on >= person.dob), person.given_name
