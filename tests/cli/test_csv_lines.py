"""Lines of CSV that cannot be right are refused one by one, by their field."""

from pathlib import Path

import msgspec
import pytest

from backend.cli.files.csv_lines import csv_lines
from backend.domain.ingest.envelope import Envelope, read_envelope


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 30, "0", "²"])
def test_a_version_that_is_no_number_stops_no_other_line(tmp_path: Path, version: str) -> None:
    file = tmp_path / "classes.csv"
    file.write_text(f"kind,key,version,body.name\nclass,A,{version},x\nclass,B,7,x\n")

    wrong, right = [read_envelope(msgspec.json.decode(line)) for _, line in csv_lines(file, "utf-8")]

    assert not isinstance(wrong, Envelope)
    assert [one.field for one in wrong] == ["version"]
    assert isinstance(right, Envelope)
    assert right.number == 7
