import datetime as dt

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

from core.forms import DateField, FilterForm, HouseForm, MoneyField


class Sample(HouseForm):
    full_name = forms.CharField(label="Họ và tên", max_length=10)
    starts_on = DateField(label="Ngày khai giảng")
    amount = MoneyField(label="Số tiền", required=False, max_value=20_000_000)
    count = forms.IntegerField(label="Số người", min_value=1, required=False)
    kind = forms.ChoiceField(label="Loại lớp", choices=[("a", "A"), ("b", "B")], required=False)
    own = forms.CharField(label="CCCD", required=False, error_messages={"required": "Ghi đủ 12 chữ số"})


GOOD = {"full_name": "Lan", "starts_on": "27/03/2026"}


def errors(**answers):
    return {name: list(texts) for name, texts in Sample(GOOD | answers).errors.items()}


def draw(template, **context):
    return engines["django"].from_string(template).render(context, RequestFactory().get("/"))


@pytest.mark.parametrize(
    "typed", ["27/03/2026", "27/3/26", "27-3-2026", "27.03.2026", "270326", "27032026", " 27 / 3 / 2026 "]
)
def test_a_date_may_be_typed_in_many_ways(typed):
    form = Sample(GOOD | {"starts_on": typed})

    assert form.is_valid()
    assert form.cleaned_data["starts_on"] == dt.date(2026, 3, 27)


@pytest.mark.parametrize("typed", ["30/02/2026", "27/03/0326", "2026", "mai", "03/27/2026"])
def test_what_is_no_date_is_refused_with_an_example(typed):
    assert errors(starts_on=typed) == {
        "starts_on": ["Ghi ngày khai giảng theo dạng ngày/tháng/năm, ví dụ 27/03/2026"]
    }


@pytest.mark.parametrize(
    "typed", ["18.500.000", "18500000", "18 500 000 đ", "18.500.000 đồng", "18500000VNĐ"]
)
def test_money_is_whole_dong_however_it_is_grouped(typed):
    form = Sample(GOOD | {"amount": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == 18_500_000


@pytest.mark.parametrize("typed", ["18,5", "18.5", "1.85.000", "18500000,00", "-5", "1e6", "năm triệu", "٣٤"])
def test_fractions_and_words_are_no_money(typed):
    assert errors(amount=typed) == {"amount": ["Ghi số tiền bằng số, tròn đồng, ví dụ 18.500.000"]}


def test_money_over_the_limit_names_the_limit():
    assert errors(amount="20.000.001") == {"amount": ["Ghi số tiền không quá 20.000.000 đ"]}


def test_money_comes_back_grouped():
    assert 'value="18.500.000"' in str(Sample(initial={"amount": 18_500_000})["amount"])


def test_every_refusal_names_its_field_and_says_what_to_do():
    found = errors(full_name="", starts_on="", count="0", kind="c")

    assert found == {
        "full_name": ["Ghi họ và tên"],
        "starts_on": ["Ghi ngày khai giảng"],
        "count": ["Ghi số người từ 1 trở lên"],
        "kind": ["Chọn loại lớp trong danh sách"],
    }


def test_a_text_that_is_too_long_says_by_how_much():
    assert errors(full_name="Lan" * 5) == {
        "full_name": ["Rút gọn họ và tên còn nhiều nhất 10 ký tự. Đồng chí đã ghi 15 ký tự"]
    }


def test_a_message_given_by_hand_stays():
    form = Sample(GOOD)
    form.fields["own"].required = True
    assert not form.is_valid()

    assert form.errors["own"] == ["Ghi đủ 12 chữ số"]


def test_text_arrives_composed_and_without_invisible_characters():
    form = Sample(GOOD | {"full_name": "Hoa\u0300\u200b "})

    assert form.is_valid()
    assert form.cleaned_data["full_name"] == "Hoà"


def test_optional_fields_are_marked_in_words_and_nothing_has_an_asterisk():
    html = draw('{% include "components/_form.html" with button="Lưu" %}', form=Sample())

    assert html.count("(không bắt buộc)") == 4
    assert "*" not in html
    assert " required" not in html
    assert "novalidate" in html


def test_an_error_is_tied_to_its_field_for_people_who_listen():
    html = draw('{% include "components/_form.html" with button="Lưu" %}', form=Sample({"full_name": ""}))

    assert 'aria-describedby="id_full_name_error"' in html
    assert 'id="id_full_name_error"' in html
    assert html.index('id="id_full_name_error"') < html.index('name="full_name"')


def test_the_summary_says_how_many_places_and_links_each():
    html = draw('{% include "components/_errors.html" %}', form=Sample({"full_name": ""}))

    assert "Chưa gửi được – còn 2 chỗ cần sửa" in html
    assert '<a href="#id_starts_on">Ghi ngày khai giảng</a>' in html


def test_a_refusal_by_the_rules_counts_no_places():
    form = Sample(GOOD)
    form.add_error(None, "Hết suất.")

    html = draw('{% include "components/_errors.html" %}', form=form)

    assert "Chưa thực hiện được" in html
    assert "<li>Hết suất.</li>" in html


def test_a_filter_asks_for_nothing():
    class Filter(FilterForm):
        q = forms.CharField(label="Tên")

    assert Filter({}).is_valid()
    assert "không bắt buộc" not in draw('{% include "components/_filters.html" %}', form=Filter({}))
