"""From SQLite to PostgreSQL: every table, every number that comes next, compared row by row before it is used."""
