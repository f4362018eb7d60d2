"""The same company behind a TLS port, with a certificate that the stand-in made itself."""

import ssl
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.requests import customer, function, request


def _answer(stand_in: StandIn, home: Path, body: str, host: str = "localhost") -> str:
    trust = ssl.create_default_context(cafile=str(home / "tls" / "ca.pem"))
    with httpx.Client(verify=trust, trust_env=False) as client:
        asked = {"headers": {"host": host}, "extensions": {"sni_hostname": host}}
        return client.post(stand_in.tls_url, content=body, **asked).text


def test_both_ports_lead_to_one_company(start: Callable[..., StandIn], tmp_path: Path) -> None:
    stand_in = start("--tls-port", "0")

    _answer(stand_in, tmp_path / "home", request(customer("C1")))

    assert [line["natural_key"] for line in stand_in.ledger()] == ["C1"]


def test_a_session_is_told_the_address_that_it_was_asked_at(start: Callable[..., StandIn], tmp_path: Path) -> None:
    stand_in = start("--tls-port", "0")
    call = request(function("s", "<getAPISession/>"))

    answer = _answer(stand_in, tmp_path / "home", call, host="api.intacct.com")

    assert "<endpoint>https://api.intacct.com/ia/xml/xmlgw.phtml</endpoint>" in answer


def test_the_certificate_stays_and_its_key_is_private(start: Callable[..., StandIn], tmp_path: Path) -> None:
    start("--tls-port", "0").kill()
    first = (tmp_path / "home" / "tls" / "ca.pem").read_bytes()

    start("--tls-port", "0")

    assert (tmp_path / "home" / "tls" / "ca.pem").read_bytes() == first
    assert (tmp_path / "home" / "tls" / "certificate.key").stat().st_mode & 0o77 == 0


def test_who_does_not_know_the_authority_does_not_trust_it(start: Callable[..., StandIn]) -> None:
    stand_in = start("--tls-port", "0")

    with pytest.raises(httpx.ConnectError):
        httpx.post(stand_in.tls_url, content=request(customer("C1")), trust_env=False)


def test_a_signal_ends_both_ports(start: Callable[..., StandIn]) -> None:
    stand_in = start("--tls-port", "0")

    stand_in.process.terminate()

    assert stand_in.process.wait(10) in {0, -15}
