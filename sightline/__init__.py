"""Sightline: carries the learning from case reviews into practice."""

__version__ = "0.1.0"
