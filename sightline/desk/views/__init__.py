"""Thin: find, ask, form, one change, redirect; or build one page."""
