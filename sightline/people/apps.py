from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sightline.people"
    label = "people"

    def ready(self) -> None:
        from sightline.people import closed, joined

        joined.register()
        closed.register()
