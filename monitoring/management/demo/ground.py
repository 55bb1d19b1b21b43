"""Lay the ground of the demo: organisations, people who log in, signing authorities, programmes."""

from dataclasses import dataclass, field

from accounts.enums import Role
from accounts.models import User
from accounts.services import create_user, grant_role
from courses.services import create_lecturer, create_programme, create_topic
from documents.enums import REGISTERED, DocumentKind, SigningForm
from documents.services import create_authority
from monitoring.management.demo import federations as facts
from monitoring.management.demo.people import People
from organisations.enums import OrganisationKind as K
from organisations.models import Organisation
from organisations.services import create_organisation, set_letterhead

PASSWORD = "demo-2026"


@dataclass
class Ground:
    """What a story stands on: organisations by code, users by log-in name, lecturers, a programme."""

    federation: Organisation
    organisations: dict[str, Organisation]
    users: dict[str, User] = field(default_factory=dict)
    unit_staff: dict[str, tuple[User, User]] = field(default_factory=dict)
    lecturers: list = field(default_factory=list)
    programme: object = None

    def user(self, name):
        return self.users[name]


def lay_confederation():
    code, name, short_name = facts.CONFEDERATION
    found = Organisation.objects.filter(code=code).first()
    return found or create_organisation(
        None,
        code=code,
        kind=K.CONFEDERATION,
        name=name,
        short_name=short_name,
        valid_from=facts.FOUNDED,
        actor=None,
    )


def lay_federation(root, plan, staff, *, seed, prefix=""):
    """Build one federation with its people. ``prefix`` goes before the log-in names of its units."""
    federation = create_organisation(
        root, code=plan["code"], kind=K.FEDERATION, name=plan["name"], short_name=plan["short_name"],
        valid_from=facts.FOUNDED, actor=None,
    )  # fmt: skip
    set_letterhead(
        federation,
        parent_lines=["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM"],
        issuer_lines=plan["issuer_lines"],
        symbol="LĐLĐ",
        place_name=plan["place_name"],
        valid_from=facts.FOUNDED,
        actor=None,
    )
    ground = Ground(federation, {plan["code"]: federation})
    for rows, since in ((plan["departments"] + plan["units"], facts.FOUNDED), (plan["wards"], facts.REFORM)):
        for code, kind, name, short_name in rows:
            ground.organisations[code] = create_organisation(
                federation,
                code=code,
                kind=kind,
                name=name,
                short_name=short_name,
                valid_from=since,
                actor=None,
            )
    for username, full_name, position, codes, role in staff:
        ground.users[username] = _account(ground, username, full_name, position, codes, role)
    _staff_units(ground, [row[0] for row in plan["units"] + plan["wards"]], People(seed), prefix)
    return ground


def _account(ground, username, full_name, position, codes, role):
    user = create_user(username, full_name=full_name, position=position, password=PASSWORD, actor=None)
    for code in codes:
        grant_role(
            user, organisation=ground.organisations[code], role=role, valid_from=facts.FOUNDED, actor=None
        )
    return user


def _staff_units(ground, codes, people, prefix):
    """Two people for each unit: a coordinator and the chair; the demo accounts keep theirs."""
    demo = {"HN-CG": ("donvi", "chutichdonvi"), "HN-P-CG": ("donvi", "chutichdonvi")}
    for code in codes:
        if code in demo:
            ground.unit_staff[code] = tuple(ground.users[name] for name in demo[code])
            continue
        short = prefix + code.split("-", 1)[1].lower()
        ground.unit_staff[code] = (
            _account(
                ground, f"cb.{short}", people.one().full_name, "Cán bộ tổ chức", [code], Role.UNIT_COORDINATOR
            ),
            _account(ground, f"ct.{short}", people.one().full_name, "Chủ tịch", [code], Role.UNIT_CHAIR),
        )


def give_authorities(ground, *, leader, head, leader_lines, head_lines):
    """The leader signs everything for the standing committee; the head signs notices by its order."""
    create_authority(
        ground.federation,
        user=leader,
        form=SigningForm.ON_BEHALF,
        authority_lines=leader_lines,
        kinds=[*sorted(REGISTERED), DocumentKind.CERTIFICATE],
        valid_from=facts.FOUNDED,
        actor=None,
        legal_basis="Quy chế làm việc của Ban Thường vụ (dữ liệu mẫu)",
    )
    create_authority(
        ground.federation,
        user=head,
        form=SigningForm.BY_ORDER,
        authority_lines=head_lines,
        kinds=[DocumentKind.NOTICE, DocumentKind.OFFICIAL_LETTER],
        position=2,
        valid_from=facts.FOUNDED,
        actor=None,
        legal_basis="Quy chế làm việc của Ban Thường vụ (dữ liệu mẫu)",
    )


def teach(ground, *, school, title, audience, topics, lecturer_account):
    """The catalogue of topics, one programme and the lecturers of the school."""
    catalogue = [create_topic(ground.federation, title=name, actor=None) for name in facts.TOPICS]
    ground.programme = create_programme(
        ground.federation,
        title=title,
        audience=audience,
        topics=[(catalogue[number], number in {0, 2, 3}) for number in topics],
        actor=None,
    )
    for name in (
        facts.LECTURERS if lecturer_account == "giangvien" else [ground.users[lecturer_account].full_name]
    ):
        account = ground.users[lecturer_account] if name == ground.users[lecturer_account].full_name else None
        ground.lecturers.append(
            create_lecturer(
                ground.organisations[school],
                full_name=name,
                position="Giảng viên",
                user=account,
                topics=catalogue[:4],
                actor=None,
            )
        )
