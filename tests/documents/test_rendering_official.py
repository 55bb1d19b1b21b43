"""Administrative papers stand on the page as Decree 30/2020/NĐ-CP wants, to the millimetre."""

from itertools import pairwise

import pytest

from documents.facts import balanced, width_of
from documents.rendering import draw, fill, render_pdf
from documents.templatetags import paper as paper_tags
from tests.documents.paper_probe import OFFICIAL, TEMPLATES, facts_of, find, middle, page_number, words_of


@pytest.fixture(scope="module")
def drawn():
    """Every paper of the facts folder, drawn once."""
    return {name: draw(template, facts_of(name)) for name, template in TEMPLATES.items()}


@pytest.mark.parametrize("name", OFFICIAL)
def test_words_keep_inside_the_margins(drawn, name):
    for size, words in words_of(drawn[name].pdf):
        wide = size == (297.0, 210.0)
        assert wide or size == (210.0, 297.0)
        left, right, bottom = (20, 282, 190) if wide else (30, 195, 277)
        for word in words:
            if word[4] < 20:
                continue  # the page number
            assert left - 0.3 <= word[1], word
            assert word[3] <= right + 0.3, word
            assert word[2] >= 19, word
            assert word[4] <= bottom + 0.3, word


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_letterhead_stands_where_the_decree_puts_it(drawn, name):
    _size, words = words_of(drawn[name].pdf)[0]
    facts = facts_of(name)
    nation = find(words, *["CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM"])
    motto = find(words, *["Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc"])
    issuer = find(words, *facts["letterhead"]["issuer_lines"][1].split())
    number = find(words, "Số:", facts["reference"])
    date = find(words, *paper_tags.dated_line(facts["letterhead"]["place_name"], facts["issued_on"]).split())

    assert nation[2] - nation[0] == pytest.approx(95.7, abs=1)  # 13 points bold, one line; kerning takes some
    assert motto[2] - motto[0] == pytest.approx(60.5, abs=1)  # 14 points bold
    assert [middle(box) for box in (nation, motto, date)] == pytest.approx([146] * 3, abs=0.7)
    assert [middle(box) for box in (issuer, number)] == pytest.approx([63.5] * 2, abs=0.7)
    assert abs(number[3] - date[3]) < 1  # one row
    assert number[1] - issuer[3] > 2


def test_a_number_is_on_every_page_but_the_first_and_an_annex_counts_anew(drawn):
    assert [page_number(*page) for page in words_of(drawn["notice"].pdf)] == [
        None,
        "2",
        None,
        "2",
        "3",
        "4",
        "5",
    ]


def test_every_annex_counts_anew_upright_or_wide():
    facts = facts_of("plan")
    for annex in facts["annexes"]:
        annex["rows"] = annex["rows"] * 6
    facts["annexes"] = [facts["annexes"][i] for i in (0, 0, 1, 1)]

    pages = words_of(render_pdf(TEMPLATES["plan"], facts))

    numbers, starts = [page_number(*page) for page in pages], []
    for place, (_size, words) in enumerate(pages):
        if [word[0] for word in words[:2]] == ["PHỤ", "LỤC"]:
            starts.append((place, words[2][0]))
    assert [roman for _place, roman in starts] == ["I", "II", "III", "IV"]
    bounds = [0, *(place for place, _roman in starts), len(pages)]
    for begin, end in pairwise(bounds):
        assert end - begin > 1
        assert numbers[begin:end] == [None, *(str(n) for n in range(2, end - begin + 1))]


def test_a_single_annex_has_no_number_and_names_its_paper(drawn):
    _size, words = words_of(drawn["decision"].pdf)[1]
    text = " ".join(word[0] for word in words)

    assert text.startswith("PHỤ LỤC DANH SÁCH HỌC VIÊN")
    assert "(Kèm theo Quyết định số 112/QĐ-LĐLĐ ngày 15 tháng 6 năm 2022" in text
    assert "của Liên đoàn Lao động thành phố Hà Nội)" in text


@pytest.mark.parametrize("lines", range(24, 46, 2))
def test_the_signature_never_stands_on_a_page_without_text(lines):
    """Wherever the text ends, at least two of its lines are with the signature."""
    text = [f"Đoạn {n} của thông báo." for n in range(lines)]
    last = "Đoạn cuối cùng dài hơn để các đơn vị biết và tổ chức thực hiện. " * 5
    facts = facts_of(
        "notice", sections=[{"heading": "", "paragraphs": [*text[: lines // 2], last]}], annexes=[]
    )

    pages = words_of(render_pdf(TEMPLATES["notice"], facts))

    signed = [words for _size, words in pages if any(word[0] == "Dụ" for word in words)]
    assert len(signed) == 1
    body = [word for word in signed[0] if word[2] > 19 and word[4] < find(signed[0], "Nơi", "nhận:")[1]]
    assert len({round(word[4]) for word in body}) >= 2
    assert signed[0] is pages[-1][1]


def test_the_text_ends_with_the_end_mark_and_recipients_with_the_archive(drawn):
    _size, words = words_of(drawn["notice"].pdf)[1]
    text = " ".join(word[0] for word in words)

    assert "tổ chức thực hiện./." in text
    assert "- Thành viên BCĐ Đề án;" in text
    assert "- Lưu: VT, ToC." in text
    place = find(words, "Lê", "Thị", "Ví", "Dụ")
    assert middle(place) == pytest.approx(150, abs=0.7)
    assert place[1] - find(words, "TRƯỞNG", "BAN", "TỔ", "CHỨC")[3] >= 24  # room to sign and to seal


def test_a_draft_says_so_and_has_no_date():
    html = fill(TEMPLATES["notice"], facts_of("notice", issued_on=None, reference="…/TB-LĐLĐ"))

    assert "Dự thảo" in html
    assert "Hà Nội, ngày … tháng … năm …" in html
    assert "Dự thảo" not in fill(TEMPLATES["notice"], facts_of("notice"))


def test_measured_widths_are_those_of_the_printed_line(drawn):
    _size, words = words_of(drawn["notice"].pdf)[0]
    box = find(words, *["CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM"])
    measured = width_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "Bold")

    assert box[2] - box[0] <= measured <= (box[2] - box[0]) * 1.03


def test_balanced_lines_leave_no_word_alone():
    lines = balanced("Tổ chức tập huấn nghiệp vụ cho cán bộ công đoàn cơ sở năm 2019", 14, 130, "Bold")

    assert len(lines) == 2
    assert abs(width_of(lines[0], 14, "Bold") - width_of(lines[1], 14, "Bold")) < 30


@pytest.mark.parametrize(
    ("advanced", "accepted", "label"),
    [(5, 3, "Đơn vị nộp lại"), (3, 5, "Cấp bổ sung cho đơn vị"), (5, 5, "Chênh lệch")],
)
def test_the_settlement_says_who_owes_whom(advanced, accepted, label):
    facts = facts_of(
        "settlement", advanced_total=advanced, accepted_total=accepted, balance=advanced - accepted
    )

    assert f"4. {label}" in fill(TEMPLATES["settlement"], facts)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Kết quả: Khá", "Kết quả: Khá"),
        ("Khá", "Kết quả: Khá"),
        ("Kết quả Khá", "Kết quả: Khá"),
        ("Kỹ năng: đối thoại", "Kết quả: Kỹ năng: đối thoại"),
        ("", ""),
    ],
)
def test_a_labelled_fact_has_its_label_once(text, line):
    assert paper_tags.labelled(text, "Kết quả")["line"] == line
