from functools import reduce
from operator import or_

from django.db.models import Q
from treebeard.mp_tree import MP_NodeQuerySet

PATH_LENGTH = 255


def within(paths, field=""):
    """Rows whose organisation lies at or under one of the tree paths.

    ``field`` is the lookup that leads to the organisation ("organisation", "course__organisation"; empty for
    the organisation itself). Ranges, because every database can walk an index by range; ``Z`` is the highest
    character that a path can hold, in every collation.
    """
    name = f"{field}__path" if field else "path"
    ranges = (Q(**{f"{name}__gte": path, f"{name}__lte": path.ljust(PATH_LENGTH, "Z")}) for path in paths)
    return reduce(or_, ranges, Q(pk__in=[]))


class OrganisationQuerySet(MP_NodeQuerySet):
    def visible_to(self, user):
        """A reader sees what lies in the scope of a membership, and the federation above it."""
        return self.filter(within(user.scope_paths()) | Q(pk__in=user.federation_ids)).order_by("path")

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)

    def under(self, organisation):
        return self.filter(within([organisation.path]))

    def for_list(self):
        return self.select_related("federation").order_by("path")
