"""What the templates of papers need: dates and money out of plain JSON, and sizes that fit."""

import datetime as dt

from django import template
from django.utils.translation import gettext as _

from core import formatting
from documents.facts import MM_PER_POINT, PaperError, balanced, size_for_block, size_for_line

register = template.Library()

UNDATED = "ngày … tháng … năm …"
NAME_LEADING = 1.2
CERTIFICATE_WIDTH, CERTIFICATE_HEIGHT = 225, 75  # mm, the box of the words in certificate.css
LABELS = (
    "sinh ngày", "sinh năm", "năm sinh", "ngày sinh", "chức vụ", "chức danh", "đơn vị", "đã hoàn thành",
    "đã tham gia", "thời gian", "kết quả", "xếp loại",
)  # fmt: skip


def _date(value):
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise PaperError(f"not a date: {value!r}") from error


@register.filter
def long_date(value):
    """ "2022-05-30" → "ngày 30 tháng 5 năm 2022"; a draft has no date yet."""
    return formatting.long_date(_date(value)) if value else UNDATED


@register.filter
def dated_line(place, value):
    """ "Hà Nội" and "2022-05-30" → "Hà Nội, ngày 30 tháng 5 năm 2022"."""
    return f"{place}, {long_date(value)}"


@register.filter
def short_date(value):
    """ "2022-06-06" → "06/6/2022", as official texts write it."""
    return formatting.short_official(_date(value))


@register.filter
def money(value):
    """1500000 → "1.500.000"; a dash where there is no amount."""
    return "–" if value is None else formatting.money(value)


@register.filter
def in_words(value):
    return formatting.amount_in_words(value)


@register.filter
def roman(value):
    return formatting.roman(value)


@register.filter
def px(millimetres):
    """Millimetres as the whole CSS pixels an HTML width attribute takes."""
    return round(float(millimetres) * 96 / 25.4)


@register.filter
def optional(facts, key):
    """A fact the paper can do without, or an empty text."""
    return facts.get(key) or ""


@register.filter
def under(cells, columns):
    """Pair the cells of a row with their columns; a row of another length is a mistake."""
    if len(cells) != len(columns):
        raise PaperError(f"a row of {len(cells)} cells under {len(columns)} columns: {cells}")
    return list(zip(columns, cells, strict=True))


@register.filter
def issuer(letterhead):
    """The issuer's name in running text; the capitals of the letterhead if nobody wrote it down."""
    return letterhead.get("issuer_name") or " ".join(letterhead["issuer_lines"])


@register.filter
def deciding_body(snapshot):
    """Who decides: "BAN THƯỜNG VỤ LIÊN ĐOÀN …", or the issuer alone."""
    return snapshot.get("deciding_body") or " ".join(snapshot["letterhead"]["issuer_lines"])


@register.filter
def certifying_body(line):
    """The issuer's line in capitals; "chứng nhận" has a line of its own."""
    return line.upper().removesuffix("CHỨNG NHẬN").strip()


@register.filter
def at_venue(text, snapshot):
    """ "từ ngày … đến ngày …" → "…, tại Hội trường …" if the snapshot knows the venue."""
    venue = snapshot.get("venue_text")
    return f"{text}, tại {venue}" if venue and venue not in text else text


@register.filter
def end_mark(text):
    """The last words of an official text end with "./."."""
    text = text.rstrip()
    return text if text.endswith("./.") else f"{text.rstrip('.;, ')}./."


@register.filter
def without_stop(text):
    return text.rstrip(" .;,")


@register.filter
def prefixed(text, prefix):
    """Put ``prefix`` before the text unless it begins with it already."""
    return text if text.casefold().startswith(prefix.casefold()) else f"{prefix} {text}"


@register.filter
def line_size(text, wish):
    """The CSS class of the largest size that fits: ``{{ text|line_size:"Bold 67 13 12 11" }}``.

    Style, width in mm, sizes in points. A text too long even for the last size wraps at that size.
    """
    style, width, *sizes = wish.split()
    return f"s-{size_for_line(text, [int(size) for size in sizes], float(width), style) or sizes[-1]}"


