"""Addresses of this room. Nothing but opaque ids in them."""

from django.urls import path

from sightline.chronologies.views import glossary, reading, returns, rows

app_name = "chronologies"
urlpatterns = [
    path("reviews/<slug:key>/chronology/", reading.table, name="table"),
    path("reviews/<slug:key>/chronology/lanes/", reading.lanes, name="lanes"),
    path("reviews/<slug:key>/chronology/gaps/", reading.gaps, name="gaps"),
    path("reviews/<slug:key>/chronology/links/", rows.links, name="links"),
    path("reviews/<slug:key>/chronology/links/<int:number>/", rows.decide, name="decide"),
    path("reviews/<slug:key>/chronology/rows/<slug:row>/", rows.row, name="row"),
    path("reviews/<slug:key>/chronology/rows/<slug:row>/notes/", rows.note, name="note"),
    path("reviews/<slug:key>/chronology/rows/<slug:row>/notes/<int:number>/", rows.withdraw_note, name="withdraw_note"),
    path("reviews/<slug:key>/chronology/rows/<slug:row>/marks/", rows.mark, name="mark"),
    path("reviews/<slug:key>/chronology/glossary/", glossary.glossary, name="glossary"),
    path("reviews/<slug:key>/chronology/glossary/file/", glossary.bring_in, name="glossary_file"),
    path("reviews/<slug:key>/chronology/glossary/download/", glossary.download, name="glossary_download"),
    path("reviews/<slug:key>/chronology/left/", glossary.residue, name="residue"),
    path("reviews/<slug:key>/chronology/returns/", returns.returns, name="returns"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/", returns.one_return, name="return"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/take-in/", returns.take_in, name="take_in"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/sent-back/", returns.sent_back, name="sent_back"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/leave-out/", returns.leave_out, name="leave_out"),
    path("reviews/<slug:key>/chronology/returns/<slug:file>/take-back/", returns.take_back, name="take_back"),
]
