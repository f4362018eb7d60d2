"""A webhook is posted to once, signed as Standard Webhooks has it, and nowhere it should not go."""

import base64
import hashlib
import hmac
from pathlib import Path

import pytest

from backend.channels.reaching import Reach, UnreachableError
from backend.channels.webhook import Post, post
from backend.security.webhooks import new_webhook_secret, signature
from tests.channels.receivers import hook, self_signed

pytestmark = pytest.mark.anyio

DEMO = Reach(private=False, demo=True)
OUTSIDE = Reach(private=False, demo=False)
INSIDE = Reach(private=True, demo=False)


def make_post(address: str, secret: str = "") -> Post:
    return Post(address=address, secret=secret or new_webhook_secret(), message_id="m1", body=b'{"type":"test"}')


def test_the_signature_is_the_one_of_the_standards_example() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'

    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)

    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_the_receiver_can_check_what_comes_with_the_secret_alone() -> None:
    secret = new_webhook_secret()
    async with hook() as receiver:
        went = await post(make_post(receiver.address, secret), DEMO)
    (came,) = receiver.posted
    signed = f"{came.headers['webhook-id']}.{came.headers['webhook-timestamp']}.".encode() + came.body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()

    assert went.delivered
    assert came.headers["webhook-id"] == "m1"
    assert came.headers["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"
    assert came.path == "/hook?token=t0ps3cret"
    assert came.headers["host"] == receiver.address.split("/")[2]


@pytest.mark.parametrize(
    ("answer", "said", "final"),
    [
        (b"HTTP/1.1 500 Oops\r\n\r\n", "The receiver answered 500", False),
        (b"HTTP/1.1 410 Gone\r\n\r\n", "The receiver answered 410", True),
        (b"nonsense\r\n\r\n", "No answer from the receiver (RemoteProtocolError)", False),
        (b"", "No answer from the receiver (RemoteProtocolError)", False),
    ],
)
async def test_what_is_not_taken_is_told_without_the_address(answer: bytes, said: str, final: bool) -> None:
    async with hook(answer) as receiver:
        went = await post(make_post(receiver.address), DEMO)

    assert (went.sentence, went.delivered, went.final) == (said, False, final)


async def test_a_redirect_is_not_followed() -> None:
    async with hook() as other, hook() as receiver:
        receiver.answers = [f"HTTP/1.1 302 Found\r\nLocation: {other.address}\r\n\r\n".encode()]
        went = await post(make_post(receiver.address), DEMO)

    assert went.sentence == "The receiver answered 302: redirects are not followed"
    assert other.posted == []


async def test_a_receiver_whose_certificate_nobody_signed_gets_nothing(tmp_path: Path) -> None:
    async with hook(tls=self_signed(tmp_path)) as receiver:
        went = await post(make_post(receiver.address), DEMO)

    assert went.sentence == "No answer from the receiver (ConnectError)"
    assert receiver.posted == []


async def test_an_answer_without_an_end_is_not_read() -> None:
    async with hook(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx") as receiver:
        assert (await post(make_post(receiver.address), DEMO)).delivered


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/hook",
        "ftp://example.com/",
        "https://ada:secret@example.com/",
        "https://example.com/#here",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://169.254.169.254/latest",
        "http://127.0.0.1/",
        "https://exa mple.com/",
        "https://example.com/\x00",
        "https://example.com/\x1b[2J",
        "hook",
        "",
    ],
)
def test_an_address_that_nothing_may_be_posted_to_is_refused_at_sight(address: str) -> None:
    assert OUTSIDE.refuses(address)


@pytest.mark.parametrize("address", ["https://example.com/hook", "https://93.184.216.34:8443/x?y=1"])
def test_an_address_of_the_world_is_taken(address: str) -> None:
    assert OUTSIDE.refuses(address) == ""


@pytest.mark.parametrize("address", ["https://example.com/", "http://10.0.0.1/", "ftp://127.0.0.1/"])
def test_nothing_leaves_a_demo(address: str) -> None:
    assert "nothing leaves a demo" in DEMO.refuses(address)


def test_a_setting_allows_the_own_network_but_not_where_clouds_keep_credentials() -> None:
    assert INSIDE.refuses("https://10.0.0.1/") == ""
    assert INSIDE.refuses("https://169.254.169.254/")
    assert INSIDE.refuses("http://127.0.0.1/")


@pytest.mark.parametrize(
    "host",
    [
        "0.1.2.3",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::10.0.0.1]",
        "[::ffff:0:10.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b::93.184.216.34]",
        "[64:ff9b:1::10.0.0.1]",
        "[100::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[2002:a00:1::1]",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
    ],
)
def test_what_no_host_of_the_world_or_of_the_own_network_has_is_posted_to_by_nobody(host: str) -> None:
    for reach in (OUTSIDE, INSIDE):
        assert "nothing is posted to" in reach.refuses(f"https://{host}/")


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "100.64.0.1", "172.31.0.1", "192.168.1.1", "[fd12::1]", "[::ffff:10.0.0.1]"]
)
def test_the_own_network_is_the_one_that_the_setting_allows(host: str) -> None:
    assert "private address" in OUTSIDE.refuses(f"https://{host}/")
    assert INSIDE.refuses(f"https://{host}/") == ""


@pytest.mark.parametrize("host", ["1.1.1.1", "93.184.216.34", "172.32.0.1", "[2606:4700::1111]", "[::ffff:1.1.1.1]"])
def test_a_host_of_the_world_is_taken_however_it_is_written(host: str) -> None:
    assert OUTSIDE.refuses(f"https://{host}/") == ""


async def test_a_name_that_leads_into_the_own_network_is_refused_when_it_is_looked_up() -> None:
    with pytest.raises(UnreachableError, match="private address"):
        await OUTSIDE.resolve("localhost", 443)

    assert await INSIDE.resolve("localhost", 443) in ("127.0.0.1", "::1")
    assert (await post(make_post("https://localhost:1/"), OUTSIDE)).sentence.startswith("The receiver is at a private")
