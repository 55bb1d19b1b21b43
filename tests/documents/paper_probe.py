"""Reads drawn papers back: where every word stands, in millimetres."""

import json
import re
import subprocess
from pathlib import Path

FACTS = Path(__file__).parent / "facts"
MM = 25.4 / 72
TEMPLATES = {
    "plan": "courses/pdf/plan_2022.html",
    "notice": "courses/pdf/notice_2022.html",
    "letter": "documents/pdf/official_letter_2022.html",
    "decision": "certificates/pdf/decision_2022.html",
    "certificate": "certificates/pdf/certificate_2022.html",
    "settlement": "finance/pdf/settlement_2022.html",
    "advance": "finance/pdf/advance_request_2022.html",
}
OFFICIAL = ["plan", "notice", "letter", "decision"]


def facts_of(name, **changes):
    return json.loads((FACTS / f"{name}.json").read_text(encoding="utf-8")) | changes


def words_of(pdf):
    """Return per page its size and its words as (text, left, top, right, bottom), in mm."""
    text = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    pages = []
    for page in text.split("<page ")[1:]:
        size = tuple(
            round(float(value) * MM, 1) for value in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2]
        )
        found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        words = [(word, *(float(value) * MM for value in box)) for *box, word in found]
        pages.append((size, words))
    return pages


def find(words, *sequence):
    """Return the box around the first run of these words."""
    for start in range(len(words)):
        run = words[start : start + len(sequence)]
        if [word[0] for word in run] == list(sequence):
            return (
                min(w[1] for w in run),
                min(w[2] for w in run),
                max(w[3] for w in run),
                max(w[4] for w in run),
            )
    raise AssertionError(f"{' '.join(sequence)} is not on this page")


def middle(box):
    return (box[0] + box[2]) / 2


def page_number(size, words):
    """Return the text in the top margin, which must stand in the middle of the text block."""
    top = [word for word in words if word[4] < 20]
    if not top:
        return None
    assert len(top) == 1
    left = 20 if size[0] > size[1] else 30
    assert abs(middle(top[0][1:]) - (left + size[0] - 15) / 2) < 0.5
    return top[0][0]
