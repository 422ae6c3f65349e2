"""Addresses of this room. Nothing but opaque ids in them."""

from django.urls import path

from sightline.learning.views import library, sharing, texts, writing

app_name = "learning"
urlpatterns = [
    path("learning/", library.library, name="library"),
    path("learning/write/", writing.write, name="write"),
    path("learning/texts/", texts.sources, name="sources"),
    path("learning/texts/add/", texts.add_source, name="add_source"),
    path("learning/procedures/", texts.procedures, name="procedures"),
    path("learning/procedures/add/", texts.add_procedure, name="add_procedure"),
    path("learning/procedures/<slug:key>/end/", texts.end_procedure, name="end_procedure"),
    path("learning/materials/<slug:key>/", texts.material, name="material"),
    path("learning/materials/<slug:key>/address/", texts.material_link, name="material_link"),
    path("learning/shared/<slug:key>/", sharing.acknowledge, name="acknowledge"),
    path("learning/<slug:key>/", library.point, name="point"),
    path("learning/<slug:key>/briefing/", library.briefing, name="briefing"),
    path("learning/<slug:key>/briefing.pdf", library.briefing_pdf, name="briefing_pdf"),
    path("learning/<slug:key>/revise/", writing.revise, name="revise"),
    path("learning/<slug:key>/publish/", writing.publish, name="publish"),
    path("learning/<slug:key>/release/", writing.release, name="release"),
    path("learning/<slug:key>/share/", writing.share, name="share"),
]
