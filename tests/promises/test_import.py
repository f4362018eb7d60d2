"""`syncline import`: good lines are kept, refused ones named, and what breaks off says where to go on."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.promises.gap import closing_after
from tests.promises.system import System
from tests.promises.test_api_ingest import NAMED, stored

HEADER = "kind,version,key,body.name,body.description"


def lines(prefix: str, count: int) -> list[str]:
    return [
        json.dumps({"kind": "class", "key": f"{prefix}-{n}", "version": 1, "body": NAMED}) for n in range(1, count + 1)
    ]


def count_of(system: System, prefix: str) -> int:
    return int(system.ask(f"SELECT count(*) FROM object WHERE key LIKE '{prefix}-%'"))


def imported(system: System, folder: Path, content: str | bytes, *options: str) -> subprocess.CompletedProcess[str]:
    """A CSV."""
    file = folder / "classes.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return system.syncline("import", str(file), *options)


def test_a_csv_file_is_imported_and_its_refused_lines_are_reported(system: System, tmp_path: Path) -> None:
    file, report = tmp_path / "classes.csv", tmp_path / "refused.ndjson"
    rows = ['1,CSV1,"Tee, Kaffee & „Öl“",', "1,CSV2,,", '1,CSV3,Öle,"two\nlines"', "1,CSV4,,x"]
    header = "kind,version,key,body.name,body.description"
    file.write_text("\n".join([header, *(f"class,{row}" for row in rows)]), encoding="utf-8-sig")

    done = system.syncline("import", str(file), "--report", str(report))

    assert done.returncode == 1
    assert "2 of 4 stored" in done.stderr
    assert [json.loads(one)["line"] for one in report.read_text().splitlines()] == [3, 6]
    assert [stored(system, f"CSV{n}") for n in range(1, 5)] == [[1], [], [1], []]
    assert "„Öl“" in json.dumps(system.object("class", "CSV1"), ensure_ascii=False)


def test_an_import_goes_on_where_it_broke_off(system: System, tmp_path: Path) -> None:
    file, report = tmp_path / "classes.ndjson", tmp_path / "refused.ndjson"
    content = lines("GO-ON", 1300)
    content[2], content[1199] = "nonsense", '{"kind": "clas"}'
    file.write_text("\n".join(["", *content]))

    with closing_after(2, str(system.web.base_url)) as url:
        broken = system.syncline("import", str(file), "--report", str(report), url=url)

    assert broken.returncode == 3, broken.stderr
    assert "999 of 1,300 stored" in broken.stderr
    assert "line 4: not JSON" in broken.stderr
    assert "Go on with --from-line 1002." in broken.stderr
    assert [json.loads(one)["line"] for one in report.read_text().splitlines()] == [4]
    assert count_of(system, "GO-ON") == 999

    rest = system.syncline("import", str(file), "--report", str(report), "--from-line", "1002")

    assert rest.returncode == 1, rest.stderr
    assert "299 of 300 stored" in rest.stderr
    assert [json.loads(one)["line"] for one in report.read_text().splitlines()] == [4, 1201]
    assert count_of(system, "GO-ON") == 1298


def test_a_file_with_large_versions_is_sent_in_parts_that_the_server_takes(system: System, tmp_path: Path) -> None:
    file = tmp_path / "large.ndjson"
    body = NAMED | {"custom": {f"note{n}": "x" * 190 for n in range(900)}}
    content = [json.dumps({"kind": "class", "key": f"LARGE-{n}", "version": 1, "body": body}) for n in range(120)]
    assert sum(map(len, content)) > 20_000_000
    file.write_text("\n".join(content))

    done = system.syncline("import", str(file))

    assert (done.returncode, "120 of 120 stored" in done.stderr) == (0, True), done.stderr
    assert count_of(system, "LARGE") == 120


def test_a_line_that_is_too_large_is_refused_alone(system: System, tmp_path: Path) -> None:
    file = tmp_path / "large.ndjson"
    file.write_text("\n".join([*lines("BESIDE", 1), " " * 20_000_000 + "{}", lines("BESIDE", 2)[1]]))

    done = system.syncline("import", str(file))

    assert done.returncode == 1
    assert "line 2: too large: a version may have 5 MB" in done.stderr
    assert count_of(system, "BESIDE") == 2


def test_importing_the_same_again_is_harmless(system: System, tmp_path: Path) -> None:
    file = tmp_path / "classes.ndjson"
    file.write_text("\n".join(lines("AGAIN", 4)))

    done = [system.syncline("import", str(file)) for _ in range(2)]

    assert [(one.returncode, "4 of 4 stored" in one.stderr) for one in done] == [(0, True)] * 2
    assert [stored(system, f"AGAIN-{n}") for n in range(1, 5)] == [[1]] * 4


def test_a_csv_that_is_not_utf_8_says_where_and_how_to_save_it(system: System, tmp_path: Path) -> None:
    content = f"{HEADER}\nclass,1,LATIN,Gut,\nclass,1,LATIN-2,Öle,\n".encode("latin-1")

    refused = imported(system, tmp_path, content)
    read = imported(system, tmp_path, content, "--encoding", "latin-1")

    assert refused.returncode == 64
    assert "line 3 has a byte that fits no character. Save it as UTF-8" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert read.returncode == 0, read.stderr
    assert system.object("class", "LATIN-2")["body"]["name"] == "Öle"


def test_a_row_with_more_cells_than_the_header_is_refused_by_its_line(system: System, tmp_path: Path) -> None:
    done = imported(system, tmp_path, f"{HEADER}\nclass,1,CELLS-1,Tea,x,y\nclass,1,CELLS-2,Tea\n")

    assert done.returncode == 1
    assert "line 2: 6 cells, but the header names 5 columns" in done.stderr
    assert [stored(system, f"CELLS-{n}") for n in (1, 2)] == [[], [1]]


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        ("key,body.name\nA,B", [], "name the columns"),
        ("", [], "name the columns"),
        ("kind,key,key\n", [], "'key' stands twice"),
        ("kind,key,body,body.name\n", [], "'body.name' contradicts another"),
        ("kind,key,body.lines[0].x,body.lines.x\n", [], "'body.lines.x' contradicts another"),
        ("kind,key,body.lines[99999].x\n", [], "points nowhere"),
        (f'kind,key,body.name\nclass,A,"{"x" * 200_000}"\n', [], "at line 2"),
        ("kind,key\n", ["--encoding", "klingon"], "'klingon'"),
        ("kind,key\nclass,A\n", ["--report", "nowhere/refused.ndjson"], "cannot be written"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_nothing_is_sent(
    system: System, tmp_path: Path, content: str, options: list[str], said: Any
) -> None:
    before = system.ask("SELECT count(*) FROM object")

    done = imported(system, tmp_path, content, *options)

    assert done.returncode == 64
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert system.ask("SELECT count(*) FROM object") == before
