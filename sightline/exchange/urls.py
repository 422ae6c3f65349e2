"""Addresses of this room."""

from django.urls import path

from sightline.exchange.survey import views

app_name = "exchange"
urlpatterns = [path("waves/<slug:key>/file/", views.survey_file, name="survey_file")]
