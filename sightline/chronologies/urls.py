"""Addresses of this room. Nothing but opaque ids in them."""

from django.urls import path

from sightline.chronologies.views import returns

app_name = "chronologies"
urlpatterns = [
    path("reviews/<slug:key>/chronology/returns/", returns.returns, name="returns"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/", returns.one_return, name="return"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/take-in/", returns.take_in, name="take_in"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/leave-out/", returns.leave_out, name="leave_out"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/take-back/", returns.take_back, name="take_back"),
]
