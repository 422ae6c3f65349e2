"""Pages about coding: find or 404, ask, form, one change, redirect."""
