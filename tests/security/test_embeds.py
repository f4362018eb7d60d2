"""Tokens of hosts and sessions of frames: whatever is changed in one, it opens nothing else."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from backend.domain.embeds.claims import Claims
from backend.domain.embeds.embed import Embed, Size
from backend.domain.grid.bounds import Bounds
from backend.domain.roles import Role
from backend.security.embeds import EmbedTokens, SignedEmbed, TokenError, claims_of, issuer_of, new_embed_secret
from tests.web.embeds.host import claims_with

SECRET = new_embed_secret()
NOW = datetime(2026, 11, 26, tzinfo=UTC)
SESSION = SignedEmbed(
    session_id=7,
    name="portal (anna)",
    role=Role.VIEWER,
    embed=Embed(integration=1, bounds=Bounds(kinds=("customer",), entities=("", "100")), size=Size.FULL),
    expires=int((NOW + timedelta(minutes=10)).timestamp()),
    proof="p",
)


def read(token: str) -> Claims | None:
    try:
        issuer_of(token)
        return claims_of(token, SECRET)
    except TokenError:
        return None


@pytest.mark.parametrize("other", ["A", "_", ".", "=", "é", "\0"])
def test_no_character_of_a_token_can_be_changed_to_another_meaning(other: str) -> None:
    token = jwt.encode(claims_with(), SECRET, algorithm="HS256")
    good = read(token)
    changed = [f"{token[:at]}{other}{token[at + 1 :]}" for at in range(len(token))]

    assert good is not None
    assert {read(one) for one in changed} <= {None, good}
    assert sum(read(one) == good for one in changed if one != token) <= 1  # the last has two bits that say nothing


def test_a_session_is_read_as_it_was_signed_until_it_expires() -> None:
    tokens = EmbedTokens(b"0" * 32)
    text = tokens.sign(SESSION)

    assert tokens.read(text, NOW) == SESSION
    assert tokens.read(text, NOW + timedelta(minutes=10)) is None
    assert EmbedTokens(b"1" * 32).read(text, NOW) is None


@pytest.mark.parametrize("other", ["0", "f", "A", ".", "é"])
def test_no_character_of_a_session_can_be_changed(other: str) -> None:
    tokens = EmbedTokens(b"0" * 32)
    text = tokens.sign(SESSION)
    changed = {f"{text[:at]}{other}{text[at + 1 :]}" for at in range(len(text))} - {text}

    assert {tokens.read(one, NOW) for one in changed} == {None}


def test_a_session_says_nothing_secret_where_it_is_printed() -> None:
    assert repr(SESSION) == "SignedEmbed(7, 'portal (anna)', viewer)"
