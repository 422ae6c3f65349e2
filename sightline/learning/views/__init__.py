"""Pages of the library: find or 404, ask, form, one change, redirect."""
