"""Invented people for the demo: names drawn from common Vietnamese syllables by a fixed seed."""

import datetime as dt
from dataclasses import dataclass
from random import Random

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Trịnh",
    "Mai",
    "Tạ",
    "Lưu",
    "Phùng",
    "Kiều",
]
WOMEN_MIDDLE = [
    "Thị",
    "Thị Hồng",
    "Thị Thu",
    "Thị Phương",
    "Ngọc",
    "Thị Kim",
    "Thùy",
    "Thị Bích",
    "Quỳnh",
    "Thị Mỹ",
]
WOMEN = [
    "Nhung",
    "Hương",
    "Lan",
    "Hằng",
    "Thủy",
    "Nguyệt",
    "Yến",
    "Huyền",
    "Trang",
    "Ngân",
    "Ánh",
    "Tuyết",
    "Vân",
    "Hạnh",
    "Liễu",
    "Duyên",
    "Thảo",
    "Loan",
    "Uyên",
    "Oanh",
]
MEN_MIDDLE = [
    "Văn",
    "Đức",
    "Hữu",
    "Quốc",
    "Minh",
    "Xuân",
    "Công",
    "Đình",
    "Thế",
    "Bảo",
    "Tuấn",
    "Ngọc",
    "Mạnh",
]
MEN = [
    "Hùng",
    "Dũng",
    "Cường",
    "Tuấn",
    "Sơn",
    "Hải",
    "Long",
    "Khánh",
    "Thắng",
    "Quyền",
    "Đạt",
    "Vượng",
    "Phước",
    "Nghĩa",
    "Trường",
    "Kiệt",
    "Giáp",
    "Bằng",
    "Ước",
    "Định",
]
TRADES = [
    "May mặc", "Cơ khí", "Điện tử", "Thực phẩm", "Xây dựng", "Vận tải", "Dược phẩm", "Bao bì", "Nội thất", "In ấn",
    "Du lịch", "Giáo dục", "Nhựa", "Thiết bị y tế", "Viễn thông", "Bán lẻ",
]  # fmt: skip
BRANDS = [
    "Bình Minh",
    "Sao Mai",
    "Hòa Phú",
    "Thăng Tiến",
    "Đông Á",
    "Phúc An",
    "Minh Khai",
    "Ánh Dương",
    "Tân Việt",
    "Gia Lộc",
]
FORMS = ["Công ty TNHH", "Công ty CP", "Công ty TNHH MTV"]
POSITIONS = ["Chủ tịch CĐCS", "Chủ tịch CĐCS", "Phó Chủ tịch CĐCS", "Ủy viên BCH CĐCS"]


@dataclass(frozen=True, slots=True)
class Person:
    full_name: str
    gender: str
    birth_date: dt.date
    position: str
    workplace: str
    phone: str


class People:
    """An endless line of invented people, the same at every run."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.count = 0

    def one(self):
        pick, self.count = self.random.choice, self.count + 1
        woman = self.random.random() < 0.5
        middle, given = (pick(WOMEN_MIDDLE), pick(WOMEN)) if woman else (pick(MEN_MIDDLE), pick(MEN))
        return Person(
            full_name=f"{pick(FAMILIES)} {middle} {given}",
            gender="female" if woman else "male",
            birth_date=dt.date(
                self.random.randint(1968, 1999), self.random.randint(1, 12), self.random.randint(1, 28)
            ),
            position=pick(POSITIONS),
            workplace=f"CĐCS {pick(FORMS)} {pick(TRADES)} {pick(BRANDS)}",
            phone=f"09{self.random.randint(10_000_000, 99_999_999)}",
        )

    def many(self, count):
        return [self.one() for _number in range(count)]
