from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "sightline.coding"
    label = "coding"

    def ready(self) -> None:
        from sightline.chronologies import threads as chronologies
        from sightline.coding import (
            policy,  # noqa: F401  register who may
            rows,
        )
        from sightline.coding.found import counts_for_reviews
        from sightline.reviews import threads

        threads.register_passages(counts_for_reviews)
        chronologies.register_themes(rows.coded_to)
        chronologies.register_beside(rows.beside)
