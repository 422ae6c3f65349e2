"""Addresses of this room. Nothing but opaque ids in them."""

from django.urls import path

from sightline.reviews.views import findings, people, reviews

app_name = "reviews"
urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/open/", reviews.open_review, name="open"),
    path("reviews/<slug:key>/", reviews.review, name="review"),
    path("reviews/<slug:key>/details/", reviews.amend_review, name="details"),
    path("reviews/<slug:key>/move/<slug:machine>/", reviews.move, name="move"),
    path("reviews/<slug:key>/clock/<slug:clock>/", reviews.mark_clock, name="clock"),
    path("reviews/<slug:key>/subjects/", people.add_subject, name="add_subject"),
    path("reviews/<slug:key>/subjects/<int:number>/", people.subject, name="subject"),
    path("reviews/<slug:key>/members/", people.name_member, name="name_member"),
    path("reviews/<slug:key>/members/<int:number>/release/", people.release_member, name="release_member"),
    path("reviews/<slug:key>/findings/", findings.write_finding, name="write_finding"),
    path("findings/<slug:key>/", findings.finding, name="finding"),
    path("findings/<slug:key>/amend/", findings.amend_finding, name="amend_finding"),
    path("themes/", findings.themes, name="themes"),
]
