"""Agencies' returns to a review in the browser: brought in, templates, marked-up copies, and what leaves."""
