from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "sightline.desk"
    label = "desk"

    def ready(self) -> None:
        from sightline.access.drafts import suggest_with
        from sightline.checks.pages import register_entry_pages
        from sightline.desk import menu  # noqa: F401  adds this room's entries to the navigation
        from sightline.desk.guarding import for_draft
        from sightline.desk.thinking import evidence_href

        suggest_with(for_draft)
        register_entry_pages(evidence_href)
