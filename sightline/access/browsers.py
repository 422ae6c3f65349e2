"""A browser in plain words, from what it says of itself: enough to recognise one's own, and nothing more is kept."""

from __future__ import annotations

# In order: browsers name those they descend from, so the most particular comes first.
NAMES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "A browser that does not say which"


def in_words(user_agent: str) -> str:
    """Such as "Firefox on Windows". At most 60 characters, whatever was sent."""
    name = next((words for mark, words in NAMES if mark in user_agent), "")
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "")
    if not name and not system:
        return UNKNOWN
    return f"{name or 'A browser'} on {system}" if system else name
