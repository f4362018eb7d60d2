"""Opens a company from its home: the journal when there is one, else the scenario."""

from pathlib import Path
from typing import Any

from backend.stand_in.company.books import Books
from backend.stand_in.company.commit import Access, Commit
from backend.stand_in.company.journal import Journal
from backend.stand_in.company.records import as_record, unusable
from backend.stand_in.company.scenario import Scenario, ScenarioError, read_scenario
from backend.stand_in.company.settings import first_problem
from backend.stand_in.company.writing import Writing
from backend.stand_in.objects.registry import DEFINITIONS


def open_company(home: Path, scenario: Path) -> tuple[Books, Journal]:
    """The books as they were left. The scenario is only read for a home without a journal."""
    journal, books = Journal(home), Books()
    found = False
    for commit in journal.read():
        books.apply(commit)
        found = True
    if not found:
        journal.write(_first_commit(books, read_scenario(scenario)))
    return books, journal


def _first_commit(books: Books, scenario: Scenario) -> Commit:
    wrong = first_problem(scenario.settings)
    if wrong:
        raise ScenarioError(f"The settings of the scenario do not fit: {wrong}")
    writing = Writing(books, by="scenario")
    for entity in scenario.entities:
        fields: dict[str, Any] = {"LOCATIONID": entity.id, "NAME": entity.name}
        writing.put("LOCATIONENTITY", as_record(writing, "LOCATIONENTITY", fields))
        writing.put("LOCATION", as_record(writing, "LOCATION", fields | {"ENTITY": entity.id}))
    for name, records in scenario.records.items():
        for fields in records:
            writing.put(name, as_record(writing, name, _checked(name, fields)))
    access = Access(
        company=scenario.company,
        senders={each.id: each for each in scenario.senders},
        users={each.id: each for each in scenario.users},
    )
    commit = writing.commit()
    opening = Commit(puts=commit.puts, settings=scenario.settings, access=access)
    books.access, books.settings = access, scenario.settings
    return opening


def _checked(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    if name not in DEFINITIONS:
        raise ScenarioError(f"The scenario names the object {name}, which the stand-in does not know.")
    key = DEFINITIONS[name].key
    if not isinstance(fields.get(key), str):
        raise ScenarioError(f"A {name} of the scenario has no {key}.")
    if wrong := unusable(fields):
        raise ScenarioError(f"The field {wrong} of {name} {fields[key]} in the scenario is no text that XML can hold.")
    return fields
