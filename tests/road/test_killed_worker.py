"""A worker killed in the middle of a batch: afterwards every certificate exists once, numbers without a gap."""

import pytest

from tests.road.stack import Stack, wait_for

PEOPLE = 60
ISSUE = f"""
import datetime as dt
from certificates import services
from documents.enums import DocumentKind
from documents.models import SigningAuthority
from tests.factories import enrol, make_course
from tests.road.ground import lay
ground = lay()
course = make_course(ground.organisations["HN-P-CG"], status="completed")
enrol(course, count={PEOPLE}, result="completed")
organiser, leader, clerk = (ground.users[name] for name in ("chuyenvien", "lanhdao", "vanthu"))
day = dt.date(2026, 11, 2)
batch = services.create_batch(course, actor=organiser)
[authority] = SigningAuthority.objects.for_kind(ground.federation, DocumentKind.CERTIFICATE, day)
services.submit_batch(batch, authority=authority, actor=organiser)
services.approve_batch(batch, on=day, actor=leader)
services.issue_batch(batch, issued_on=day, actor=clerk)
"""
DRAWN = """
from certificates.models import Certificate
print(Certificate.objects.exclude(document__file="").count())
"""
STATE = """
from certificates.models import Certificate
from core.models import Job
numbers = sorted(Certificate.objects.values_list("register_number", "document__number"))
holders = Certificate.objects.values("enrolment").distinct().count()
job = Job.objects.get(path="certificates.tasks.draw_batch")
print(numbers == [(n, n) for n in range(1, %d + 1)], holders, job.state, job.done, job.attempts > 1)
"""


@pytest.mark.worker
def test_a_killed_worker_loses_nothing_and_doubles_nothing(tmp_path):
    stack = Stack(tmp_path).start(web=False, worker=False)
    try:
        stack.run(ISSUE)
        worker = stack.start_worker()
        drawn = wait_for(lambda: int(stack.run(DRAWN)) >= 3, "the first certificates", worker)
        stack.kill(worker)
        before = int(stack.run(DRAWN))
        assert drawn
        assert before < PEOPLE, "the worker was too fast to be killed in the middle"

        again = stack.start_worker()

        def swept():
            stack.manage("sweep_jobs")
            return int(stack.run(DRAWN)) == PEOPLE

        wait_for(swept, "all certificates", again, patience=120)
        wait_for(lambda: "done" in stack.run(STATE % PEOPLE), "the job to end", again)
        assert stack.run(STATE % PEOPLE) == f"True {PEOPLE} done {PEOPLE} True"
        stack.manage("check_registers")
        stack.manage("verify_files")
    finally:
        stack.stop()
