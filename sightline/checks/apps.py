from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "sightline.checks"
    label = "checks"

    def ready(self) -> None:
        from sightline.checks import follow, navigation, of_chronology, policy, setting, threads
        from sightline.chronologies.threads import register_outputs

        policy.register()
        setting.register()
        follow.register()
        threads.register()
        navigation.register()
        register_outputs(of_chronology.link_from)
