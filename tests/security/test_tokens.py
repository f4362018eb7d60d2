"""A signed session says what it said when it was signed, or nothing."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.roles import Role
from backend.security.tokens import FormTokens, SessionTokens, SignedSession, hash_token, new_api_key, new_token
from tests.conftest import SECRET

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SESSION = SignedSession(
    session_id=7, user_id=3, role=Role.OPERATOR, name="Änne.v1", expires=int(NOW.timestamp()) + 60, proof="proof"
)


def test_a_session_is_read_as_it_was_signed_until_it_expires() -> None:
    tokens = SessionTokens(SECRET)
    text = tokens.sign(SESSION)

    assert tokens.read(text, NOW) == SESSION
    assert tokens.read(text, NOW + timedelta(seconds=60)) is None


def test_another_installation_reads_nothing() -> None:
    assert SessionTokens(b"another secret, also 32 bytes long").read(SessionTokens(SECRET).sign(SESSION), NOW) is None


@given(st.data())
def test_a_session_with_one_character_changed_is_nobodys(data: st.DataObject) -> None:
    text = SessionTokens(SECRET).sign(SESSION)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda one: one != text[place]))

    assert SessionTokens(SECRET).read(text[:place] + other + text[place + 1 :], NOW) is None


@given(st.text())
def test_what_was_never_signed_is_nobodys(text: str) -> None:
    assert SessionTokens(SECRET).read(text, NOW) is None


def test_a_name_with_borders_in_it_stays_a_name() -> None:
    tokens = SessionTokens(SECRET)
    hostile = msgspec.structs.replace(SESSION, name="x.9.9.admin.v1")

    assert tokens.read(tokens.sign(hostile), NOW) == hostile


def test_a_form_token_belongs_to_one_session() -> None:
    forms = FormTokens(SECRET)

    assert forms.match(forms.of("one"), "one")
    assert not forms.match(forms.of("one"), "other")
    assert not forms.match(forms.of(""), "")
    assert not forms.match("", "one")


def test_a_form_token_is_no_signature_of_a_session() -> None:
    signed, _, mac = SessionTokens(SECRET).sign(SESSION).rpartition(".")

    assert FormTokens(SECRET).of(signed) != mac


def test_tokens_are_long_and_never_the_same() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000
    assert len(new_token()) == 43
    assert new_api_key().startswith("sync_")
    assert len(new_api_key()) == len("sync_") + 27
    assert len(hash_token(new_token())) == 32


@pytest.mark.parametrize("written", [repr, str])
def test_what_is_printed_of_a_session_tells_no_secret(written: type) -> None:
    assert "proof" not in written(SESSION)
