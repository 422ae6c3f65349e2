from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "sightline.checks"
    label = "checks"

    def ready(self) -> None:
        from sightline.checks import follow, navigation, policy, setting, threads

        policy.register()
        setting.register()
        follow.register()
        threads.register()
        navigation.register()
