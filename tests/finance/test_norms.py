import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from core.models import AuditEntry
from finance.enums import Evidence
from finance.models import SpendingNorm
from finance.selectors import norm_choices


@pytest.mark.django_db
def test_the_norms_we_ship_load_once_and_stay_as_they_are(capsys):
    call_command("load_norms", "--json")
    first = json.loads(capsys.readouterr().out)
    call_command("load_norms", "--json")
    second = json.loads(capsys.readouterr().out)

    assert first == {"created": 66, "updated": 0, "unchanged": 0}
    assert second == {"created": 0, "updated": 0, "unchanged": 66}
    assert AuditEntry.objects.filter(verb="finance.norm.load").count() == 1


@pytest.mark.django_db
def test_a_norm_carries_its_source_its_days_and_how_far_it_may_be_trusted():
    call_command("load_norms")

    old, new = SpendingNorm.objects.filter(code="PC_LUUTRU").order_by("valid_from")
    assert (old.max_amount, old.valid_to) == (200_000, dt.date(2025, 5, 3))
    assert (new.max_amount, new.valid_from, new.valid_to) == (300_000, dt.date(2025, 5, 4), None)
    assert (old.evidence, new.evidence) == (Evidence.SECONDARY, Evidence.VERIFIED)
    assert "TT 40/2017" in new.legal_basis


@pytest.mark.django_db
def test_a_norm_without_a_figure_stays_without_one():
    call_command("load_norms")

    assert SpendingNorm.objects.get(code="GV_BAC_1").max_amount is None


@pytest.mark.django_db
def test_a_figure_mended_in_the_file_is_changed_and_logged(tmp_path, capsys):
    call_command("load_norms")
    capsys.readouterr()
    file = tmp_path / "norms.csv"
    file.write_text(
        "code,label_vi,label_en,unit,calc,max_vnd,effective_from,effective_to,status,evidence,legal_basis,conditions\n"
        "HV_GIAIKHAT,Giải khát giữa giờ,x,đồng/người/buổi (nửa ngày),PER_UNIT,40000,2024-10-01,,active,V,QĐ mới,\n",
        encoding="utf-8",
    )

    call_command("load_norms", str(file))

    assert "0 new, 1 changed, 0 unchanged" in capsys.readouterr().out
    assert SpendingNorm.objects.get(code="HV_GIAIKHAT").max_amount == 40_000
    assert AuditEntry.objects.filter(verb="finance.norm.load").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("HV_GIAIKHAT,x,x,x,PER_UNIT,nhiều,2024-10-01,,a,V,x,x", "2"),
        ("A,x,x,x,LẠ,1,2024-10-01,,a,V,x,x", "2"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(tmp_path, line, names):
    file = tmp_path / "norms.csv"
    file.write_text(
        "code,label_vi,label_en,unit,calc,max_vnd,effective_from,effective_to,status,evidence,legal_basis,conditions\n"
        + line,
        encoding="utf-8",
    )

    with pytest.raises(CommandError, match=names):
        call_command("load_norms", str(file))
    assert not SpendingNorm.objects.exists()


@pytest.mark.django_db
def test_a_file_with_other_columns_is_refused(tmp_path):
    file = tmp_path / "norms.csv"
    file.write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match="legal_basis"):
        call_command("load_norms", str(file))


@pytest.mark.django_db
def test_the_choices_offer_every_code_once_with_its_youngest_label():
    call_command("load_norms")

    choices = dict(norm_choices())
    assert choices["GV_TIENCONG"] == "Tiền công giảng viên, báo cáo viên (đã gồm soạn bài) (GV_TIENCONG)"
    assert "PIT_NGUONG" not in choices
