"""GLBATCH: a journal entry, whose debits and credits are equal."""

from backend.stand_in.objects.definition import Definition, Document, reference
from backend.stand_in.objects.dimensions import ACCOUNT, DIMENSIONS

# A journal line says LOCATION and DEPARTMENT where other lines say LOCATIONID and DEPARTMENTID.
_DIMENSIONS = (
    reference("LOCATION", "LOCATION"),
    reference("DEPARTMENT", "DEPARTMENT"),
    *(each for each in DIMENSIONS if each.to not in {"LOCATION", "DEPARTMENT"}),
)

GLBATCH = Definition(
    object="GLBATCH",
    kind="journal_entry",
    word="Journal Entry",
    key="REFERENCENO",
    required=("JOURNAL", "BATCH_DATE", "BATCH_TITLE"),
    references=(reference("JOURNAL", "GLJOURNAL", "Journal"), reference("BASELOCATION_NO", "LOCATION")),
    fields=("REFERENCENO", "BATCHNO", "JOURNAL", "BATCH_DATE", "BATCH_TITLE", "STATE", "BASELOCATION_NO", "RECORD_URL"),
    dates=frozenset({"BATCH_DATE"}),
    numbers=frozenset({"RECORDNO", "BATCHNO"}),
    numbered="JE",
    document=Document(
        module="GL",
        posted_on=("BATCH_DATE",),
        container="ENTRIES",
        line="GLENTRY",
        amount="TRX_AMOUNT",
        line_required=("ACCOUNTNO", "TR_TYPE", "TRX_AMOUNT"),
        line_references=(ACCOUNT, *_DIMENSIONS),
        balanced=True,
        lines_at_least=2,
    ),
)

GLJOURNAL = Definition(
    object="GLJOURNAL",
    kind="journal",
    word="Journal",
    key="SYMBOL",
    fields=("SYMBOL", "TITLE"),
    generic=frozenset(),
)
