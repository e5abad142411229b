"""What an office asks, as data: one record for each kind of rule, and the pack that holds a region's rules."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from models.codes import DocType, Outcome, SealColor, SealKind, Title
from models.document import FieldName, PhysicianRole
from models.record import Record

Absence = Literal[Outcome.FAIL, Outcome.UNSURE]
Level = Literal[1, 2, 3]
"""Hospital levels, 一级 to 三级."""


class _Grounded(Record):
    """What rests on something: ``source`` is the published sentence; ``assumed`` marks what is not, or is more than,
    the sentence says."""

    source: str | None = None
    assumed: bool = False

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.source is None and not self.assumed:
            raise ValueError("a rule or term needs the published sentence as its source, or assumed: true")
        return self


class _Rule(_Grounded):
    """What every rule has besides: an id and the days it holds.

    ``blocks`` says whether ``unsure`` keeps a case from being accepted, ``tolerated`` for which reasons it does not.
    """

    id: str
    since: date | None = None
    until: date | None = None
    blocks: bool = True
    tolerated: tuple[str, ...] = ()
    """Reason codes of unsure findings that are told and keep nothing from being accepted."""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force that day; ``since`` and ``until`` belong to it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def holds_back(self, reason: str) -> bool:
        """Whether an unsure finding of this reason keeps a case from being accepted."""
        return self.blocks and reason not in self.tolerated


class MaterialRule(_Rule):
    """At least one paper of one of these types must be there; ``both_sides``: a card, front and back.

    ``for_diseases``: asked of those who apply for one of these diseases (codes of the catalogue, or what they begin
    with: ``M005``). No published text asks papers by disease: an office that does adds such rules.
    """

    kind: Literal["material"]
    label: str
    any_of: tuple[DocType, ...]
    for_diseases: tuple[str, ...] = ()
    both_sides: bool = False
    if_absent: Absence = Outcome.UNSURE


class SealRule(_Rule):
    """The paper bears a seal of an accepted kind and colour, and the seal names the hospital that issued the paper.

    A grey seal is one on a copy: an office that takes copies adds ``black`` to the colours.
    """

    kind: Literal["seal"]
    applies_to: tuple[DocType, ...]
    accepted: tuple[SealKind, ...]
    colors: tuple[SealColor, ...] = (SealColor.RED,)


class TitleRule(_Rule):
    """The physician who answers for the paper in one of these roles has at least this title."""

    kind: Literal["title"]
    applies_to: tuple[DocType, ...]
    roles: tuple[PhysicianRole, ...]
    at_least: Title
    if_below: Absence = Outcome.UNSURE


class SignatureRule(_Rule):
    """The physician in one of these roles has signed."""

    kind: Literal["signature"]
    applies_to: tuple[DocType, ...]
    roles: tuple[PhysicianRole, ...]
    if_absent: Absence = Outcome.UNSURE


class GradeRule(_Rule):
    """The hospital that issued the paper is, by the office's list, at least of this level."""

    kind: Literal["hospital_grade"]
    applies_to: tuple[DocType, ...]
    at_least: Level


class FormRule(_Rule):
    """These fields of the form are filled, and the form is the one of that name, where its heading was read.

    ``also``: fields that must be filled where the form asks for them. ``insured_in``: patterns of places of which
    the form's 参保地 must hold one, where it asks for it; every city has its 市本级, so that this one must begin it.
    """

    kind: Literal["form"]
    applies_to: tuple[DocType, ...]
    required: tuple[FieldName, ...] = ()
    also: tuple[FieldName, ...] = ()
    title: str | None = None
    insured_in: tuple[re.Pattern[str], ...] = ()


class ValidityRule(_Rule):
    """The identity card has not expired on the day of the application."""

    kind: Literal["validity"]
    applies_to: tuple[DocType, ...]
    if_expired: Absence = Outcome.UNSURE


class ClarityRule(_Rule):
    """The paper is clear, complete and uncovered."""

    kind: Literal["clarity"]
    applies_to: tuple[DocType, ...] = tuple(DocType)


class DiseaseRule(_Rule):
    """The disease applied for is in the region's catalogue."""

    kind: Literal["disease"]


class DiagnosisRule(_Rule):
    """The medical papers show the disease applied for: among their diagnoses, else in their text."""

    kind: Literal["diagnosis"]
    applies_to: tuple[DocType, ...]


class RecencyRule(_Rule):
    """The papers are at most so many months old. No text gives a number: an office that has one supplies the rule."""

    kind: Literal["recency"]
    applies_to: tuple[DocType, ...]
    months: int = Field(ge=1)


class PersonRule(_Rule):
    """All papers are of one person: names, ID numbers, sex and birth agree."""

    kind: Literal["same_person"]


class IdentityRule(_Rule):
    """ID numbers on the paper are valid (GB 11643) and agree with birth date, sex and age beside them."""

    kind: Literal["id_number"]
    applies_to: tuple[DocType, ...] = tuple(DocType)


