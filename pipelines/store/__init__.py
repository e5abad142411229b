"""Records, findings and problems in a database: SQLite in a file, or PostgreSQL by URL."""
