"""Load and mischief against the real service: callers who ask on and on, and thousands of broken uploads."""
