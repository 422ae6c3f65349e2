from django.apps import AppConfig


class ConfidenceConfig(AppConfig):
    name = "sightline.confidence"
    label = "confidence"

    def ready(self) -> None:
        from sightline.confidence import navigation, policy, threads  # noqa: F401  register who may, and where to go

        threads.register()
