"""Addresses of this room. Nothing but opaque ids, and codes of themes, in them."""

from django.urls import path

from sightline.coding.views import codes, doubles, reviewing, texts, themes

app_name = "coding"
urlpatterns = [
    path("reviews/<slug:key>/coding/", reviewing.review, name="review"),
    path("reviews/<slug:key>/coding/add/", reviewing.add_text, name="add_text"),
    path("reviews/<slug:key>/coding/rows/<slug:row>/", reviewing.row, name="row"),
    path("findings/<slug:key>/code/", reviewing.open_finding, name="open_finding"),
    path("coding/codes/", codes.codes, name="codes"),
    path("coding/codes/add/", codes.add_code, name="add_code"),
    path("coding/codes/<slug:key>/end/", codes.end_code, name="end_code"),
    path("coding/passages/<slug:key>/", texts.amend, name="amend"),
    path("coding/passages/<slug:key>/take-back/", texts.withdraw, name="withdraw"),
    path("coding/<slug:key>/", texts.text, name="text"),
    path("coding/<slug:key>/passage/", texts.code, name="code"),
    path("coding/<slug:key>/suggestions/", texts.suggestions, name="suggestions"),
    path("coding/<slug:key>/two/", doubles.begin, name="begin_double"),
    path("coding/<slug:key>/done/", doubles.finish, name="finish"),
    path("coding/<slug:key>/compare/", doubles.compare, name="compare"),
    path("coding/<slug:key>/settle/", doubles.settle, name="settle"),
    path("themes/patterns/", themes.patterns, name="patterns"),
    path("themes/<slug:code>/", themes.theme, name="theme"),
]
