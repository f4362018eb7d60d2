"""Executes one request that has the right shape: who asks, each function, all or nothing when asked for."""

import secrets
from collections.abc import Mapping

import msgspec

from backend.stand_in.company.books import Books
from backend.stand_in.company.commit import Accepted, Commit
from backend.stand_in.company.journal import Journal
from backend.stand_in.company.writing import Writing
from backend.stand_in.functions.cursors import Cursors
from backend.stand_in.functions.registry import FUNCTIONS, Function
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.create import objects
from backend.stand_in.gateway.answers import Result, control_failure, results, sign_in_failure
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call, Control, Envelope
from backend.stand_in.gateway.errors import FunctionError, GatewayError, RequestError, SignInError
from backend.stand_in.gateway.refusals import ROLLED_BACK, bad_request, replayed, sign_in
from backend.stand_in.gateway.sessions import Sessions, SignedIn


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`wrote`: the journal has a new line that must be synced first."""

    body: bytes
    wrote: bool = False


class Execution:
    """Runs requests against one company, one after the other."""

    def __init__(self, books: Books, journal: Journal) -> None:
        self.books = books
        self.sessions = Sessions(books)
        self._journal = journal
        self._cursors = Cursors()

    def refused(self, envelope: Envelope) -> bytes | None:
        """The answer to who may not ask at all; None when the request may be executed."""
        try:
            self._check_control(envelope.control)
        except RequestError as refusal:
            return control_failure(envelope.control, refusal.errors)
        return None

    def signed_in(self, envelope: Envelope, *, endpoint: str) -> SignedIn | None:
        """Who asks; None when the sign-in is refused."""
        try:
            return self.sessions.sign_in(envelope.authentication, sender=envelope.control.senderid, endpoint=endpoint)
        except SignInError:
            return None

    def execute(self, envelope: Envelope, *, endpoint: str, refusals: Mapping[int, GatewayError]) -> Answer:
        """`refusals`: errors that faults put in the place of a function, by its position."""
        body, commit = self._worked(envelope, endpoint, refusals)
        if not commit.empty:
            self._journal.write(commit)
        return Answer(body=body, wrote=not commit.empty)

    def execute_accepted(self, accepted: Accepted, envelope: Envelope) -> None:
        """Effects and answer stand in one line of the journal: a stop leaves both, or neither."""
        body, commit = self._worked(envelope, accepted.endpoint, accepted.refusals, accepted)
        self.books.answers[accepted.id] = body
        self._journal.write(msgspec.structs.replace(commit, answered=[(accepted.id, body)]))

    def _worked(
        self,
        envelope: Envelope,
        endpoint: str,
        refusals: Mapping[int, GatewayError],
        accepted: Accepted | None = None,
    ) -> tuple[bytes, Commit]:
        control, given = envelope.control, envelope.authentication
        if refused := self.refused(envelope):
            return refused, Commit()
        try:
            who = self._who(envelope, endpoint, accepted)
        except SignInError as refusal:
            user, company = leaf(given, "login.userid"), leaf(given, "login.companyid")
            return sign_in_failure(control, user=user, company=company, errors=refusal.errors), Commit()
        writing = Writing(self.books, by=who.user.id)
        answered = self._whole_or_nothing(envelope, self._visit(who, writing, endpoint), refusals)
        user, company, ends_at = who.user.id, self.books.access.company, self.sessions.ends_at()
        body = results(control, user=user, company=company, level=who.level, ends_at=ends_at, of=answered)
        return body, writing.commit()

    def _visit(self, who: SignedIn, writing: Writing, endpoint: str) -> Visit:
        return Visit(
            books=self.books,
            writing=writing,
            who=who,
            sessions=self.sessions,
            cursors=self._cursors,
            endpoint=self.books.settings.endpoint or endpoint,
        )

    def _who(self, envelope: Envelope, endpoint: str, accepted: Accepted | None) -> SignedIn:
        """Who was signed in when the request was accepted stays so, also when the session ended since."""
        if accepted and accepted.user:
            user = self.books.access.users[accepted.user]
            return SignedIn(sender=envelope.control.senderid, user=user, level=accepted.level)
        return self.sessions.sign_in(envelope.authentication, sender=envelope.control.senderid, endpoint=endpoint)

    def _check_control(self, control: Control) -> None:
        sender = self.books.access.senders.get(control.senderid)
        if sender is None or not secrets.compare_digest(sender.password.encode(), control.password.encode()):
            raise RequestError(sign_in("Incorrect Intacct XML Partner ID or password."))
        if not sender.authorised:
            text = f"The sender '{control.senderid}' is not authorized to make web services requests to this company."
            raise RequestError(sign_in(text))
        if control.policyid and control.policyid not in self.books.settings.policies:
            raise RequestError(sign_in(f"The policy '{control.policyid}' is not a valid transport policy."))

    def _whole_or_nothing(self, envelope: Envelope, visit: Visit, refusals: Mapping[int, GatewayError]) -> list[Result]:
        """A mistake of ours leaves nothing behind that the journal does not know."""
        start = visit.writing.mark()
        try:
            return self._run_all(envelope, visit, refusals)
        except BaseException:
            visit.writing.undo(start)
            visit.writing.unfinish()
            raise

    def _run_all(self, envelope: Envelope, visit: Visit, refusals: Mapping[int, GatewayError]) -> list[Result]:
        start = visit.writing.mark()
        answered = []
        for position, call in enumerate(envelope.calls):
            result = _run(call, visit, envelope.control, refusals.get(position))
            answered.append(result)
            if envelope.transaction and result.status != "success":
                visit.writing.undo(start)
                visit.writing.unfinish()
                _spend(call, visit, envelope.control)
                return _rolled_back(envelope, position, result)
        return answered


def _run(call: Call, visit: Visit, control: Control, fault: GatewayError | None) -> Result:
    function = FUNCTIONS.get(call.name)
    used = control.once_only and function is not None and function.writes
    refused = used and not visit.books.settings.repeats_control_ids
    if refused and (control.senderid, call.control_id) in visit.books.done:
        return _failure(call, FunctionError(replayed(call.control_id)), creates=False)
    try:
        done = _done(call, visit, function, fault)
    except FunctionError as refusal:
        _spend(call, visit, control)
        return _failure(call, refusal, creates=function is not None and function.creates)
    if function is not None and function.writes:
        visit.writing.finish(control.senderid, call.control_id)
    return Result(function=call.name, control_id=call.control_id, status="success", inside=done.inside)


def _done(call: Call, visit: Visit, function: Function | None, fault: GatewayError | None) -> Done:
    if fault is not None:
        raise FunctionError(fault)
    if function is None:
        raise FunctionError(bad_request(f"The function {call.name} is not supported."))
    return function.run(call, visit)


def _failure(call: Call, refusal: FunctionError, *, creates: bool) -> Result:
    """A fault may say that the function is one of a transaction in which another failed."""
    inside = objects(refusal.made, refusal.count) if creates else ""
    status = "aborted" if refusal.errors[0].errorno == ROLLED_BACK.errorno else "failure"
    return Result(function=call.name, control_id=call.control_id, status=status, inside=inside, errors=refusal.errors)


def _spend(call: Call, visit: Visit, control: Control) -> None:
    """Under the assumption that a failed write uses its control id up as well."""
    function = FUNCTIONS.get(call.name)
    if visit.books.settings.spent_control_ids and control.once_only and function is not None and function.writes:
        visit.writing.finish(control.senderid, call.control_id)


def _rolled_back(envelope: Envelope, culprit: int, result: Result) -> list[Result]:
    failed = Result(
        function=result.function,
        control_id=result.control_id,
        status="failure",
        errors=(*result.errors, ROLLED_BACK),
    )
    return [
        failed
        if position == culprit
        else Result(function=call.name, control_id=call.control_id, status="aborted", errors=(ROLLED_BACK,))
        for position, call in enumerate(envelope.calls)
    ]
