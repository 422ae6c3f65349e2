from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "sightline.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from sightline.upkeep import navigation, policy

        policy.register()
        navigation.register()
