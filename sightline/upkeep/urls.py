"""Addresses of this room: is it alive, how is it kept running, and the first-run pages."""

from django.urls import path

from sightline.upkeep.views import people, reviewing, running, setting_up

app_name = "upkeep"
urlpatterns = [
    path("healthz", running.healthz, name="healthz"),
    path("running/", running.running, name="running"),
    path("set-up/", setting_up.code, name="set_up"),
    path("set-up/partnership/", setting_up.partnership, name="set_up_partnership"),
    path("set-up/agencies/", setting_up.agencies, name="set_up_agencies"),
    path("set-up/administrator/", setting_up.administrator, name="set_up_administrator"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_worker"),
    path("people/review/", reviewing.review, name="access_review"),
    path("people/<int:number>/reviewed/", reviewing.reviewed, name="access_reviewed"),
    path("people/<int:number>/access/", reviewing.dates, name="access_dates"),
    path("people/<int:number>/single-sign-on/", reviewing.identity, name="outside_identity"),
    path("people/<int:number>/close/", people.close, name="close_worker"),
    path("backups/where/", running.backup_target, name="backup_target"),
]
