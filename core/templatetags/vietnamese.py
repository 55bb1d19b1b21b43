"""Dates, money and numbers in templates, as ``core.formatting`` writes them; nothing shows as nothing."""

from django import template

from core import formatting

register = template.Library()


def _shown(writer):
    """Let an empty value print nothing: half-filled drafts are drawn too."""
    return lambda value: "" if value is None or value == "" else writer(value)


register.filter("money", _shown(formatting.money))
register.filter("dong", _shown(formatting.dong))
register.filter("words", _shown(formatting.amount_in_words))
register.filter("long_date", _shown(formatting.long_date))
register.filter("short_official", _shown(formatting.short_official))
register.filter("document_number", _shown(formatting.document_number))
register.filter("percent", _shown(formatting.percent))
register.filter("roman", _shown(formatting.roman))
register.filter("phone", _shown(formatting.phone))
register.filter("mask_citizen_id", _shown(formatting.mask_citizen_id))
