"""What the database itself forbids, on PostgreSQL and on SQLite.

A model lists its prohibitions in ``triggers``; they are laid down again after every ``migrate``, because
SQLite rebuilds a table to alter it and silently loses the triggers that were on it.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connections


@dataclass(frozen=True, slots=True)
class Forbid:
    """Forbid one kind of change to the rows of a table.

    ``event`` is ``"update"`` or ``"delete"``; ``fields`` narrows an update to some columns; ``when`` is an
    SQL condition on the row as it was (``OLD.…``) and is to be (``NEW.…``), valid on both databases.
    """

    name: str
    event: str
    message: str
    fields: tuple[str, ...] = ()
    when: str = ""

    def statements(self, vendor, table, columns):
        trigger = f"{table}_{self.name}"
        event = self.event.upper() + (" OF " + ", ".join(columns) if columns else "")
        when = f"WHEN ({self.when})" if self.when else ""
        if vendor == "sqlite":
            return [
                f"DROP TRIGGER IF EXISTS {trigger}",
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} FOR EACH ROW {when} "
                f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END",
            ]
        return [
            f"DROP TRIGGER IF EXISTS {trigger} ON {table}",
            f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {trigger}()",
        ]


def install(sender, using="default", **kwargs):
    """Receive ``post_migrate``: lay down the prohibitions of one app's models."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in apps.get_app_config(sender.label).get_models():
            table = model._meta.db_table
            for prohibition in getattr(model, "triggers", ()):
                if table in existing:
                    columns = [model._meta.get_field(name).column for name in prohibition.fields]
                    for statement in prohibition.statements(connection.vendor, table, columns):
                        cursor.execute(statement)
