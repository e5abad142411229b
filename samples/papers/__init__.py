"""One module per kind of paper; each has ``LAYOUTS``: the layout's name to the function that draws it."""

from collections.abc import Callable

from samples.clinic import Visit
from samples.ink import Sheet

Layout = Callable[[Visit], Sheet]
"""Draws one paper of a visit and leaves its truth on the sheet."""
