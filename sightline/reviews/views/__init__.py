"""Pages about reviews: find or 404, ask, form, one change, redirect."""
