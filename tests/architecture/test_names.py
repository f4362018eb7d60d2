"""A third party is one folder and one line; a job is one name; a setting is told."""

import re

from backend.connectors.registry import CONNECTORS
from backend.queue import Job
from jobs.worker import FUNCTIONS
from tests.architecture.sources import ROOT, name_of, python_files

DEMO = "backend/cli/"  # plays a company of one third party, and says which
NOT_IN_COMPOSE = {
    "SYNCLINE_HOME": "the image has its own, a volume",
    "SYNCLINE_HOST": "the image listens on all addresses of the container",
    "SYNCLINE_PORT": "the same within every container; SYNCLINE_LISTEN says where it is published",
    "SYNCLINE_DEMO": "whether integrations are pretended is for the demo's own start to say",
}


def test_a_connector_is_named_in_its_folder_and_in_one_line_of_the_registry() -> None:
    mentions = {
        name_of(path)
        for path in [*python_files(), *(ROOT / "frontend").rglob("*.html")]
        for name in CONNECTORS
        if re.search(rf"""["']{name}["']|connectors\.{name}""", path.read_text())
        and f"connectors/{name}/" not in name_of(path)
    }

    assert {place for place in mentions if not place.startswith(DEMO)} == {"backend/connectors/registry.py"}


def test_every_job_has_its_function_of_the_same_name() -> None:
    assert set(FUNCTIONS) == set(Job)
    assert {job.value: function.__name__ for job, function in FUNCTIONS.items()} == {job: job for job in Job}


def test_an_action_is_one_file_with_one_public_function_of_its_name() -> None:
    for path in python_files("backend/actions"):
        public = re.findall(r"^async def ([a-z]\w*)", path.read_text(), flags=re.MULTILINE)
        assert not public or path.stem in public, name_of(path)


def test_only_the_walls_catch_everything() -> None:
    """Of the web, of a poll, of the loop that keeps the house in order, and in it between the integrations."""
    house = [path for path in python_files() if "stand_in" not in path.parts]
    broad = {name_of(path) for path in house if re.search(r"except (Base)?Exception\b|except:", path.read_text())}

    within = {"backend/actions/keep_tending.py", "backend/actions/line/apart.py"}
    assert broad <= {"backend/web/errors.py", "backend/web/drawing/views.py"} | within


def test_every_setting_is_told_in_the_docs() -> None:
    told = (ROOT / "docs" / "settings.md").read_text()
    wanted = set(re.findall(r"SYNCLINE_[A-Z_]+|DATABASE_URL|REDIS_URL", (ROOT / "backend/settings.py").read_text()))

    assert {name for name in wanted if name not in told} == set()


def test_compose_hands_every_setting_through_and_its_page_tells_those_of_the_env_file() -> None:
    compose, page = ((ROOT / name).read_text() for name in ("docker-compose.yml", "docs/running.md"))
    read = set(re.findall(r"SYNCLINE_[A-Z_]+", (ROOT / "backend/settings.py").read_text()))
    given = set(re.findall(r"^ +(SYNCLINE_[A-Z_]+): ", compose, flags=re.MULTILINE))
    table = page.partition("| in `.env` |")[2].partition("\n\n")[0]

    assert read - given == NOT_IN_COMPOSE.keys()
    assert set(re.findall(r"\$\{(\w+)", compose)) - set(re.findall(r"`(\w+)`", table)) == set()


def test_nothing_that_is_committed_names_what_is_outside() -> None:
    outside = "../" + "shared"
    folders = ("backend", "jobs", "frontend", "tests", "docs")
    files = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if not {"node_modules", ".venv"} & set(path.parts) and path.suffix in {".py", ".md", ".html", ".sql"}
    ]

    assert [name_of(path) for path in files if outside in path.read_text()] == []
