from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "sightline.stories"
    label = "stories"
