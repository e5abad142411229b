"""The audit log to read, newest first, and whether its chain is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from models.codes import Decision
from pipelines.pages.forms import whole_number
from pipelines.pages.protection import ROOT
from pipelines.pages.reasons import field_words, reason_words
from pipelines.pages.visits import Visit
from pipelines.review import audit, staff
from pipelines.review.office import Office
from pipelines.review.receiving import CASE_NUMBER
from pipelines.review.roles import Role

_MOST: Final = 100
ACTIONS: Final = {
    "queue.listed": "查看待办", "case.viewed": "查看案件", "page.viewed": "查看原图", "case.claimed": "领取",
    "case.released": "放回", "case.accepted": "通过", "case.returned": "退回补正", "case.corrected": "改正字段",
    "case.noted": "备注", "case.received": "收到申请", "case.supplemented": "收到补正", "case.read": "读取完成",
    "case.superseded": "被取代", "case.urgent": "加急", "case.not_urgent": "取消加急", "staff.added": "添加人员",
    "staff.changed": "更改人员", "staff.password": "更改密码", "staff.signed_in": "登录", "staff.signed_out": "退出",
    "staff.refused": "登录被拒", "audit.viewed": "查看审计日志", "audit.verified": "校验审计日志",
    "notice.viewed": "打开告知单", "hook.set": "设置回调", "hook.removed": "移除回调", "hook.again": "重发回调",
    "case.queued": "转入待办", "case.unread": "未能读取，转人工", "case.exported": "导出样本",
    "case.purged": "到期清除", "expiring.listed": "列出将到期的认定",
}  # fmt: skip

WORDS: Final = {
    "entries": "条数", "found": "按姓名等查找", "record": "记录", "file": "文件", "page": "页", "look": "第几次看",
    "reasons": "原因", "final": "生效", "field": "字段", "paper": "材料", "decision": "预检", "staff": "人员",
    "role": "角色", "active": "在用", "locked": "已锁定", "channel": "渠道", "files": "文件数", "round": "补正",
    "region": "地区", "why": "原因", "purged": "已清除", "exported": "已导出", "fault": "不符之处",
    "delivery": "回调编号", "row": "所记内容", "sum": "内容校验值",
}  # fmt: skip
_VALUES: Final = {
    **{role.value: role.label for role in Role},
    **{decision.value: decision.label for decision in Decision},
    "raised": "程序出错",
    "died": "读取进程终止",
    "timed_out": "超时",
    "outgrown": "内存超限",
}


@dataclass(frozen=True)
class Line:
    """An entry in words."""

    number: int
    at: datetime
    who: str
    action: str
    case: str | None
    details: str
    clear: bool


def log(visit: Visit) -> Response:
    """The newest entries, or those of one case; with ``verify`` the chain is gone over from its beginning.

    Whatever else was typed as a case's number is neither noted nor shown again: it may be somebody's name.
    """
    asked = visit.query
    typed = asked.get("case", "").strip().upper()
    case = typed if CASE_NUMBER.fullmatch(typed) else ""
    at = whole_number(asked.get("before", ""))
    verifying = asked.get("verify") == "1"
    with visit.office.changing() as change:
        change.note(visit.who.actor, "audit.verified" if verifying else "audit.viewed", case or None)
    entries = audit.latest(visit.office, at, case or None, _MOST) if case or not typed else []
    older = urlencode({"case": case, "before": entries[-1].id}) if len(entries) == _MOST else ""
    return visit.page(
        "audit.html",
        here="audit",
        case=case,
        unknown=bool(typed and not case),
        lines=_lines(visit.office, entries),
        head=audit.head(visit.office),
        verified=verifying,
        fault=audit.verify(visit.office) if verifying else None,
        older=f"{ROOT}/audit?{older}" if older else "",
    )


def _lines(office: Office, entries: list[audit.Entry]) -> list[Line]:
    names = {member.actor: member.name for member in staff.members(office)}
    return [
        Line(
            entry.id, datetime.fromisoformat(entry.at), names.get(entry.actor, _other(entry.actor)),
            ACTIONS.get(entry.action, entry.action), entry.number, *_details(entry.details),
        )
        for entry in entries
    ]  # fmt: skip


def _other(actor: str) -> str:
    kind, _, name = actor.partition(":")
    return f"渠道 {name}" if kind == "channel" else "系统" if kind == "system" else actor


def _details(kept: str) -> tuple[str, bool]:
    """What else an entry holds, and whether somebody saw personal data in clear."""
    told = json.loads(kept)
    clear = bool(told.pop("reveal", False))
    words = [
        f"{WORDS.get(name, name)} {_said(name, value)}"
        for name, value in told.items()
        if value is not None and value is not False and value not in ("", [])
    ]
    return "，".join(words), clear


def _said(name: str, value: object) -> str:
    match value:
        case True:
            return "是"
        case list():
            return "、".join(reason_words(str(one)) if name == "reasons" else str(one) for one in value)
        case int() if name == "page":
            return str(value + 1)
        case _:
            return field_words(str(value)) if name == "field" else _VALUES.get(str(value), str(value))
