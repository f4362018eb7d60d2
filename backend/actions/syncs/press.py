"""A press of Synchronize or Force synchronize, whatever was chosen, and however much it is."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from backend.actions.syncs.request_bulk import request_bulk
from backend.actions.syncs.request_sync import ChangedMeanwhile, Requested, request_sync
from backend.domain.grid.grid_filter import GridFilter, without_page
from backend.domain.sentence import Number, Sentence
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import PENDING, Verb
from backend.runtime import Runtime
from backend.storage import integrations, syncs
from backend.storage.screens.objects.grid import ids_matching
from backend.storage.screens.syncs.presses import PressedBefore, pressed_before

FEW = syncs.CHUNK  # up to so many are planned and marked in one transaction
MOST_MATCHING = 1_000_000
_FEWER = Sentence("what they need is sent with up to %(num)s objects: narrow the filter")
_TOO_MANY_NEEDED = Sentence("they need more than %(num)s objects that are not there: choose those first")
_TOO_MANY_MATCH = Sentence("more than %(num)s objects match: narrow the filter")


class TooManyError(Exception):
    """More objects match, or are needed, than one press may choose from."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Pressed(msgspec.Struct, frozen=True, kw_only=True):
    """`sync` None: nothing was done, as nobody is sent, or (`meanwhile`) not as many as the button showed."""

    sync: int | None
    sent: int
    left_out: list[LeftOut]
    expected: int | None = None  # the number on the button
    meanwhile: bool = False
    many: bool = False  # marked chunk by chunk, perhaps still
    before: PressedBefore | None = None  # who asked for some of them
    first: str = ""  # of objects that were named: the key of the first that is sent
    undo: timedelta = syncs.AT_ONCE  # for which it can be taken back whole


async def press(
    runtime: Runtime,
    integration_id: int,
    chosen: Sequence[int] | GridFilter,
    verb: Verb,
    *,
    by: str,
    expected: int | None = None,
    with_needed: bool = False,
    undo: timedelta = syncs.AT_ONCE,
) -> Pressed:
    """Few: exact, when it is answered. Many: frozen then, and marked behind it. `with_needed`: what they need there is
    sent with them, each by the verb that sends it. `undo`: the time before the first is sent, where it is more than
    one. Raises TooManyError, NoConnectorError."""
    integration = await integrations.read(integration_id)
    if integration is not None:
        runtime.connector(integration)  # nothing is asked for that nobody here can send
    ids, given = await _ids(integration_id, chosen)
    needed = await _needed(integration_id, ids, verb) if with_needed else []
    if len(ids) > FEW:
        frozen = await request_bulk(
            runtime, integration_id, ids, verb, by=by, given=given, expected=expected, undo=undo
        )
        found = Pressed(sync=frozen.sync, sent=frozen.items, left_out=frozen.left_out, many=True)
    else:
        done = await request_sync(
            runtime, integration_id, ids, verb, by=by, given=given, expected=expected, needed=needed, undo=undo
        )
        found = _exact(done, is_named=given is None)
    meanwhile = found.sync is None and expected is not None and expected != found.sent
    taken = meanwhile or any(one.reason == PENDING for one in found.left_out)
    before = await pressed_before(integration_id, ids, found.sync, ended=meanwhile) if taken else None
    waits = found.sync is not None and found.sent > 1
    left = undo if waits else syncs.AT_ONCE
    return replace(found, expected=expected, meanwhile=meanwhile, before=before, undo=left)


def _exact(done: Requested | ChangedMeanwhile, *, is_named: bool) -> Pressed:
    sync, sent = None if isinstance(done, ChangedMeanwhile) else done.sync, done.plan.sent
    first = sent[0].ref.key if sent and is_named else ""
    return Pressed(sync=sync, sent=len(sent), left_out=done.plan.left_out, first=first)


async def _needed(integration_id: int, ids: Sequence[int], verb: Verb) -> list[int]:
    if len(ids) > FEW:
        raise TooManyError(_FEWER.with_values(num=Number(FEW)))
    try:
        found = await syncs.needed_by(
            integration_id, await syncs.candidates(integration_id, ids, takes_over=True), verb
        )
    except syncs.TooManyNeededError as problem:
        raise TooManyError(_TOO_MANY_NEEDED.with_values(num=Number(syncs.MOST_NEEDED))) from problem
    return [one.id for one in found]


async def _ids(integration_id: int, chosen: Sequence[int] | GridFilter) -> tuple[Sequence[int], str | None]:
    """And the filter that chose them."""
    if not isinstance(chosen, GridFilter):
        return chosen, None
    ids = await ids_matching(integration_id, chosen, MOST_MATCHING + 1)
    if len(ids) > MOST_MATCHING:
        raise TooManyError(_TOO_MANY_MATCH.with_values(num=Number(MOST_MATCHING)))
    return ids, without_page(chosen).query(sort="")
