from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "sightline.impact"
    label = "impact"
