from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "sightline.desk"
    label = "desk"

    def ready(self) -> None:
        from sightline.access.drafts import suggest_with
        from sightline.desk import menu  # noqa: F401  adds this room's entries to the navigation
        from sightline.desk.guarding import for_draft

        suggest_with(for_draft)
