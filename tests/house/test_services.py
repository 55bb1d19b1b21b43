"""Services are the only writers, each knows its actor, and what they promise and log exists."""

import ast

import pytest
from celery import current_app
from django.utils import translation
from django.utils.module_loading import import_string

from core import audit
from tests.house.plan import FLOORS, dotted, literal, modules

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "select_for_update",
    "update",
    "delete",
    "set",
    "raw",
    "add_root",
    "add_child",
}
WRITERS = {"services", "migrations"}
NOT_ROWS = {"context", "data", "fields", "extra", "attrs", "kwargs", "facts", "digest"}  # dicts and hashes

# Public functions of the services rooms that are not services, and why.
HELPERS = {
    "courses.services.planning.missing_parts": "reads: what a plan still lacks",
    "courses.services.scheduling.teaching_days": "reckons days, writes nothing",
    "documents.services.symbol_of": "works out a text, writes nothing",
    "documents.services.take_numbers": "runs inside the transaction of the service that issues the papers",
    "finance.services.ground.hold_course": "locks a row for the service that calls it",
    "finance.services.ground.hold_editable": "locks a row for the service that calls it",
    "finance.services.ground.hold_for_advance": "locks a row for the service that calls it",
    "finance.services.ground.hold_settlement": "locks a row for the service that calls it",
    "finance.services.ground.refuse_the_maker": "refuses, writes nothing",
    "finance.services.ground.refuse_when_settled": "refuses, writes nothing",
    "trainees.services.attendance.refusal_to_mark": "says why not, writes nothing",
    "trainees.services.attendance.unmarked": "reads: who is not marked yet",
    "trainees.services.people.build_trainee": "fills a row in memory; its caller saves and logs it",
    "trainees.services.people.index_trainee": "fills a row in memory; its caller saves and logs it",
    "trainees.services.roster.refuse_ended": "refuses, writes nothing",
    "trainees.services.roster.stage_rows": "works out the preview, writes nothing",
}


def writes(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        receiver = node.func.value
        if node.func.attr in WRITES and not (isinstance(receiver, ast.Name) and receiver.id in NOT_ROWS):
            yield node.lineno, node.func.attr


def test_only_services_write():
    offenders = [
        f"{path}:{line} .{verb}()"
        for _floor, room, path, tree in modules()
        if room not in WRITERS and path.parts[:3] != ("monitoring", "management", "demo")
        for line, verb in writes(tree)
    ]

    assert offenders == []


def test_the_inspector_sees_a_write():
    assert list(writes(ast.parse("course.save()"))) == [(1, "save")]
    assert list(writes(ast.parse("Course.objects.filter(pk=1).update(title='x')"))) == [(1, "update")]
    assert list(writes(ast.parse("context.update(a=1)"))) == []


def status_writes(tree):
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and any(
            isinstance(target, ast.Attribute) and target.attr == "status" for target in targets
        ):
            yield node.lineno
        if not isinstance(node, ast.Call):
            continue
        updates = isinstance(node.func, ast.Attribute) and node.func.attr == "update"
        if updates and any(word.arg == "status" for word in node.keywords):
            yield node.lineno
        if getattr(node.func, "id", "") == "setattr" and literal(node.args[1]) == ["status"]:
            yield node.lineno


def test_a_status_changes_only_through_a_workflow():
    offenders = [
        f"{path}:{line}"
        for _floor, room, path, tree in modules()
        if room != "migrations" and "demo" not in path.parts
        for line in status_writes(tree)
    ]
    # an attendance mark has no life of its own: it repeats the newest event
    allowed = {"trainees/services/attendance.py"}

    assert [offence for offence in offenders if offence.split(":")[0] not in allowed] == []


def services():
    for _floor, _room, path, tree in modules("services"):
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{dotted(path)}.{node.name}", node


def test_every_public_service_is_atomic_and_knows_its_actor():
    offenders = []
    for name, node in services():
        if name in HELPERS:
            continue
        atomic = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        keyword_only = {argument.arg for argument in node.args.kwonlyargs}
        if not atomic or "actor" not in keyword_only or len(node.args.args) > 1 or node.args.vararg:
            offenders.append(f"{name}: {ast.unparse(node.args)}{'' if atomic else ' (not atomic)'}")

    assert offenders == []


def test_a_helper_that_is_not_the_number_taker_writes_nothing():
    saving = WRITES - {"select_for_update"}
    offenders = [
        f"{name}:{line} .{verb}()"
        for name, node in services()
        if name in HELPERS and name != "documents.services.take_numbers"
        for line, verb in writes(node)
        if verb in saving
    ]

    assert offenders == []


def test_the_list_of_helpers_is_true():
    assert HELPERS.keys() - {name for name, _node in services()} == set()


def promises():
    for _floor, _room, path, tree in modules("services"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue":
                yield path, node


def test_every_promise_names_a_registered_task():
    promised = {(path, *(literal(node.args[0]) or ["?"])) for path, node in promises()}
    current_app.loader.import_default_modules()
    current_app.autodiscover_tasks(force=True)

    assert promised
    for path, name in promised:
        assert name in current_app.tasks, f"{path}: {name}"
        assert name.split(".")[1] == "tasks", f"{path}: {name}"
        assert callable(import_string(name)), f"{path}: {name}"


def keyword(call, name):
    return next((word.value for word in call.keywords if word.arg == name), None)


def verbs():
    """``(place, verbs)`` of every log line a service writes; None when a verb is not written out."""
    for _floor, _room, path, tree in modules("services", floors=["core", *FLOORS]):
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        given = [literal(keyword(call, "verb")) for call in calls if keyword(call, "verb") is not None]
        handed_on = [verb for found in given if found for verb in found]  # to a helper of the same module
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            arguments = {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
            names = {
                target.id: literal(node.value)
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for node in ast.walk(function):
                if not isinstance(node, ast.Call) or ast.unparse(node.func) not in {"audit.record", "record"}:
                    continue
                value = keyword(node, "verb")
                if isinstance(value, ast.Name) and value.id in arguments:
                    known = handed_on or None
                else:
                    known = names.get(value.id) if isinstance(value, ast.Name) else literal(value)
                yield f"{path}:{node.lineno}", known


@pytest.mark.parametrize(("place", "known"), list(verbs()), ids=lambda value: str(value)[:70])
def test_every_verb_in_the_log_has_a_vietnamese_name(place, known):
    if known is None:
        pytest.fail(f"{place}: write the verb out, so that it can be found")
    for verb in known:
        assert verb.split(".")[0] == place.split("/")[0], f"{place}: {verb} belongs to another floor"
        assert str(audit.label(verb)) != verb, f"{place}: enums.VERBS does not know {verb}"
        with translation.override("vi"):
            vietnamese = str(audit.label(verb))
        with translation.override("en"):
            assert vietnamese != str(audit.label(verb)), f"{place}: {verb} has no Vietnamese"
