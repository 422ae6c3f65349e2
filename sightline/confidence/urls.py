"""Addresses of this room. `survey/…` is for people without an account, who hold its link."""

from django.urls import path

from sightline.confidence.views import answering, own, reading, running

app_name = "confidence"
urlpatterns = [
    path("surveys/", reading.surveys, name="surveys"),
    path("surveys/begin/", running.begin, name="begin"),
    path("surveys/<slug:key>/", reading.results, name="results"),
    path("surveys/<slug:key>/file/<slug:form>/", reading.file, name="file"),
    path("surveys/<slug:key>/run/", running.run, name="run"),
    path("surveys/<slug:key>/questions/", own.own, name="own"),
    path("surveys/<slug:key>/questions/<slug:question>/", own.own_question, name="own_question"),
    path("surveys/<slug:key>/questions/<slug:question>/take-out/", own.remove_own, name="remove_own"),
    path("surveys/<slug:key>/words/", running.words, name="words"),
    path("waves/<slug:key>/open/", running.open_wave, name="open_wave"),
    path("waves/<slug:key>/close/", running.close_wave, name="close_wave"),
    path("survey/<slug:token>/", answering.answer, name="answer"),
    path("survey/<slug:token>/before-today/<slug:key>/", answering.before_today, name="before_today"),
    path("survey/<slug:token>/thank-you/", answering.thanks, name="thanks"),
]
