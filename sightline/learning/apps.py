from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "sightline.learning"
    label = "learning"

    def ready(self) -> None:
        from sightline.learning import navigation, policy  # noqa: F401  register who may, and where to go
        from sightline.learning.changes import close_details
        from sightline.learning.queries import points_from
        from sightline.reviews.threads import register_closed, register_learning

        register_learning(points_from)
        register_closed(close_details)
