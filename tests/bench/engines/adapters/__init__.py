"""One module for each engine, run as a process of its own by the engine's own Python: see ``protocol.py``."""
