"""Every address of the product, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.access.urls")),
    path("", include("sightline.reviews.urls")),
    path("", include("sightline.learning.urls")),
    path("", include("sightline.checks.urls")),
    path("", include("sightline.impact.urls")),
    path("", include("sightline.desk.urls")),
]
