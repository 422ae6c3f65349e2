from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "sightline.kit"
    label = "kit"
