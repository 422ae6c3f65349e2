"""Chronologies in and out: Word, Excel, OpenDocument, CSV and pasted tables. Needs no database and no Django."""
