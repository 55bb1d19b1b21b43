"""What our pages draw again and again: pills, history, steps."""

from django import template
from django.urls import reverse

from core import audit

register = template.Library()


@register.simple_tag
def history(target):
    """The log lines about one row, newest first."""
    return list(audit.history(target)[:50])


@register.filter
def verb_label(entry):
    return audit.label(entry.verb)


@register.simple_tag
def step_url(door, instance):
    """The address of a step's door for one row."""
    return reverse(door, args=[instance.pk])


@register.filter
def beside(row, columns):
    """The cells of an annex row with the columns they stand under."""
    return zip(columns, row, strict=False)


@register.filter
def pill(instance):
    """The CSS tone of a row's status pill; each model says its own in ``status_tone``."""
    return f"st-{instance.status_tone}"


@register.simple_tag(takes_context=True)
def query_with(context, **changes):
    """The present query string with some values changed: pager and filter links keep the rest."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = value
    return "?" + query.urlencode()
