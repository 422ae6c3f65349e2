"""Addresses of this room. Nothing but opaque ids in them."""

from django.urls import path

from sightline.learning.views import library, writing

app_name = "learning"
urlpatterns = [
    path("learning/", library.library, name="library"),
    path("learning/write/", writing.write, name="write"),
    path("learning/<slug:key>/", library.point, name="point"),
    path("learning/<slug:key>/briefing/", library.briefing, name="briefing"),
    path("learning/<slug:key>/revise/", writing.revise, name="revise"),
    path("learning/<slug:key>/publish/", writing.publish, name="publish"),
    path("learning/<slug:key>/release/", writing.release, name="release"),
    path("learning/<slug:key>/share/", writing.share, name="share"),
]
