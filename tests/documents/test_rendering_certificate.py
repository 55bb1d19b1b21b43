"""The certificate: whatever the name, everything keeps inside the frame or the paper is refused."""

import re
import subprocess
import unicodedata

import pytest
import segno

from documents.facts import PaperError
from documents.rendering import render_pdf
from tests.documents.paper_probe import TEMPLATES, facts_of, find, words_of

HARD = [
    "Nguyễn Hoàng Phương Khánh Quỳnh",
    "NGUYỄN THỊ THÙY DUYÊN PHƯỢNG",
    "TÔN NỮ CÔNG HUYỀN HOÀNG THỊ PHƯƠNG THẢO NGUYÊN NGỌC DIỆP KIM KHÁNH",
    "Ngưỡng Thị Mỹ Ặ Ẫ Ỗ Ữ Ợ",
    "Y-BHUÔT Ŏ Niê Kđăm",
    "Ya",
]
UNIT = (
    "Phó Chủ tịch công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất, Thương mại và Dịch vụ "
    "Xuất nhập khẩu Tổng hợp Thăng Long, Khu công nghiệp Bắc Thăng Long, thành phố Hà Nội"
)


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("unit", ["Chủ tịch công đoàn cơ sở", UNIT])
def test_hard_names_keep_inside_the_frame(name, unit):
    pdf = render_pdf(TEMPLATES["certificate"], facts_of("certificate", holder_name=name, position_text=unit))

    [(size, words)] = words_of(pdf)
    assert size == (297.0, 210.0)
    assert all(w[1] >= 24 and w[3] <= 273 and w[2] >= 21 and w[4] <= 189.5 for w in words), words
    text = " ".join(word[0] for word in words)
    assert name in text
    assert unit in text
    assert find(words, "Kết", "quả:")[3] < find(words, "Hà", "Nội,", "ngày")[1] + 0.5
    assert find(words, "GIẤY", "CHỨNG", "NHẬN")[3] < find(words, "BAN", "THƯỜNG", "VỤ", "LIÊN")[1]


def test_a_letterhead_of_four_long_lines_stays_above_the_title():
    letterhead = {
        "parent_lines": ["LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ HỒ CHÍ MINH"],
        "issuer_lines": [
            "CÔNG ĐOÀN CÁC KHU CHẾ XUẤT VÀ CÔNG NGHIỆP",
            "THÀNH PHỐ HỒ CHÍ MINH - BÌNH DƯƠNG - VŨNG TÀU",
        ],
        "place_name": "Thành phố Hồ Chí Minh",
    }
    [(_size, words)] = words_of(
        render_pdf(TEMPLATES["certificate"], facts_of("certificate", letterhead=letterhead))
    )

    assert find(words, "VŨNG", "TÀU")[3] < find(words, "GIẤY", "CHỨNG", "NHẬN")[1] + 3
    assert all(word[1] >= 24 and word[3] <= 273 for word in words)


@pytest.mark.parametrize("name", ["Nguyễn " * 30, "X" * 80])
def test_what_cannot_fit_is_refused_not_squeezed(name):
    with pytest.raises(PaperError, match="quá dài"):
        render_pdf(TEMPLATES["certificate"], facts_of("certificate", holder_name=name))


def test_a_unit_that_cannot_fit_is_refused():
    with pytest.raises(PaperError, match="quá dài"):
        render_pdf(TEMPLATES["certificate"], facts_of("certificate", position_text=UNIT * 9))


def test_decomposed_text_is_printed_composed_and_invisible_characters_go():
    name = unicodedata.normalize("NFD", "Nguyễn Thị Mỹ Ặ") + "\u200b\ufeff"
    [(_size, words)] = words_of(
        render_pdf(TEMPLATES["certificate"], facts_of("certificate", holder_name=name))
    )

    assert "Nguyễn Thị Mỹ Ặ" in " ".join(word[0] for word in words)


@pytest.mark.parametrize("character", ["😀", "中", "ا", "\ue000"])
def test_a_letter_the_font_lacks_is_refused(character):
    with pytest.raises(PaperError, match="không in được"):
        render_pdf(TEMPLATES["certificate"], facts_of("certificate", holder_name=f"An {character}"))


def test_the_qr_code_on_paper_is_the_code_of_the_address(tmp_path):
    (tmp_path / "c.pdf").write_bytes(render_pdf(TEMPLATES["certificate"], facts_of("certificate")))
    picture = subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", tmp_path / "c.pdf"], capture_output=True, check=True
    ).stdout
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    width, pixels = int(header[1]), picture[header.end() :]

    matrix = [list(row) for row in segno.make(facts_of("certificate")["verify_url"], error="m").matrix]
    modules = len(matrix) + 8  # a quiet zone of four on each side
    step = 28 / modules
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            column = round((29 + (x + 4.5) * step) / 25.4 * 300)
            line = round((159 + (y + 4.5) * step) / 25.4 * 300)
            assert (pixels[line * width + column] < 128) == bool(dark), (x, y)


def test_markup_in_the_facts_is_printed_not_obeyed():
    name = "An <img src=x> & <b>Bình</b>"
    [(_size, words)] = words_of(
        render_pdf(TEMPLATES["certificate"], facts_of("certificate", holder_name=name))
    )

    assert "An &lt;img src=x&gt; &amp; &lt;b&gt;Bình&lt;/b&gt;" in " ".join(word[0] for word in words)


def test_a_certificate_of_bare_values_gets_its_labels():
    facts = facts_of(
        "certificate",
        issuer_line="BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH QUẢNG TRỊ CHỨNG NHẬN",
        birth_text="1987",
        position_text="",
        programme_title="Kỹ năng: đối thoại",
        period_text="từ ngày 06/6/2022 đến ngày 08/6/2022",
        venue_text="Hội trường A",
        result_text="",
    )

    [(_size, words)] = words_of(render_pdf(TEMPLATES["certificate"], facts))

    text = " ".join(word[0] for word in words)
    for line in (
        "QUẢNG TRỊ chứng nhận đồng chí",
        "Sinh năm: 1987",
        "Đã hoàn thành chương trình: Kỹ năng: đối thoại",
        "Thời gian: từ ngày 06/6/2022 đến ngày 08/6/2022, tại Hội trường A",
    ):
        assert line in text
    assert "Chức vụ" not in text
    assert "Kết quả" not in text
