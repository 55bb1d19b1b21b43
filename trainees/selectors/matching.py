"""Who of a roster is in the directory already: by citizen number, else by folded name, birth date and union."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q

from core.names import fold, name_sort_key
from trainees.models import Trainee

BATCH = 500  # rows a query: SQLite counts the values in it


def match_people(federation_id, people):
    """Return the trainee id, or None, for each staged person, in the same order.

    Two people of one name without a birth date stay two: a trainee of the directory answers for one row only.
    """
    matched = [None] * len(people)
    taken = set()
    pools = _Pools(federation_id, people)
    for keys in (pools.numbers, pools.persons):
        for place, person in enumerate(people):
            if matched[place] is None:
                matched[place] = next(
                    (pk for pk in keys(person) if pk not in taken and pools.agrees(pk, person)), None
                )
                taken.add(matched[place])
    return matched


class _Pools:
    """The people of the federation who may be meant, by number and by name."""

    def __init__(self, federation_id, people):
        self._by_number = defaultdict(list)
        self._by_person = defaultdict(list)
        self._hashes = {}
        for start in range(0, len(people), BATCH):
            for row in _candidates(federation_id, people[start : start + BATCH]):
                self._add(*row)

    def _add(self, pk, number, name, birth_date, birth_year, workplace):
        if pk not in self._hashes:
            self._hashes[pk] = number
            self._by_person[_person_key(name, birth_date, birth_year, workplace)].append(pk)
            if number:
                self._by_number[number].append(pk)

    def numbers(self, person):
        return self._by_number.get(person["citizen_id_hash"], ()) if person["citizen_id_hash"] else ()

    def persons(self, person):
        key = _person_key(
            person["full_name"],
            person["birth_date"] and dt.date.fromisoformat(person["birth_date"]),
            person["birth_year"],
            person["workplace"],
        )
        return self._by_person.get(key, ())

    def agrees(self, pk, person):
        """Two different citizen numbers are two people, whatever their names."""
        known = self._hashes[pk]
        return not known or not person["citizen_id_hash"] or known == person["citizen_id_hash"]


def _candidates(federation_id, people):
    hashes = {person["citizen_id_hash"] for person in people} - {""}
    dates = {person["birth_date"] for person in people} - {None}
    names = {name_sort_key(person["full_name"]) for person in people if not person["birth_date"]}
    likely = Q(citizen_id_hash__in=hashes) | Q(birth_date__in=dates) | Q(sort_key__in=names)
    return (
        Trainee.objects.filter(likely, organisation__federation_id=federation_id)
        .order_by("pk")
        .values_list("pk", "citizen_id_hash", "full_name", "birth_date", "birth_year", "workplace")
    )


def _person_key(name, birth_date, birth_year, workplace):
    return fold(name), birth_date or birth_year, fold(workplace)
