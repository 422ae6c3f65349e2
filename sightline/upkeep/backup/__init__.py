"""Encrypted backups on both databases, and restoring one that has proved itself on a copy first."""
