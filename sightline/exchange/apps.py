from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sightline.exchange"
    label = "exchange"

    def ready(self) -> None:
        from django.urls import reverse

        from sightline.chronologies import threads as chronologies
        from sightline.coding import threads as coding
        from sightline.confidence import threads
        from sightline.exchange.refi import views as refi
        from sightline.exchange.returns import pages
        from sightline.exchange.returns.reading import glossary_from

        threads.register_files(lambda wave: reverse("exchange:survey_file", args=[wave.key]))
        threads.register_questions(lambda survey: reverse("exchange:own_questions_file", args=[survey.key]))
        chronologies.register_returns(pages.where_returns_come_in)
        chronologies.register_files(pages.of_file)
        chronologies.register_outputs(pages.what_comes_out)
        chronologies.register_glossary_reader(glossary_from)
        coding.register_files(refi.links)
        coding.register_sources(refi.sources)
