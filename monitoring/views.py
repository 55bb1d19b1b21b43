from django.shortcuts import render
from django.utils import timezone

from accounts.enums import Role
from courses.enums import CourseStatus
from courses.models import Course
from monitoring.selectors import inbox as desk
from monitoring.selectors import overview as year
from monitoring.selectors import search as finder


def inbox(request):
    """Việc cần làm: the first page after log-in."""
    today = timezone.localdate()
    items = desk.inbox(request.user, today)
    mine = [entry for entry in items if entry.mine]
    coming = []
    if request.user.roles - {Role.LECTURER}:
        coming = (
            Course.objects.visible_to(request.user)
            .filter(ends_on__gte=today)
            .exclude(status=CourseStatus.CANCELLED)
            .for_list()
            .order_by("starts_on", "pk")[:6]
        )
    context = {
        "groups": desk.grouped(items, today),
        "count": len(mine),
        "late": sum(1 for entry in mine if entry.due_on and entry.due_on < today),
        "today": today,
        "coming": coming,
    }
    return render(request, "monitoring/inbox.html", context)


def inbox_count(request):
    """The badge beside the menu, fetched after the page so that no page pays for it."""
    items = desk.inbox(request.user, timezone.localdate())
    return render(request, "monitoring/_inbox_count.html", {"count": sum(1 for entry in items if entry.mine)})


def overview(request):
    years = list(
        Course.objects.visible_to(request.user)
        .order_by("-plan__year")
        .values_list("plan__year", flat=True)
        .distinct()
    )
    asked = request.GET.get("year", "")
    chosen = (
        int(asked)
        if asked.isdecimal() and len(asked) == 4
        else (years[0] if years else timezone.localdate().year)
    )
    total, rows = year.year_of(request.user, chosen)
    context = {"years": years, "year": chosen, "total": total, "rows": rows}
    return render(request, "monitoring/overview.html", context)


def search(request):
    query = request.GET.get("q", "")
    found = finder.search(request.user, query)
    context = {"query": query.strip(), "found": found, "hits": sum(len(rows) for rows in found.values())}
    return render(request, "monitoring/search.html", context)
