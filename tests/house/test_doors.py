"""Who comes in: every door narrows to its reader, every step has its door and every door its step."""

import inspect
import re
from importlib import import_module

import pytest

from core.views import StepFormView, StepMixin, StepView
from tests.house.plan import FLOORS, OURS, doors

NARROWS = re.compile(r"visible_to\((self\.)?(request\.)?user\)")
READER = re.compile(r"visible_to\(user\)")
NAMES_READER = re.compile(r"user = (self\.)?request\.user|def \w+\([^)]*\buser\b")

# Doors that show no row of ours, or rows that are the reader's by another way, and which.
NO_ROWS = {
    "accounts:login": "nobody is known yet",
    "accounts:logout": "ends the reader's own session",
    "accounts:profile": "the reader himself: request.user",
    "accounts:profile-update": "the reader himself: request.user",
    "accounts:password-update": "the reader himself: request.user",
    "certificates:verify": "public: the token is the permission",
    "certificates:verify-code": "public: the token is the permission",
    "core:healthz": "public: says only whether the house stands",
    "monitoring:inbox-count": "asks the selectors of the inbox, which start from the reader",
    "monitoring:search": "asks the selector, which narrows each group",
    "trainees:roster-sample": "an empty sheet, the same for everybody",
}


def all_workflows():
    for floor in FLOORS:
        try:
            module = import_module(f"{floor}.workflow")
        except ModuleNotFoundError:
            continue
        yield from module.WORKFLOWS


def steps():
    return [
        pytest.param(workflow, transition, id=workflow.door(transition))
        for workflow in all_workflows()
        for transition in workflow.transitions.values()
    ]


def narrows(view):
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        sources = [inspect.getsource(inspect.unwrap(view))]
    else:
        sources = [
            inspect.getsource(cls) for cls in view_class.__mro__ if cls.__module__.split(".")[0] in OURS
        ]
        sources = [source for source in sources if not source.startswith("class ListPage")]
    return any(
        NARROWS.search(source) or (READER.search(source) and NAMES_READER.search(source))
        for source in sources
    )


OUR_DOORS = [
    pytest.param(name, view, id=name) for name, view in doors() if view.__module__.split(".")[0] in OURS
]


@pytest.mark.parametrize(("name", "view"), OUR_DOORS)
def test_a_door_narrows_to_its_reader(name, view):
    assert narrows(view) != (name in NO_ROWS), name


def test_the_list_of_doors_without_rows_is_true():
    assert NO_ROWS.keys() - {name for name, _view in doors()} == set()


def test_every_door_has_a_name_of_its_own():
    names = [name for name, _view in doors()]

    assert all(re.fullmatch(r"[a-z]+:[a-z]+(-[a-z]+)*", name) for name in names), names
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("workflow", "transition"), steps())
def test_every_step_has_a_door(workflow, transition):
    view_class = dict(doors())[workflow.door(transition)].view_class

    assert issubclass(view_class, StepMixin)
    assert view_class.workflow is workflow
    assert view_class.step == transition.name
    assert issubclass(view_class, StepFormView) == transition.asks
    assert issubclass(view_class, StepView) != transition.asks


def test_every_step_door_belongs_to_a_step():
    known = {
        workflow.door(transition)
        for workflow in all_workflows()
        for transition in workflow.transitions.values()
    }
    step_doors = {name for name, view in doors() if issubclass(getattr(view, "view_class", type), StepMixin)}

    assert step_doors == known


@pytest.mark.parametrize(("workflow", "transition"), steps())
def test_a_step_leads_from_known_statuses_to_a_known_status(workflow, transition):
    assert transition.source
    assert transition.target not in transition.source
    assert transition.tone in {"primary", "plain", "return"}


def test_a_step_is_pressed_by_post_only(as_user, chi):
    """No door of a step that needs no answer may act on GET."""
    from django.urls import reverse

    for workflow in all_workflows():
        for transition in workflow.transitions.values():
            if not transition.asks:
                response = as_user(chi).get(reverse(workflow.door(transition), args=[1]))
                assert response.status_code in {404, 405}, workflow.door(transition)
