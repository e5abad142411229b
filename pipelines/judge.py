"""Judge what was read: every rule in force gets its answer, and the answers make the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from intake.join import join_files
from models.application import Application
from models.case import CaseRecord, DocumentRecord, Provenance
from models.codes import Decision
from models.document import Document
from models.finding import Problem
from models.rules import RecognisedRule, Rule
from pipelines.checks.dispatch import CaseRule, PaperRule, check_case, check_paper
from pipelines.checks.papers import Case
from pipelines.coding import coded
from pipelines.decide import Judged, decide
from pipelines.declaration import day_of, load_application
from pipelines.notice import notice
from pipelines.packs.loading import Pack, load_pack
from pipelines.term import due_date
from pipelines.terms import Made, Terms


class RegionRules:
    """The rules of one region under the caller's terms, ready to judge."""

    def __init__(self, terms: Terms) -> None:
        """Raises UsageError for an unknown region, YancaiError for a broken pack or list."""
        self._terms = terms
        self._pack = load_pack(terms.region, terms.settings.lists)

    @property
    def region_name(self) -> str:
        """The region in Chinese."""
        return self._pack.name

    @property
    def provenance(self) -> str:
        """``CODE@SHA-256`` of everything that makes the rules."""
        return self._pack.identity

    def application(self, path: Path) -> Application:
        """What the applicant declared; UsageError where the file does not say it rightly."""
        return load_application(path)

    def judge(
        self,
        case_id: str,
        application: Application | None,
        read: tuple[Sequence[Document], Sequence[Problem]],
        made: Made,
    ) -> CaseRecord:
        """The whole record of a case of which these documents and problems were read."""
        problems = read[1]
        documents = [coded(paper, self._pack.diseases, self._pack.icd10) for paper in join_files(read[0])]
        day = day_of(application, self._terms.today)
        case = _case(self._pack, (documents, problems), application, day)
        rules = self._pack.in_force(day)
        if self._terms.scope == "paper":
            rules = tuple(map(_alone, rules))
        papers = [_judge_paper(case, document, rules) for document in documents]
        whole = _judge_whole(case, rules) if self._terms.scope == "case" else []
        everything = [*whole, *(one for _, judged in papers for one in judged)]
        decision = _decision(everything, problems, documents)
        due, no_due = self._due(application, day)
        return CaseRecord(
            case_id=case_id,
            region=self._pack.code,
            channel=application.channel if application else None,
            application=application,
            documents=tuple(record for record, _ in papers),
            findings=tuple(one.finding for one in whole),
            problems=tuple(problems),
            decision=decision,
            notice=notice(everything, problems) if decision is Decision.RESUBMIT else None,
            due_date=due,
            due_date_reason=no_due,
            judged_on=day,
            provenance=self._provenance(made),
        )

    def _due(self, application: Application | None, day: date) -> tuple[date | None, str | None]:
        if self._pack.term_working_days is None:
            return None, None
        if application is None or application.submitted_at is None:
            return None, "没有提交日期，无法推算办结日期。"
        return due_date(day, self._pack.term_working_days)

    def _provenance(self, made: Made) -> Provenance:
        return Provenance(
            version=version("yancai"),
            engine=made.engine,
            weights=made.weights,
            pack=self._pack.identity,
            settings=self._terms.settings.digest(),
        )


def _case(
    pack: Pack, read: tuple[Sequence[Document], Sequence[Problem]], application: Application | None, day: date
) -> Case:
    documents, problems = read
    return Case(
        pack=pack.code,
        documents=tuple(documents),
        problems=tuple(problems),
        application=application,
        hospitals=pack.hospitals,
        diseases=pack.diseases,
        day=day,
    )


def _judge_paper(case: Case, document: Document, rules: Sequence[Rule]) -> tuple[DocumentRecord, list[Judged]]:
    judged = [
        Judged(rule, check_paper(case, document, rule), document)
        for rule in rules
        if isinstance(rule, PaperRule) and document.doc_type.value in rule.applies_to
    ]
    names = {source.name for source in document.sources}
    problems = [problem for problem in case.problems if problem.file in names]
    found = tuple(one.finding for one in judged)
    # The document's own values as they are: dumping and parsing them again would only cost time.
    values = {name: getattr(document, name) for name in Document.model_fields}
    return DocumentRecord(**values, findings=found, decision=decide(judged, problems)), judged


def _alone(rule: Rule) -> Rule:
    """The rule as it is asked of a paper by itself: one of which nobody knows what it is is never accepted."""
    return rule.model_copy(update={"blocks": True, "tolerated": ()}) if isinstance(rule, RecognisedRule) else rule


def _judge_whole(case: Case, rules: Sequence[Rule]) -> list[Judged]:
    return [Judged(rule, check_case(case, rule)) for rule in rules if isinstance(rule, CaseRule)]


def _decision(judged: Sequence[Judged], problems: Sequence[Problem], documents: Sequence[Document]) -> Decision:
    decision = decide(judged, problems)
    # Nothing was read and nothing was wrong with it: an empty folder. Never a case to accept.
    return Decision.REVIEW if decision is Decision.ACCEPT and not documents else decision
