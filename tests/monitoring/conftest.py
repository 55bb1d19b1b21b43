"""Everybody of the cast by name, to ask who finds what in the inbox."""

import pytest


@pytest.fixture
def cast(an, binh, lan, thu, kien, tai, truc, giang, minh, quan, dung, hoa, em, chi):
    return {
        user.username: user
        for user in (an, binh, lan, thu, kien, tai, truc, giang, minh, quan, dung, hoa, em, chi)
    }
