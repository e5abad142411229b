"""Measure the reading on an office's own labelled papers: ``yancai bench --truth DIR``."""
