from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sightline.cases"
    label = "cases"

    def ready(self) -> None:
        from sightline.cases import policy  # noqa: F401  registers who may see a record
