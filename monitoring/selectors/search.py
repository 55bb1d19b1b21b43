"""The search box: classes, people, papers, certificates, each as far as the reader may see."""

from django.db.models import Q

from accounts.enums import Role
from certificates.models import Certificate
from courses.models import Course
from documents.models import Document
from trainees.models import Trainee

LIMIT = 8


def search(user, query):
    """Groups of hits ``{"courses": [...], …}``, at most LIMIT in each; empty for an empty query."""
    query = query.strip()
    if not query:
        return {}
    found = {
        "courses": Course.objects.visible_to(user)
        .filter(Q(title__icontains=query) | Q(code__icontains=query))
        .for_list()[:LIMIT],
        "documents": documents(user, query),
    }
    if user.roles - {Role.LECTURER}:
        found["trainees"] = Trainee.objects.visible_to(user).search(query).for_list()[:LIMIT]
        found["certificates"] = Certificate.objects.visible_to(user).search(query).for_list()[:LIMIT]
    return {name: list(rows) for name, rows in found.items()}


def documents(user, query):
    number, _slash, symbol = query.partition("/")
    condition = Q(title__icontains=query)
    if number.strip().isdecimal() and len(number.strip()) < 8:
        condition |= Q(number=int(number), symbol__istartswith=symbol.strip())
    return Document.objects.visible_to(user).registered().filter(condition).for_list()[:LIMIT]
