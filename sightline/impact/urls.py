"""Addresses of this room."""

from django.urls import path

from sightline.impact import views

app_name = "impact"
urlpatterns = [
    path("impact/<slug:key>/", views.chart, name="chart"),
    path("impact/<slug:key>/chart.pdf", views.chart_pdf, name="chart_pdf"),
]
