"""Addresses of this room. Nothing but opaque ids in them."""

from django.urls import path

from sightline.reviews.views import findings, people, reviews, steps, work

app_name = "reviews"
urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/open/", reviews.open_review, name="open"),
    path("reviews/how/", steps.regimes, name="regimes"),
    path("reviews/how/<slug:code>/", steps.regime, name="regime"),
    path("reviews/how/<slug:code>/step/", steps.step, name="set_step"),
    path("reviews/how/<slug:code>/limit/", steps.limit, name="set_limit"),
    path("reviews/<slug:key>/", reviews.review, name="review"),
    path("reviews/<slug:key>/details/", reviews.amend_review, name="details"),
    path("reviews/<slug:key>/move/<slug:machine>/", reviews.move, name="move"),
    path("reviews/<slug:key>/clock/<slug:clock>/", reviews.mark_clock, name="clock"),
    path("reviews/<slug:key>/subjects/", people.add_subject, name="add_subject"),
    path("reviews/<slug:key>/subjects/<int:number>/", people.subject, name="subject"),
    path("reviews/<slug:key>/members/", people.name_member, name="name_member"),
    path("reviews/<slug:key>/members/<int:number>/release/", people.release_member, name="release_member"),
    path("reviews/<slug:key>/findings/", findings.write_finding, name="write_finding"),
    path("reviews/<slug:key>/opening/", work.opening, name="opening"),
    path("reviews/<slug:key>/test/", work.test, name="test"),
    path("reviews/<slug:key>/returns/", work.returns, name="returns"),
    path("reviews/<slug:key>/returns/<slug:item>/move/", work.move_return, name="move_return"),
    path("reviews/<slug:key>/episodes/", work.episodes, name="episodes"),
    path("reviews/<slug:key>/plan/", work.plan, name="plan"),
    path("reviews/<slug:key>/actions/<slug:item>/", work.action, name="action"),
    path("reviews/<slug:key>/actions/<slug:item>/<slug:kind>/", work.report, name="report"),
    path("reviews/<slug:key>/evidence/<slug:item>/judge/", work.judge, name="judge"),
    path("reviews/<slug:key>/write/<slug:kind>/", work.write, name="write"),
    path("reviews/<slug:key>/amend/<slug:kind>/<slug:item>/", work.amend, name="amend"),
    path("findings/<slug:key>/", findings.finding, name="finding"),
    path("findings/<slug:key>/amend/", findings.amend_finding, name="amend_finding"),
    path("themes/", findings.themes, name="themes"),
]
