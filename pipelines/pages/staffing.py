"""Who works in the office: added, changed, given another password, by a supervisor."""

from __future__ import annotations

from starlette.responses import Response

from pipelines.pages.visits import Visit, go
from pipelines.review import staff
from pipelines.review.refusals import QueueError
from pipelines.review.roles import Role
from pipelines.review.staff import LEAST_PASSWORD


def people(visit: Visit) -> Response:
    """The list."""
    members = staff.members(visit.office)
    return visit.page(
        "staff.html", here="staff", members=members, roles=tuple(Role), least=LEAST_PASSWORD, me=visit.who
    )


def add_person(visit: Visit) -> Response:
    """A new member with a first password."""
    form = visit.form
    staff.add(visit.office, form.one("name").strip(), _role(form.one("role")), form.one("password"), visit.who)
    return go("staff")


def change_person(visit: Visit) -> Response:
    """Another role, or disabled, or back again. Nobody changes themselves: an office would be left without one."""
    form = visit.form
    if form.one("name") == visit.who.name:
        raise QueueError("staff.invalid", "不能更改自己的角色或停用自己。请由另一位主管操作。")
    role = _role(form.one("role")) if form.one("role") else None
    active = {"on": True, "off": False}.get(form.one("active"))
    staff.change_member(visit.office, form.one("name"), role=role, active=active, by=visit.who)
    return go("staff")


def new_password(visit: Visit) -> Response:
    """Another password; whoever it is for is signed out."""
    staff.set_password(visit.office, visit.form.one("name"), visit.form.one("password"), visit.who)
    return go("staff")


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise QueueError("staff.invalid", "没有这个角色。") from None
