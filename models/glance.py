"""What a look at an upload told: how clear it is and how it lies, without what its lines say."""

from models.document import Clarity, Geometry
from models.finding import Problem
from models.record import Record


class Glance(Record):
    """How clear an upload is and how its pages lie. ``clarity`` is None where no page could be opened."""

    clarity: Clarity | None
    geometry: tuple[Geometry, ...] = ()
    problems: tuple[Problem, ...] = ()
