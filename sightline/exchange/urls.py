"""Addresses of this room."""

from django.urls import path

from sightline.exchange.refi import views as coding
from sightline.exchange.returns import views as returns
from sightline.exchange.survey import views

app_name = "exchange"
urlpatterns = [
    path("codebook/", coding.codebook, name="codebook"),
    path("reviews/<slug:key>/coding/project/", coding.project, name="coding_project"),
    path("reviews/<slug:key>/coding/bring-in/", coding.bring_in_coding, name="bring_in_coding"),
    path("reviews/<slug:key>/coding/report/", coding.report, name="coding_report"),
    path("surveys/<slug:key>/questions-from-a-file/", views.own_questions_file, name="own_questions_file"),
    path("waves/<slug:key>/file/", views.survey_file, name="survey_file"),
    path("reviews/<slug:key>/chronology/send/", returns.send, name="send_return"),
    path("reviews/<slug:key>/chronology/files/", returns.files, name="chronology_files"),
    path("reviews/<slug:key>/chronology/files/disguised/", returns.disguised, name="disguised"),
    path("reviews/<slug:key>/chronology/files/<slug:view>/<slug:kind>/", returns.a_file, name="chronology_file"),
    path("reviews/<slug:key>/chronology/template/<slug:kind>/", returns.a_template, name="template"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/marked/<slug:kind>/", returns.marked_copy, name="marked"),
]
