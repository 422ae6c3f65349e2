"""Addresses of this room. A prompt is named by an opaque key that says nothing about anybody."""

from django.urls import path

from sightline.checks.views import answering, catalogue, hindsight, of_chronology, standards, switching, tending

app_name = "checks"
urlpatterns = [
    path("checks/", catalogue.catalogue, name="catalogue"),
    path("checks/answers-to-read/", answering.to_read, name="to_read"),
    path("checks/on-and-off/", switching.overview, name="switching"),
    path("reviews/<slug:key>/chronology/replay/", of_chronology.replay, name="of_chronology"),
    path("checks/<slug:check_id>/", catalogue.check, name="check"),
    path("checks/<slug:check_id>/on-and-off/", switching.one, name="switch"),
    path("checks/<slug:check_id>/words/", tending.words, name="words"),
    path("checks/<slug:check_id>/words/<slug:place>/", tending.wording, name="wording"),
    path("checks/<slug:check_id>/learning/", catalogue.citations, name="citations"),
    path("reviews/<slug:key>/looking-back/<int:number>/", hindsight.hindsight, name="hindsight"),
    path("standards/", standards.table, name="standards"),
    path("standards/supplied/<slug:name>/", standards.topic, name="topic"),
    path("standards/<slug:check_id>/", standards.numbers, name="numbers"),
    path("standards/<slug:check_id>/<slug:name>/", standards.number, name="number"),
    path("prompts/<slug:key>/answer/", answering.answer, name="answer"),
    path("answers/<slug:key>/read/", answering.second_read, name="second_read"),
]
