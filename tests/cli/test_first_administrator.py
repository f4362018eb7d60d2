"""On servers of one's own the first administrator comes from the command line, as docs/running.md says."""

from pathlib import Path

import pytest

from backend.app import create_app
from backend.settings import Settings
from tests.cli.test_dead_servers import run
from tests.web.lifespan import running

pytestmark = pytest.mark.anyio

DOCS = Path(__file__).parents[2] / "docs"
COMMAND = "syncline user add NAME --role admin"


async def test_the_first_administrator_signs_in_with_the_link_that_was_printed(
    settings: Settings, tmp_path: Path
) -> None:
    words = COMMAND.replace("NAME", "ada").split()[1:]
    added = run(tmp_path, *words, DATABASE_URL=settings.database_url, SYNCLINE_URL="https://sync.example")
    link = added.stdout.strip()
    assert link.startswith("https://sync.example/sign-in/"), added

    async with running(create_app(settings)) as client:
        opened = await client.get(link.removeprefix("https://sync.example"))
        client.cookies.clear()
        again = await client.get(link.removeprefix("https://sync.example"))

    assert opened.status_code == 303
    assert "set-cookie" in opened.headers
    assert again.status_code != 303


@pytest.mark.parametrize("page", ["running.md", "security.md"])
def test_the_docs_say_so(page: str) -> None:
    assert COMMAND in (DOCS / page).read_text(encoding="utf-8")
