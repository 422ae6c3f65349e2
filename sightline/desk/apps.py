from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "sightline.desk"
    label = "desk"

    def ready(self) -> None:
        from sightline.desk import menu  # noqa: F401  adds this room's entries to the navigation
