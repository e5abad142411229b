"""Seals drawn with the place of every text in them, and the network that learns from them where which text stands.

``examples`` draws, ``train`` (with torch, in an environment of its own) learns; ``intake/seals/texts.toml`` names the
commands that made what ships.
"""
