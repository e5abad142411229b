"""Every way in which the service says no: a stable code, the HTTP status it comes with, and what to do, in Chinese.

The answer is a problem document (RFC 9457, ``application/problem+json``). It never quotes what was sent.
"""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Literal[
    "key.missing", "key.unknown", "key.no_right", "key.attempts", "channel.not_yours",
    "request.malformed", "request.not_multipart", "request.invalid",
    "upload.too_large", "upload.too_slow",
    "limit.rate", "limit.at_once", "service.busy", "service.not_ready", "service.failed",
    "repeat.differs", "repeat.running",
    "reading.died", "reading.raised", "reading.outgrown", "reading.timed_out",
    "cases.off", "cases.stalled", "case.unknown", "case.closed", "case.not_read", "upload.too_many",
    "route.unknown", "method.not_allowed",
]  # fmt: skip
"""Names are stable: add, never rename."""

PROBLEM_JSON: Final = "application/problem+json"

REFUSALS: Final[dict[Code, tuple[int, str, str]]] = {
    "key.missing": (401, "没有密钥", "请在请求头 Authorization 中以“Bearer 密钥”的形式提供渠道密钥。"),
    "key.unknown": (401, "密钥无效", "密钥不正确或已停用。请核对，或向经办机构索取新密钥。"),
    "key.no_right": (403, "密钥无此权限", "此密钥不能用于这个地址。请使用相应用途的密钥。"),
    "key.attempts": (429, "密钥错误次数过多", "使用此编号的错误密钥过多。请核对密钥，稍后再试。"),
    "channel.not_yours": (403, "渠道不符", "请求中的渠道与密钥所属的渠道不同。请核对 channel。"),
    "request.malformed": (400, "请求格式有误", "请求内容不是完整的 multipart/form-data。请检查上传程序后重试。"),
    "request.not_multipart": (415, "请求类型不支持", "请以 multipart/form-data 提交，并带上 boundary。"),
    "request.invalid": (422, "请求内容有误", "请按 errors 中的说明改正后重试。"),
    "upload.too_large": (413, "文件过大", "文件（或全部文件合计）超过大小上限。请压缩或重新拍照后上传。"),
    "upload.too_slow": (408, "上传超时", "文件未在规定时间内传完。请检查网络后重试。"),
    "limit.rate": (429, "请求过于频繁", "此渠道的请求过于频繁。请在 Retry-After 所示的秒数之后重试。"),
    "limit.at_once": (429, "同时请求过多", "此渠道同时进行的请求过多。请等已有请求结束后重试。"),
    "service.busy": (429, "服务繁忙", "正在处理的材料较多。请在 Retry-After 所示的秒数之后重试。"),
    "service.not_ready": (503, "服务未就绪", "读取程序正在启动。请稍后重试。"),
    "service.failed": (500, "服务出错", "未能得到结果。请稍后重试；若仍出错，请将 request_id 告知维护人员。"),
    "repeat.differs": (422, "重复标识已用于其他请求", "同一个 Idempotency-Key 只能用于同一个请求。请换一个。"),
    "repeat.running": (409, "相同的请求正在处理", "同一个 Idempotency-Key 的请求尚未结束。请稍后重试以取得结果。"),
    "reading.died": (500, "读取中断", "读取进程意外终止，未能得到结果。请重试一次；若仍出错，请换一种方式拍照或扫描。"),
    "reading.raised": (500, "读取出错", "读取时程序出错，未能得到结果。请将 request_id 告知维护人员。"),
    "reading.outgrown": (500, "读取超出内存上限", "读取占用内存过多，已停止。请减小图片尺寸或页数后重试。"),
    "reading.timed_out": (504, "读取超时", "读取超过规定时间，已停止。请减小图片尺寸或页数后重试。"),
    "cases.off": (503, "未开通案件受理", "此服务只作预检，不受理案件。请与经办机构联系。"),
    "cases.stalled": (503, "案件暂时无法受理", "案件库暂时无法使用。请稍后以同一个 Idempotency-Key 重试。"),
    "case.unknown": (404, "没有这个案件", "没有这个编号的案件，或它不属于此渠道。请核对编号。"),
    "case.closed": (409, "案件已结束", "案件已审核通过，或已由新的申请代替，不能再补充材料。"),
    "case.not_read": (409, "尚无结果", "案件的材料尚未读取。请稍后再查询，或等待通知。"),
    "upload.too_many": (413, "文件过多", "文件数超过上限。请合并或删减后重新提交。"),
    "route.unknown": (404, "没有这个地址", "请对照接口说明检查请求的地址。"),
    "method.not_allowed": (405, "请求方法不支持", "请对照接口说明检查请求的方法。"),
}  # fmt: skip
"""Of each code: HTTP status, title, and what to do."""


class FieldFault(BaseModel):
    """What is wrong with one part of the form; the value itself is not repeated."""

    field: str = Field(description="表单项的名称", examples=["region"])
    message: str = Field(description="哪里不对、怎样改正", examples=["没有这个地区"])


class ProblemDocument(BaseModel):
    """A refusal as it is sent (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="问题种类的标识，由 code 组成", examples=["urn:yancai:problem:limit.rate"])
    title: str = Field(description="问题种类的名称", examples=["请求过于频繁"])
    status: int = Field(description="HTTP 状态码", examples=[429])
    code: Code = Field(description="稳定的代码", examples=["limit.rate"])
    detail: str = Field(description="怎么办", examples=[REFUSALS["limit.rate"][2]])
    request_id: str = Field(description="本次请求的编号，与日志和 X-Request-Id 相同")
    errors: list[FieldFault] = Field(default=[], description="仅 request.invalid：逐项说明")


class Refused(Exception):  # noqa: N818 - an answer to the caller, not a fault of ours
    """A request is refused.

    ``wait``: seconds for Retry-After; ``errors`` name the form's parts that are wrong; ``cause`` tells a developer
    where, in the log only.
    """

    def __init__(
        self,
        code: Code,
        *,
        wait: float | None = None,
        errors: tuple[FieldFault, ...] = (),
        cause: str | None = None,
    ) -> None:
        super().__init__(code)
        self.code, self.wait, self.errors, self.cause = code, wait, errors, cause

    @property
    def status(self) -> int:
        """The HTTP status."""
        return REFUSALS[self.code][0]

    def document(self, request_id: str) -> ProblemDocument:
        """What is sent."""
        status, title, detail = REFUSALS[self.code]
        return ProblemDocument(
            type=f"urn:yancai:problem:{self.code}",
            title=title,
            status=status,
            code=self.code,
            detail=detail,
            request_id=request_id,
            errors=list(self.errors),
        )
