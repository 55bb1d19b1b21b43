"""The ground of the road: a federation with its people and nothing yet done."""

from monitoring.management.demo import federations as facts
from monitoring.management.demo.ground import give_authorities, lay_confederation, lay_federation, teach


def lay():
    ground = lay_federation(lay_confederation(), facts.HANOI, facts.HANOI_STAFF, seed=1)
    give_authorities(
        ground,
        leader=ground.users["lanhdao"],
        head=ground.users["truongban"],
        leader_lines=["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"],
        head_lines=["TL. BAN THƯỜNG VỤ", "TRƯỞNG BAN TỔ CHỨC"],
    )
    teach(
        ground,
        school="HN-TRUONG",
        title="Bồi dưỡng Chủ tịch công đoàn cơ sở",
        audience="Chủ tịch công đoàn cơ sở",
        topics=[0, 2],
        lecturer_account="giangvien",
    )
    return ground
