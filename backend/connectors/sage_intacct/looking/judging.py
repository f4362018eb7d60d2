"""Says of the records that a look-up saw whether they are what a push made."""

from collections.abc import Sequence

import msgspec

from backend.connectors.outcomes import compared
from backend.connectors.sage_intacct.comparing import LEVEL, differences, too_old
from backend.connectors.sage_intacct.kinds.custom import Added
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.querying import Row
from backend.domain.pushes.found import Difference, Found, Match, created_before, differing
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept


def ref_of(kind: IntacctKind, row: Row) -> RemoteRef:
    return RemoteRef(id=row.fields.get(kind.record_field, ""), number=row.fields.get(kind.natural_field, ""))


def marks_of(push: Push) -> tuple[str, ...]:
    """The markers of which a record of this object may carry one."""
    return tuple(dict.fromkeys((push.key, *push.markers)))


def numbers_of(push: Push) -> tuple[str, ...]:
    """Ours, and the one that its record had there."""
    known = push.remote.number if push.remote else ""
    return tuple(dict.fromkeys(filter(None, (push.natural_key, known))))


def _by_id(push: Push) -> str:
    return kept("the id %(id)s", id=push.remote.id if push.remote else "")


class Judge(msgspec.Struct, frozen=True, kw_only=True):
    """For one kind, at one level."""

    kind: IntacctKind
    added: Added
    location: str

    def known(self, push: Push, rows: Sequence[Row]) -> Found:
        """Of the record whose id we know."""
        return self._one(push, rows, _by_id(push))

    def made(self, push: Push, seen: Sequence[Row]) -> Found:
        """What carries our marker is ours, whatever its number; what carries another is not, however equal."""
        if marked := [row for row in seen if self._is_marked(push, row)]:
            return self._one(push, marked, kept("our marker"))
        named = [row for row in seen if self._is_named(push, row)]
        unmarked = [row for row in named if not self._marker(row)]
        if unmarked and self.added.marker and push.made_after:
            return self._unmarked(push, unmarked[0])
        return self._one(push, unmarked or named, kept("the number %(number)s", number=push.natural_key))

    def _unmarked(self, push: Push, row: Row) -> Found:
        """A create of ours writes the marker: somebody else made this one, perhaps while ours is still under way."""
        ref = ref_of(self.kind, row)
        found = (Difference(self.added.marker, "marker", "", push.key), *self._differences(push, row))
        sentence = kept(
            "Record %(record)s has the number %(number)s, and not the marker that ours was sent with",
            record=ref.id,
            number=ref.number,
        )
        return Found(match=Match.FOREIGN, remote=ref, differences=found, sentence=sentence)

    def made_again(self, push: Push, seen: Sequence[Row]) -> Found:
        """Its record is gone. One alone, at our level, that carries our marker, or is unmarked and equal, is that
        record made again; else what is there is named."""
        ours_or_named = [row for row in seen if self._is_marked(push, row) or self._is_named(push, row)]
        here = self._here(ours_or_named)
        marked = [row for row in here if self._is_marked(push, row)]
        ours = marked or [row for row in here if not self._doubt(push, row)]
        if len(ours) == 1:
            return self._compared(push, ours[0])
        told = self._none(_by_id(push))
        refs = tuple(ref_of(self.kind, row) for row in here)
        return Found(match=Match.ABSENT, others=refs, sentence=self._instead(push, here) or told)

    def _instead(self, push: Push, here: Sequence[Row]) -> str:
        ids = [ref_of(self.kind, row).id for row in here]
        if len(ids) == 1:
            return kept("Record %(record)s has its number now. %(why)s", record=ids[0], why=self._doubt(push, here[0]))
        return kept("Records %(ids)s have its number or its marker now", ids=", ".join(ids)) if ids else ""

    def _doubt(self, push: Push, row: Row) -> str:
        """Why a record with its number is not certainly the same; empty: it is."""
        if self._marker(row):
            return kept("It carries another marker")
        if found := self._differences(push, row):
            return differing(found)
        return kept("Such numbers are not unique there, and amounts were not compared") if self.kind.unsure else ""

    def _is_named(self, push: Push, row: Row) -> bool:
        return row.fields.get(self.kind.natural_field) in numbers_of(push)

    def _one(self, push: Push, rows: Sequence[Row], common: str) -> Found:
        if not rows:
            return Found(match=Match.ABSENT, sentence=self._none(common))
        here = self._here(rows) or rows
        if len(here) > 1:
            refs = tuple(ref_of(self.kind, row) for row in here)
            sentence = kept("Intacct has %(num)s records with %(what)s", num=len(here), what=common)
            return Found(match=Match.SEVERAL, others=refs, sentence=sentence)
        return self._compared(push, here[0])

    def _here(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row.fields.get(LEVEL, "") == self.location]

    def _compared(self, push: Push, row: Row) -> Found:
        ref, marked = ref_of(self.kind, row), self._is_marked(push, row)
        created = row.fields.get(self.kind.created, "")
        found, age = self._differences(push, row), "" if marked else too_old(created, push.made_after)
        if not found and self.kind.unsure and not (push.remote or push.made_after or marked):
            return Found(match=Match.FOREIGN, remote=ref, sentence=self._unsure(ref))
        ours = push.remote is not None or (marked and not any(one.field == LEVEL for one in found))
        old = (age, created_before(self.kind.created, created, push.made_after)) if age and push.made_after else None
        return compared(ref, found, ours=ours, too_old=old)

    def _differences(self, push: Push, row: Row) -> list[Difference]:
        written, marker = self._written(push), self._marker(row)
        found = [*differences(written, row.fields, location=self.location, custom=self.added.labels)]
        if marker and not push.remote and marker not in marks_of(push):
            found.append(Difference(self.added.marker, "marker", marker, push.key))
        return found

    def _marker(self, row: Row) -> str:
        """Of the creation that made it; empty: it says none."""
        return row.fields.get(self.added.marker, "").strip() if self.added.marker else ""

    def _is_marked(self, push: Push, row: Row) -> bool:
        return self._marker(row) in marks_of(push)

    def _written(self, push: Push) -> dict[str, str]:
        """What to compare: all that updates write; or all that a create writes, which leaves out the status and what is
        empty. A telling field that is empty here must be empty there, too."""
        kind, custom = self.kind, self.added.labels
        if push.remote:
            asked = {*kind.telling, *kind.changing, *custom}
            return {name: value for name, value in push.expected.items() if name in asked}
        asked = {*kind.changing, *kind.once, *custom} - {"STATUS"}
        told = {*kind.telling}
        return {name: value for name, value in push.expected.items() if name in told or (name in asked and value)}

    def _none(self, common: str) -> str:
        return kept("Intacct has no %(object)s with %(what)s", object=self.kind.remote_name, what=common)

    def _unsure(self, ref: RemoteRef) -> str:
        return kept(
            "Intacct has %(object)s %(number)s with our date and title as record %(record)s, but such numbers "
            "are not unique "
            "there and amounts were not compared: open it there, then link it or send ours under another number",
            object=self.kind.remote_name,
            number=ref.number,
            record=ref.id,
        )
