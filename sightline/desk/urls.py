"""Addresses of this room. A child is named by an opaque key and nothing else."""

from django.urls import path

from sightline.desk.views import barriers, child, eco, happened, home, moving, noting, opening, printing

urlpatterns = [
    path("", home.home, name="home"),
    path("find/", home.search, name="search"),
    path("children/<slug:key>/", child.child, name="child"),
    path("children/<slug:key>/story/", child.story, name="child-story"),
    path("children/<slug:key>/family/", child.family, name="child-family"),
    path("children/<slug:key>/eco-map/", eco.eco_map, name="child-eco-map"),
    path("children/<slug:key>/voice/", child.voice, name="child-voice"),
    path("children/<slug:key>/plan/", child.plan, name="child-plan"),
    path("children/<slug:key>/health/", child.health, name="child-health"),
    path("children/<slug:key>/information/", child.information, name="child-information"),
    path("children/<slug:key>/worries/", noting.worries, name="child-worries"),
    path("children/<slug:key>/thinking/", noting.thinking, name="child-thinking"),
    path("children/<slug:key>/who-has-looked/", child.who_has_looked, name="child-looked"),
    path("children/<slug:key>/entries/<slug:kind>/<uuid:fact>/", child.entry, name="child-entry"),
    path("children/<slug:key>/entries/<slug:kind>/<uuid:fact>/move/", moving.move, name="move-entry"),
    path("children/<slug:key>/print/record.pdf", printing.everything, name="print-record"),
    path("children/<slug:key>/print/<slug:part>.pdf", printing.page, name="print-page"),
    path("children/<slug:key>/entries/<slug:kind>/<uuid:fact>/handling/", barriers.handling, name="entry-handling"),
    path("children/<slug:key>/open/", opening.open_record, name="open-for-reason"),
    path("children/<slug:key>/open/finished/", opening.close_again, name="close-again"),
    path("opened/", opening.opened, name="opened"),
    path("opened/<int:number>/", opening.read, name="opened-read"),
    path("children/<slug:key>/who-may-see/", barriers.who_may_see, name="who-may-see"),
    path("children/<slug:key>/who-may-see/restrict/", barriers.restrict, name="restrict"),
    path("children/<slug:key>/who-may-see/conflict/", barriers.conflict, name="declare-conflict"),
    path("conflicts/", barriers.conflicts, name="conflicts"),
    path("conflicts/<int:number>/end/", barriers.end_conflict, name="end-conflict"),
    path("children/<slug:key>/what-happened/", happened.choose, name="what-happened"),
    path("children/<slug:key>/what-happened/visit/", happened.visit, name="write-visit"),
    path("children/<slug:key>/what-happened/appointment/", happened.appointment, name="write-appointment"),
    path(
        "children/<slug:key>/what-happened/appointment/<uuid:fact>/",
        happened.appointment_outcome,
        name="appointment-outcome",
    ),
    path("children/<slug:key>/what-happened/account/", happened.account, name="write-account"),
    path("children/<slug:key>/what-happened/account/<uuid:fact>/", happened.account_checked, name="account-checked"),
    path("children/<slug:key>/what-happened/<slug:slug>/", noting.write, name="write-entry"),
    path("children/<slug:key>/what-happened/<slug:slug>/<uuid:fact>/", noting.amend, name="amend-entry"),
]
