from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "sightline.impact"
    label = "impact"

    def ready(self) -> None:
        from sightline.impact import threads

        threads.register()
