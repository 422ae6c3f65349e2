"""Every address of the product, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.access.urls")),
    path("", include("sightline.coding.urls")),
    path("", include("sightline.reviews.urls")),
    path("", include("sightline.chronologies.urls")),
    path("", include("sightline.learning.urls")),
    path("", include("sightline.checks.urls")),
    path("", include("sightline.confidence.urls")),
    path("", include("sightline.impact.urls")),
    path("", include("sightline.upkeep.urls")),
    path("", include("sightline.exchange.urls")),
    path("", include("sightline.desk.urls")),
]

# The pages that say something was refused or broken, in plain sentences.
handler400 = "sightline.kit.problems.bad_request"
handler403 = "sightline.kit.problems.forbidden"
handler404 = "sightline.kit.problems.not_found"
handler500 = "sightline.config.accidents.server_error"
