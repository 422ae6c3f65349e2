from django.apps import AppConfig


class ChronologiesConfig(AppConfig):
    name = "sightline.chronologies"
    label = "chronologies"

    def ready(self) -> None:
        from sightline.chronologies import policy  # noqa: F401  register who may
        from sightline.chronologies.asked import what_came
        from sightline.chronologies.pages.frame import part_of
        from sightline.reviews.threads import register_parts, register_sent

        register_parts(part_of)
        register_sent(what_came)