@register.filter
def even_lines(text, wish):
    """Part a text into lines of about the same length: ``{{ text|even_lines:"Bold 145 14" }}``."""
    style, width, size = wish.split()
    return balanced(text, float(size.removeprefix("s-")), float(width), style) or [text]


@register.simple_tag
def certificate_sizes(name, *texts):
    """Sizes of the holder's name and of the other lines, so that all fit the box of the words.

    The name keeps to one line as long as it can, then takes two; refused when even that is not enough.
    """
    name_size, name_lines = size_for_line(name, range(30, 19, -1), CERTIFICATE_WIDTH, "Bold"), 1
    if name_size is None:
        name_size, name_lines = size_for_line(name, range(22, 15, -1), CERTIFICATE_WIDTH, "Bold", lines=2), 2
    if name_size is None:
        raise PaperError(_("The name “%(name)s” is too long for the certificate.") % {"name": name})
    name_height = name_lines * name_size * NAME_LEADING * MM_PER_POINT + 2.5
    size = size_for_block(
        texts, range(15, 9, -1), CERTIFICATE_WIDTH, CERTIFICATE_HEIGHT - name_height, leading=1.3, gap=0.7
    )
    if size is None:
        longest = max(texts, key=len)
        raise PaperError(_("“%(text)s” is too long for the certificate.") % {"text": longest})
    return {"name": f"s-{name_size}", "text": f"s-{size}"}


@register.simple_tag
def certificate_lines(fact, size_class):
    """A labelled value: beside its label if both fit one line, else under it in even lines."""
    size = float(size_class.removeprefix("s-"))
    if len(balanced(fact["line"], size, CERTIFICATE_WIDTH, "Bold")) == 1:
        return {"under_label": False, "lines": [fact["value"]]}
    return {"under_label": True, "lines": balanced(fact["value"], size, CERTIFICATE_WIDTH, "Bold")}


@register.filter
def value_lines(fact, size_class):
    """The value of a labelled fact in even lines, the label counting as part of the first."""
    lines = balanced(fact["line"], float(size_class.removeprefix("s-")), CERTIFICATE_WIDTH, "Bold")
    first = lines[0].removeprefix(fact["label"]).strip()
    return [first, *lines[1:]] if lines[0].startswith(fact["label"]) else [fact["value"]]


@register.simple_tag
def labelled(text, label):
    """Part a fact into its label and its value: "Kết quả: Khá" as it is, a bare "Khá" gets ``label``.

    A sentence that begins with the label ("Sinh ngày 19/5/1990") loses it again.
    """
    before, colon, after = text.partition(": ")
    if colon and before.casefold().startswith(LABELS):
        label, value = before, after
    else:
        value = text[len(label) :] if text.casefold().startswith(label.casefold()) else text
    value = value.strip()
    if label == "Sinh ngày" and value.isdecimal():
        label = "Sinh năm"
    return {"label": f"{label}:", "value": value, "line": f"{label}: {value}" if value else ""}


@register.filter
def shown_address(url):
    """A web address as people type it, without https:// before it."""
    return url.partition("://")[2]


@register.filter
def less(amount, other):
    """The difference of two amounts with its sign: "+150.000", "-20.000", "0"; a dash if one is missing."""
    if amount is None or other is None:
        return "–"
    difference = amount - other
    return f"{'+' if difference > 0 else ''}{formatting.money(difference)}"


@register.filter
def size_of(balance):
    return abs(balance)


@register.filter
def balance_label(balance):
    """What becomes of advanced minus accepted: above nought the unit pays back, below it is paid more."""
    if balance > 0:
        return "4. Đơn vị nộp lại (1 - 3)"
    return "4. Cấp bổ sung cho đơn vị (3 - 1)" if balance < 0 else "4. Chênh lệch (1 - 3)"
