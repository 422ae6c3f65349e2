from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "sightline.checks"
    label = "checks"
