"""The admin interface: look at the ledger, make faults, change records and switches as people would."""

import json
from typing import Any

from backend.stand_in.admin.faults import Fault, read_faults
from backend.stand_in.admin.http import Asked, Told, refused, told
from backend.stand_in.admin.state import put_record
from backend.stand_in.admin.stats import Stats
from backend.stand_in.company.audit import PERSON
from backend.stand_in.company.commit import Commit
from backend.stand_in.company.journal import Journal
from backend.stand_in.company.settings import Settings, changed
from backend.stand_in.company.writing import Writing
from backend.stand_in.execution import Execution
from backend.stand_in.functions.values import whole
from backend.stand_in.objects.registry import DEFINITIONS


class Desk:
    """Answers one admin request after the other. `faults` is what the door consults."""

    def __init__(self, execution: Execution, journal: Journal) -> None:
        self.stats = Stats()
        self.faults: list[Fault] = []
        self._execution = execution
        self._books = execution.books
        self._journal = journal
        self._routes = {
            ("GET", "ledger"): self._ledger,
            ("GET", "stats"): self._show_stats,
            ("GET", "faults"): self._show_faults,
            ("PUT", "faults"): self._replace_faults,
            ("GET", "settings"): self._show_settings,
            ("PUT", "settings"): self._change_settings,
            ("GET", "state"): self._show_state,
            ("PUT", "state"): self._put_state,
            ("DELETE", "state"): self._delete_state,
            ("POST", "reset"): self._reset,
        }

    def answer(self, asked: Asked) -> Told:
        name = asked.path[0] if asked.path else ""
        route = self._routes.get((asked.method, name))
        if route:
            return route(asked)
        methods = [method for method, path in self._routes if path == name]
        if methods:
            return refused(f"/admin/{name} answers {' and '.join(methods)}, not {asked.method}.", status=405)
        names = ", ".join(dict.fromkeys(path for _, path in self._routes))
        return refused(f"There is no /admin/{name}; there are {names}.", status=404)

    def _ledger(self, asked: Asked) -> Told:
        given = asked.query.get("since", "0")
        since = whole(given)
        if since is None:
            return refused(f"since is {given}; it is the sequence to read on from, a number.")
        lines = self._books.ledger[since:]
        return Told(body=b"".join(line + b"\n" for line in lines), content_type=b"application/x-ndjson")

    def _show_stats(self, _: Asked) -> Told:
        counted = self.stats.shown() | {
            "deliveries_pending": len(self._books.accepted),
            "sessions_opened": self._execution.sessions.opened,
        }
        return told(
            counted | {"writes": len(self._books.ledger), "faults_fired": sum(each.fired for each in self.faults)}
        )

    def _show_faults(self, _: Asked) -> Told:
        return told([fault.shown() for fault in self.faults])

    def _replace_faults(self, asked: Asked) -> Told:
        faults = read_faults(asked.body)
        if isinstance(faults, str):
            return refused(faults)
        self.faults = faults
        return self._show_faults(asked)

    def _show_settings(self, _: Asked) -> Told:
        return told(self._books.settings)

    def _change_settings(self, asked: Asked) -> Told:
        settings = changed(self._books.settings, _json(asked.body))
        if not isinstance(settings, Settings):
            return refused(settings)
        self._books.settings = settings
        self._journal.write(Commit(settings=settings))
        return told(settings, wrote=True)

    def _show_state(self, asked: Asked) -> Told:
        if len(asked.path) == 1:
            return told({name: len(records) for name, records in self._books.records.items()})
        if asked.path[1] not in DEFINITIONS:
            return _unknown_object(asked.path[1])
        if len(asked.path) == 2:
            return told(list(self._books.records[asked.path[1]].values()))
        record = self._books.named(asked.path[1], asked.path[2])
        return told(record) if record else _no_record(asked)

    def _put_state(self, asked: Asked) -> Told:
        definition = DEFINITIONS.get(asked.path[1]) if len(asked.path) == 3 else None
        if definition is None:
            return _unknown_object("/".join(asked.path[1:]))
        writing = Writing(self._books, by=PERSON)
        wrong = put_record(self._books, writing, definition, key=asked.path[2], fields=_json(asked.body))
        if wrong:
            return refused(wrong)
        self._journal.write(writing.commit())
        return told(self._books.named(definition.object, asked.path[2]), wrote=True)

    def _delete_state(self, asked: Asked) -> Told:
        if len(asked.path) != 3 or asked.path[1] not in DEFINITIONS:
            return _unknown_object("/".join(asked.path[1:]))
        record = self._books.named(asked.path[1], asked.path[2])
        if record is None:
            return _no_record(asked)
        writing = Writing(self._books, by=PERSON)
        writing.drop(asked.path[1], record["RECORDNO"])
        self._journal.write(writing.commit())
        return told(record, wrote=True)

    def _reset(self, asked: Asked) -> Told:
        """Statistics only, or the whole company back to its first day."""
        given = _json(asked.body or b"{}")
        what = given.get("what", "stats") if isinstance(given, dict) else given
        if what not in {"stats", "everything"}:
            return refused(f"what is {what}; it is stats or everything.")
        self.stats.reset()
        if what == "everything":
            self.faults = []
            self._books.reset(self._journal.restart())
            self._execution.sessions.forget()
        return told({"reset": what}, wrote=what == "everything")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _unknown_object(name: str) -> Told:
    listed = ", ".join(DEFINITIONS)
    return refused(f"{name or 'Nothing'} is not /OBJECT/KEY with an object of the stand-in: {listed}.", status=404)


def _no_record(asked: Asked) -> Told:
    return refused(f"There is no {asked.path[1]} with the key {asked.path[2]}.", status=404)
