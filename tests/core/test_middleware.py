"""What holds for every request."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    "door", ["monitoring:inbox", "trainees:trainee-list", "trainees:roster-sample", "courses:course-export"]
)
def test_what_somebody_logged_in_reads_stays_in_no_cache(as_user, dung, door):
    kept = as_user(dung).get(reverse(door)).headers["Cache-Control"]

    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize("address", ["/v/?code=a%00b", "/v/a%00b/", "/login/?next=%00"])
def test_a_nul_in_an_address_is_no_question(client, db, address):
    assert client.get(address).status_code == 400
