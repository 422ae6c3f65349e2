"""What this room refuses, with a sentence that a user may read."""


class Refused(Exception):
    """It cannot be done now. The text is a sentence a user may read."""
