"""The views of this room, a file for each family of pages."""
