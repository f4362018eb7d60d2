"""A letter goes through the mail server of the settings, in plain text, and is no way to send another one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.channels.mail import refuses, send
from backend.domain.notifications.messages import Data, Message, letter
from backend.settings import MailServer, SettingError, Settings
from tests.channels.receivers import mailbox, self_signed

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 26, tzinfo=UTC)
HOSTILE = "Books\r\nBcc: eve@example.com\r\n\r\n<b>.\r\n.\r\n"


def server(port: int, host: str = "127.0.0.1", *, tls: bool = False) -> MailServer:
    return MailServer(host=host, port=port, tls=tls, user="", password="", sender="syncline@example.com")


def made(name: str = "Books", sentence: str = "The connection is down") -> Message:
    data = Data(integration=1, name=name, sentence=sentence, url="https://syncline.example/integrations/1/line")
    return Message(type="line.down.began", timestamp=NOW, data=data)


async def test_a_letter_arrives_with_its_sentence_and_where_to_look() -> None:
    async with mailbox() as box:
        went = await send(letter(made()), "ada@example.com", message_id="m1", server=server(box.port))
    (came,) = box.letters

    assert went.delivered
    assert "Subject: Books: The connection is down\r\n" in came
    assert "Message-ID: <m1@example.com>\r\n" in came
    assert "Content-Type: text/plain" in came
    assert "https://syncline.example/integrations/1/line" in came


async def test_hostile_text_begins_no_header_and_no_second_letter() -> None:
    async with mailbox() as box:
        went = await send(letter(made(HOSTILE, HOSTILE)), "ada@example.com", message_id="m1", server=server(box.port))
    (came,) = box.letters

    assert went.delivered
    assert "\r\nBcc:" not in came.split("\r\n\r\n")[0]
    assert letter(made(HOSTILE, HOSTILE)).text.splitlines()[0] == "Books  Bcc: eve@example.com    <b>.  .  ."


async def test_what_the_mail_server_refuses_is_told() -> None:
    async with mailbox() as box:
        box.refuses = "550 no such user"
        went = await send(letter(made()), "eve@example.com", message_id="m1", server=server(box.port))

    assert (went.sentence, went.delivered) == ("The mail server refused the address (550)", False)
    assert box.letters == []


async def test_a_mail_server_that_is_away_is_told() -> None:
    async with mailbox() as box:
        port = box.port
    went = await send(letter(made()), "ada@example.com", message_id="m1", server=server(port))

    assert went.sentence == "The mail server cannot be used (ConnectionRefusedError)"


async def test_without_encryption_nothing_leaves_this_machine() -> None:
    async with mailbox("127.0.0.2") as box:
        went = await send(letter(made()), "ada@example.com", message_id="m1", server=server(box.port, "127.0.0.2"))

    assert "offers no encryption" in went.sentence
    assert box.letters == []


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "The mail server took it"),
        ("127.0.0.2", "The mail server cannot be used (SSLCertVerificationError)"),
    ],
)
async def test_a_certificate_that_nobody_signed_will_do_on_this_machine_only(
    tmp_path: Path, host: str, said: str
) -> None:
    async with mailbox(host, self_signed(tmp_path)) as box:
        went = await send(letter(made()), "ada@example.com", message_id="m1", server=server(box.port, host, tls=True))

    assert went.sentence == said
    assert len(box.letters) == went.delivered


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "Ada <ada@example.com>", "a@b.c,d@e.f", "a@b.c\r\nBcc: x", "ä@b.c"]
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    assert refuses(address)


def test_an_address_is_taken() -> None:
    assert refuses("ada.l+x@mail.example.com") == ""


BASE = {"DATABASE_URL": "x", "REDIS_URL": "x"}
RIGHT = {"SYNCLINE_SMTP_URL": "smtps://ada:p%40ss@mail.example.com", "SYNCLINE_MAIL_FROM": "syncline@example.com"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"SYNCLINE_SMTP_URL": "https://ada:hunter2@mail.example.com"},
        {"SYNCLINE_SMTP_URL": "smtp://ada:hunter2@mail:no"},
        {"SYNCLINE_SMTP_URL": "smtp://"},
        {"SYNCLINE_MAIL_FROM": ""},
        {"SYNCLINE_MAIL_FROM": "Ada <ada@example.com>\n"},
        {"SYNCLINE_NOTIFY_DOWN_MINUTES": "soon"},
        {"SYNCLINE_DEMO": "1"},
    ],
)
def test_a_setting_that_cannot_be_used_is_said_at_the_start_without_the_password(
    wrong: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(SettingError) as told:
        Settings.from_env(BASE | {"SYNCLINE_HOME": str(tmp_path)} | RIGHT | wrong)

    assert "hunter2" not in str(told.value)


def test_a_mail_server_is_read_and_not_shown_with_its_password(tmp_path: Path) -> None:
    mail = Settings.from_env(BASE | {"SYNCLINE_HOME": str(tmp_path)} | RIGHT).mail

    assert mail
    assert (mail.host, mail.port, mail.tls, mail.user, mail.password) == ("mail.example.com", 465, True, "ada", "p@ss")
    assert "p@ss" not in repr(mail)
