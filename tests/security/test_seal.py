"""What is sealed opens only with its secret and in its place."""

import pytest

from backend.security.seal import UnsealError, derive, seal, unseal
from tests.conftest import SECRET

PLACE = "integration/1/user_password"


def test_a_sealed_secret_opens_in_its_place_only() -> None:
    sealed = seal(SECRET, "pä$$", place=PLACE)

    assert "pä$$" not in sealed
    assert unseal(SECRET, sealed, place=PLACE) == "pä$$"
    with pytest.raises(UnsealError, match="integration/2/user_password was sealed with another SYNCLINE_SECRET"):
        unseal(SECRET, sealed, place="integration/2/user_password")
    with pytest.raises(UnsealError):
        unseal(b"another secret, also 32 bytes long", sealed, place=PLACE)


def test_the_same_text_is_never_sealed_the_same() -> None:
    assert seal(SECRET, "x", place=PLACE) != seal(SECRET, "x", place=PLACE)


def test_no_two_purposes_share_a_key() -> None:
    assert len({derive(SECRET, purpose) for purpose in ("seal", "session", "csrf")}) == 3
