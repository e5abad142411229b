"""How intake works: every room's options in one record, handed down from the door."""

from intake.files.limits import Limits
from intake.ocr.options import EngineOptions
from models.record import Record


class IntakeSettings(Record):
    limits: Limits = Limits()
    engine: EngineOptions = EngineOptions()