class DatesRule(_Rule):
    """The paper's dates are possible: none in the future, discharge after admission, issue not before."""

    kind: Literal["dates"]
    applies_to: tuple[DocType, ...] = tuple(DocType)


class DeclaredRule(_Rule):
    """What the applicant declared agrees with the papers: person, agent, disease, the type of each file."""

    kind: Literal["declared"]


Declaration = Literal["name", "id_number", "insured_number", "insurance", "disease", "agent", "items"]
"""What an application can say: the applicant's name and numbers, 职工 or 居民, the disease, the agent, the files."""


class DeclaredDataRule(_Rule):
    """The application says what must be entered. Where none was handed over, the platform has seen to it."""

    kind: Literal["declared_data"]
    required: tuple[Declaration, ...]


class RecognisedRule(_Rule):
    """The paper is of a known kind, and surely enough. Judged by itself, a paper that is not is never accepted."""

    kind: Literal["recognised"]
    applies_to: tuple[DocType, ...] = tuple(DocType)


class GenuineRule(_Rule):
    """Nothing on the paper asks for a look at whether it is genuine: signatures and seals made electronically, and
    laboratory values that contradict their own flags. None of them is verified here."""

    kind: Literal["genuine"]
    applies_to: tuple[DocType, ...] = tuple(DocType)


class DuplicatesRule(_Rule):
    """No paper was handed in twice: as the same file, photographed again, or scanned again."""

    kind: Literal["duplicates"]


class HospitalsRule(_Rule):
    """Which hospitals the papers come from, under one name each, with their grades. Nothing is asked of them."""

    kind: Literal["hospitals"]


class ChronologyRule(_Rule):
    """The papers' days fit each other: papers of one stay in hospital tell the same days of it."""

    kind: Literal["chronology"]


class ColourRule(_Rule):
    """Advice: originals in colour; a grey copy is told, never held against the applicant."""

    kind: Literal["colour"]
    applies_to: tuple[DocType, ...] = tuple(DocType)


Rule = Annotated[
    MaterialRule
    | SealRule
    | TitleRule
    | SignatureRule
    | GradeRule
    | FormRule
    | ClarityRule
    | DiseaseRule
    | DiagnosisRule
    | RecencyRule
    | PersonRule
    | IdentityRule
    | DatesRule
    | DeclaredRule
    | DeclaredDataRule
    | RecognisedRule
    | GenuineRule
    | DuplicatesRule
    | HospitalsRule
    | ChronologyRule
    | ColourRule
    | ValidityRule,
    Field(discriminator="kind"),
]


class UncheckedRule(Record):
    """A published rule that cannot be checked from the papers, and why, so that none is silently dropped."""

    id: str
    source: str
    reason: str


class Hospital(Record):
    """An entry of the office's list of hospitals."""

    name: str
    aliases: tuple[str, ...] = ()
    grade: str
    level: Level


class Disease(Record):
    """An entry of the region's catalogue. ``synonyms`` are other names under which papers write it, ``unless`` words
    that make it another disease (肺动脉高血压 is no 高血压)."""

    code: str | None = Field(default=None, pattern=r"^M\d{5}$")
    name: str
    synonyms: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class SupplementTerm(_Grounded):
    """Within how many working days after the notice papers are to be handed in again."""

    working_days: int = Field(ge=1, le=250)


class RecognitionTerm(_Grounded):
    """For how many years the recognition of these diseases (codes, or what they begin with: ``M005``) holds.

    ``years`` None: the region says that the recognition does not expire.
    """

    diseases: tuple[str, ...]
    years: int | None = Field(default=None, ge=1, le=50)


class Recognition(Record):
    """What the region publishes of how long a recognition holds.

    ``examples``: the years it names without saying for which diseases; ``terms`` is what holds for which, where an
    office knows it.
    """

    source: str | None = None
    examples: tuple[Annotated[int, Field(ge=1, le=50)], ...] = ()
    terms: tuple[RecognitionTerm, ...] = ()


class RulePack(Record):
    """A region's rules as its YAML holds them; ``extends`` names the pack whose rules come first.

    ``made_by_channel`` are papers which the region's own channel makes: no rule may ask for them.
    """

    code: str
    name: str
    extends: str | None = None
    channels: tuple[str, ...] = ()
    term_working_days: int | None = Field(default=None, ge=1)
    supplement_term: SupplementTerm | None = None
    recognition: Recognition | None = None
    made_by_channel: tuple[DocType, ...] = ()
    hospitals: str | None = None
    """The file of the list of hospitals, in the folder of lists."""
    diseases: str | None = None
    icd10: str | None = None
    rules: tuple[Rule, ...] = ()
    unchecked: tuple[UncheckedRule, ...] = ()

    @model_validator(mode="after")
    def _asks_for_nothing_made_by_the_channel(self) -> Self:
        asked = {kind for rule in self.rules if isinstance(rule, MaterialRule) for kind in rule.any_of}
        if asked & set(self.made_by_channel):
            raise ValueError("a material rule asks for a paper that the region's channel makes itself")
        return self
