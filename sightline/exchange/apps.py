from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sightline.exchange"
    label = "exchange"

    def ready(self) -> None:
        from django.urls import reverse

        from sightline.confidence import threads

        threads.register_files(lambda wave: reverse("exchange:survey_file", args=[wave.key]))
