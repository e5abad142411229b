"""Clarity measured on drawn pages: each kind of problem in every strength, read by the real engine."""
