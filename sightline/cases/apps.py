from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sightline.cases"
    label = "cases"

    def ready(self) -> None:
        from sightline.cases import (  # noqa: F401  register who may see a record, and marks that move along
            handling,
            policy,
            usual,
        )

        usual.register()
