"""Seals on a page: found by their rim, read along it, and their ink taken out of the print under it."""

from intake.seals.find import find_seals
from intake.seals.grey import read_under_grey
from intake.seals.ink import without_seals
from intake.seals.mark import SealMark
from intake.seals.options import FindOptions
from intake.seals.read import read_seals

__all__ = ["FindOptions", "SealMark", "find_seals", "read_seals", "read_under_grey", "without_seals"]
