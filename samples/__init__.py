"""Drawn papers of invented people, with their truth. Draws need Debian's fonts; the drawn cases are kept as files."""
