"""Chinese words for the codes of a record, where the codes do not carry their own."""

from __future__ import annotations

from typing import Final

from models.codes import Flag, SealColor, SealShape

ROLE_LABELS: Final = {
    "signing": "签名医师",
    "opinion": "填写认定意见",
    "responsible": "责任医师",
    "requesting": "申请医师",
    "reporting": "报告医师",
    "reviewing": "审核医师",
    "ward_round": "查房记录提及",
}
SHAPE_LABELS: Final = {
    SealShape.CIRCLE: "圆形",
    SealShape.ELLIPSE: "椭圆形",
    SealShape.RECTANGLE: "方形",
    SealShape.TRIANGLE: "三角形",
}
COLOR_LABELS: Final = {SealColor.RED: "红色", SealColor.BLUE: "蓝色", SealColor.BLACK: "黑色（无彩色）"}
FLAG_LABELS: Final = {Flag.HIGH: "偏高", Flag.LOW: "偏低", Flag.ABNORMAL: "异常"}
SIGNED_LABELS: Final = {True: "有签名", False: "签名处空白", None: "未见签名处"}
STAGE_LABELS: Final = {
    "open": "打开文件",
    "upright": "转正",
    "flatten": "展平",
    "clarity": "清晰度",
    "seals": "印章",
    "ocr": "文字识别",
    "classify": "分类",
    "extract": "提取",
    "judge": "审核",
    "application": "申请信息",
    "run": "运行",
}
