"""Layouts that nobody has opened who tunes the product."""
