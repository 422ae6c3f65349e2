from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "sightline.reviews"
    label = "reviews"

    def ready(self) -> None:
        from sightline.reviews import navigation, policy  # noqa: F401  register who may, and where to go
