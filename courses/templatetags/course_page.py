"""What every page of a class draws, whichever floor opens it: the road and the tabs."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Role
from courses.selectors.running import road

register = template.Library()


@register.simple_tag
def course_road(course):
    return road(course)


@register.simple_tag(takes_context=True)
def course_tabs(context, course):
    """``(name, label, address)`` of the tabs this reader may open; names are those of the ``tab`` context."""
    doors = [
        ("overview", pgettext("tab", "Overview"), "courses:course-detail"),
        ("roster", pgettext("tab", "Trainees"), "trainees:course-roster"),
        ("schedule", _("Timetable and attendance"), "courses:course-schedule"),
        ("results", pgettext("tab", "Results"), "trainees:course-results"),
        ("certificates", pgettext("tab", "Certificates"), "certificates:course-certificates"),
        ("finance", pgettext("tab", "Money"), "finance:course-finance"),
    ]
    if context["request"].user.roles <= {Role.LECTURER}:
        doors = [door for door in doors if door[0] != "finance"]
    return [(name, label, reverse(door, args=[course.pk])) for name, label, door in doors if _opens(door)]


def _opens(door):
    """Whether the floor above has built this door."""
    try:
        reverse(door, args=[1])
    except NoReverseMatch:
        return False
    return True
