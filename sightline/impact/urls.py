"""Addresses of this room."""

from django.urls import path

from sightline.impact import views

app_name = "impact"
urlpatterns = [path("impact/<slug:key>/", views.chart, name="chart")]
