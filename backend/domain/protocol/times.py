"""The protocol's times, and the inequalities that tie them."""

from datetime import timedelta

import msgspec

from backend.domain.pushes.promises import Promises

SEND_WITHIN = timedelta(seconds=1)  # from the intent's commit to the first byte
PREPARE_WITHIN = timedelta(seconds=60)  # to build a request, once the call before it has ended
FIRST_LOOK = timedelta(seconds=30)  # for what a create may have made; then after half of what is left of the quarantine
LOOK_AGAIN = timedelta(seconds=30)  # after a look that failed
LOOK_SELDOM = timedelta(minutes=10)  # after one that could not even be asked: the settings, or we, must change
UNCONFIRMED_AFTER = timedelta(hours=24)  # whose outcome is unknown for so long is told to people
RECHECK_BLOCKED = timedelta(seconds=30)  # a parent's success releases at once; this is the net below
BEFORE_DOCUMENTS = timedelta(microseconds=1)  # master data that is wanted with them: most of them need it
LINE_PAUSE = timedelta(seconds=15)  # after trouble with the line
SETUP_PAUSE = timedelta(seconds=60)  # after a refusal that the set-up causes
QUIET_AT_MOST = timedelta(seconds=60)  # newer versions restart the quiet time, for no longer than this
MOST_TRIES = 8  # of a record that is busy
MOST_CRASHES = 3  # of workers while they worked on it: then a person decides
TRIED_APART = timedelta(milliseconds=250)  # who was claimed by a worker that died: one after the other
FIRST_BACK_OFF = timedelta(seconds=5)  # doubles with each try
LEASE_MARGIN = timedelta(seconds=10)  # beyond the longest call
MARGIN = timedelta(seconds=30)
CLOCKS = timedelta(minutes=5)  # by how much the third party's clock may be behind ours
REST_AT_MOST = timedelta(seconds=60)
READ_BACK_SOON = timedelta(minutes=10)  # after a document's push, or one whose outcome was unknown
READ_BACK_EVERY = timedelta(days=100)  # of what is in step: one in a hundred a day
READ_BACK_AGAIN = timedelta(hours=1)  # after one that could not be read


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """What depends on the third party."""

    call: timedelta  # the hard limit of one call
    prepare: timedelta  # the lease from claim to intent: outlasts the call that is on the wire meanwhile
    lease: timedelta  # from the intent on
    look: timedelta  # the lease of a look: outlasts the call on the wire meanwhile, and its own
    rest: timedelta  # of a connection whose call had no answer: it may still be executed there
    quarantine: timedelta  # from the latest possible send to a look that decides
    lag: timedelta  # from a refusal as a duplicate to a look that decides
    answer: timedelta  # from an acknowledgement to a look that decides, if no answer came

    @classmethod
    def of(cls, promises: Promises) -> "Times":
        """Raises ValueError when the promises contradict the protocol. The rest of its inequalities follows:
        tests/domain/protocol/test_times.py."""
        if promises.call_timeout <= timedelta(0):
            raise ValueError("the time limit of a call must be more than nothing")
        for name in ("longest_processing", "look_up_lag", "answers_within"):
            if getattr(promises, name) < timedelta(0):
                raise ValueError(f"{name.replace('_', ' ')} must not be negative")
        lease = promises.call_timeout + min(LEASE_MARGIN, promises.call_timeout)
        prepare = promises.call_timeout + min(PREPARE_WITHIN, promises.call_timeout)
        margin = min(MARGIN, promises.longest_processing)
        return cls(
            call=promises.call_timeout,
            prepare=prepare,
            lease=lease,
            look=prepare + lease,
            rest=min(REST_AT_MOST, promises.longest_processing),
            lag=promises.look_up_lag,
            answer=promises.answers_within + promises.look_up_lag,
            # A sign-in within the call may delay the send: it is counted from the end of the call. A request whose
            # acknowledgement was lost is carried out as late as one that was acknowledged.
            quarantine=promises.call_timeout
            + max(promises.longest_processing, promises.answers_within)
            + promises.look_up_lag
            + SEND_WITHIN
            + margin,
        )


def back_off(tries: int) -> timedelta:
    return FIRST_BACK_OFF * int(2 ** (tries - 1))
