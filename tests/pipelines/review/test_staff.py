"""Who may sign in, for how long, and how often one may guess."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from pipelines.review import staff
from pipelines.review.refusals import QueueError
from pipelines.review.rights import may
from pipelines.review.roles import Role
from pipelines.review.staff import Member
from pipelines.store.queue_tables import sessions
from pipelines.store.queue_tables import staff as staff_table
from tests.pipelines.review.offices import PASSWORD, Desk
from tests.pipelines.review.test_claims import refusal


def test_a_name_and_its_password_open_a_session(desk: Desk, who: Member) -> None:
    token, member = staff.sign_in(desk.office, who.name, PASSWORD)
    assert member.id == who.id
    assert staff.signed_in(desk.office, token) == member
    assert staff.signed_in(desk.office, token + "x") is None
    staff.sign_out(desk.office, token)
    assert staff.signed_in(desk.office, token) is None


def test_neither_passwords_nor_tokens_are_kept(desk: Desk, who: Member) -> None:
    token, _ = staff.sign_in(desk.office, who.name, PASSWORD)
    with desk.office.reading() as connection:
        kept = str([connection.execute(select(table)).all() for table in (staff_table, sessions)])
    assert PASSWORD not in kept
    assert token not in kept


def test_a_session_ends_when_nobody_uses_it_and_at_last_in_any_case(desk: Desk, who: Member) -> None:
    token, _ = staff.sign_in(desk.office, who.name, PASSWORD)
    for _ in range(20):
        desk.clock.later(minutes=29)
        assert staff.signed_in(desk.office, token)
    desk.clock.later(minutes=25)
    assert staff.signed_in(desk.office, token) is None
    token, _ = staff.sign_in(desk.office, who.name, PASSWORD)
    desk.clock.later(minutes=31)
    assert staff.signed_in(desk.office, token) is None


def test_who_guesses_is_locked_out_for_a_while(desk: Desk, who: Member) -> None:
    for _ in range(5):
        assert refusal(lambda: staff.prove(desk.office, who.name, "wrong password")) == "staff.wrong"
    assert refusal(lambda: staff.prove(desk.office, who.name, PASSWORD)) == "staff.locked"
    desk.clock.later(minutes=16)
    assert staff.sign_in(desk.office, who.name, PASSWORD)
    assert refusal(lambda: staff.prove(desk.office, who.name, "wrong password")) == "staff.wrong"


def test_a_name_that_is_none_is_refused_in_the_same_words(desk: Desk, who: Member) -> None:
    told = set()
    for name in (who.name, "没有此人"):
        with pytest.raises(QueueError) as refused:
            staff.prove(desk.office, name, "wrong password")
        told.add((refused.value.code, str(refused.value)))
    assert len(told) == 1


def test_who_is_disabled_is_out_at_once(desk: Desk, who: Member) -> None:
    token, _ = staff.sign_in(desk.office, who.name, PASSWORD)
    staff.change_member(desk.office, who.name, active=False)
    assert staff.signed_in(desk.office, token) is None
    assert refusal(lambda: staff.prove(desk.office, who.name, PASSWORD)) == "staff.wrong"
    assert refusal(lambda: staff.member(desk.office, who.name)) == "staff.unknown"
    staff.change_member(desk.office, who.name, active=True, role=Role.SUPERVISOR)
    assert staff.member(desk.office, who.name).role is Role.SUPERVISOR


def test_a_new_password_ends_the_sessions_of_the_old_one(desk: Desk, who: Member) -> None:
    token, _ = staff.sign_in(desk.office, who.name, PASSWORD)
    staff.set_password(desk.office, who.name, "another long password")
    assert staff.signed_in(desk.office, token) is None
    assert refusal(lambda: staff.prove(desk.office, who.name, PASSWORD)) == "staff.wrong"
    assert staff.prove(desk.office, who.name, "another long password")


@pytest.mark.parametrize("name", ["", " 李", "李\n", "李" * 41, "李审核"])
def test_names_are_names_and_nobodys_else(desk: Desk, who: Member, name: str) -> None:
    assert refusal(lambda: staff.add(desk.office, name, Role.CLERK, PASSWORD)) == "staff.invalid"
    assert staff.count(desk.office) == 1


def test_short_passwords_are_refused(desk: Desk) -> None:
    assert refusal(lambda: staff.add(desk.office, "王", Role.CLERK, "short")) == "staff.invalid"


def test_roles_have_the_rights_they_need_and_no_others() -> None:
    rights = {
        "look": "crsa", "reveal": "rs", "note": "crs", "hand_in": "crs", "decide": "rs", "assign": "s",
        "staff": "s", "audit": "a", "stats": "rsa",
    }  # fmt: skip
    for right, roles in rights.items():
        holders = [role for role in Role if may(Member(1, "x", role), right)]  # type: ignore[arg-type]
        assert "".join(role.value[0] for role in holders) == roles
    assert not may(Member(1, "x", Role.SUPERVISOR, active=False), "look")
