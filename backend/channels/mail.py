"""Sending a letter through the mail server that the settings name."""

import asyncio
import contextlib
import re
import smtplib
import ssl
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import formatdate

from backend.channels.went import Went
from backend.domain.notifications.messages import Letter
from backend.domain.sentence import Sentence, kept
from backend.settings import MailServer

SECONDS = 30.0  # for each answer of the server: one that looks for spam takes its time
LONGEST_SECONDS = 100.0  # for all of them: by then it is not yet due again
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")


class _OpenError(Exception):
    """The server would be spoken to in clear."""


def refuses(address: str) -> str:
    """Why; "": it does not."""
    right = len(address) <= 254 and _ADDRESS.fullmatch(address)
    return "" if right else Sentence("expected one address, as finance@example.com")


async def send(letter: Letter, to: str, *, message_id: str, server: MailServer) -> Went:
    """Raises nothing that the network may cause. The same message id at each try."""
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await asyncio.to_thread(_send, _message(letter, to, message_id, server), to, server)
    except _OpenError as problem:
        return Went(sentence=str(problem))
    except smtplib.SMTPResponseException as problem:
        return Went(sentence=kept("The mail server answered %(status)s", status=problem.smtp_code))
    except smtplib.SMTPRecipientsRefused as problem:
        codes = ", ".join(str(code) for code, _ in problem.recipients.values())
        return Went(sentence=kept("The mail server refused the address (%(codes)s)", codes=codes))
    except (OSError, ValueError, MessageError) as problem:  # OSError: those of smtplib, too
        return Went(sentence=kept("The mail server cannot be used (%(error)s)", error=type(problem).__name__))
    return Went(sentence=kept("The mail server took it"), delivered=True)


def _message(letter: Letter, to: str, message_id: str, server: MailServer) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, letter.subject
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{message_id}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # no out-of-office answers
    message.set_content(letter.text)
    return message


def _send(message: EmailMessage, to: str, server: MailServer) -> None:
    with _connected(server) as line:
        if server.user:
            line.login(server.user, server.password)
        line.send_message(message, server.sender, [to])


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=_trust(server))
    line = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with contextlib.ExitStack() as unless_encrypted:
        unless_encrypted.callback(line.close)
        _encrypt(line, server)
        unless_encrypted.pop_all()
    return line


def _encrypt(line: smtplib.SMTP, server: MailServer) -> None:
    """Always, but on this machine."""
    line.ehlo()
    if line.has_extn("starttls"):
        line.starttls(context=_trust(server))
    elif not server.here:
        raise _OpenError(kept("The mail server offers no encryption (STARTTLS), so nothing was sent"))


def _trust(server: MailServer) -> ssl.SSLContext:
    """On this machine any certificate will do: mail servers make one for themselves there."""
    context = ssl.create_default_context()
    if server.here:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
