"""Whole drawn cases, complete and plainly deficient, judged by the real program: ``python -m tests.bench.cases``."""
