"""Settings are read from the environment, or refused with a sentence."""

from pathlib import Path

import pytest

from backend.settings import SettingError, Settings


def read(home: Path, **env: str) -> Settings:
    return Settings.from_env({"DATABASE_URL": "x", "REDIS_URL": "x", "SYNCLINE_HOME": str(home)} | env)


@pytest.mark.parametrize("url", ["https://books.example", "https://books.example/", "https://books.example/x/y/"])
def test_the_address_may_be_given_with_the_base_path_or_without(tmp_path: Path, url: str) -> None:
    settings = read(tmp_path, SYNCLINE_URL=url, SYNCLINE_BASE_PATH="/x/y/")

    assert settings.url + settings.base_path == "https://books.example/x/y"


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1", "80.5"])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingError, match=f"SYNCLINE_PORT is '{port}'; it must be a number from 1 to 65535"):
        read(tmp_path, SYNCLINE_PORT=port)


def test_a_worker_has_no_limit_of_memory_unless_one_is_set(tmp_path: Path) -> None:
    assert read(tmp_path).worker_memory == 0
    assert read(tmp_path, SYNCLINE_WORKER_MEMORY="1024").worker_memory == 1024


@pytest.mark.parametrize("memory", ["1 GB", "-1", "64", "1e9"])
def test_a_limit_of_memory_that_is_none_is_named(tmp_path: Path, memory: str) -> None:
    with pytest.raises(SettingError, match=f"SYNCLINE_WORKER_MEMORY is '{memory}'; it must be a number of megabytes"):
        read(tmp_path, SYNCLINE_WORKER_MEMORY=memory)


@pytest.mark.parametrize("name", ["SYNCLINE_KEEP_ANSWERS_DAYS", "SYNCLINE_KEEP_SYNCS_DAYS"])
@pytest.mark.parametrize("days", ["6", "-1", "3 months", "1e9", "1000000"])
def test_days_that_cannot_be_kept_are_named(tmp_path: Path, name: str, days: str) -> None:
    with pytest.raises(SettingError, match=f"{name} is '{days}'; it must be a number of days from 7 on, or 0"):
        read(tmp_path, **{name: days})


def test_how_long_things_are_kept_may_be_set_and_for_good(tmp_path: Path) -> None:
    usual, chosen = read(tmp_path), read(tmp_path, SYNCLINE_KEEP_ANSWERS_DAYS="0", SYNCLINE_KEEP_SYNCS_DAYS="7")

    assert (usual.keep_answers_days, usual.keep_syncs_days) == (90, 730)
    assert (chosen.keep_answers_days, chosen.keep_syncs_days) == (0, 7)


def test_nobodys_pages_may_frame_an_embed_unless_their_origins_are_listed(tmp_path: Path) -> None:
    several = "https://portal.example, https://portal.example:8443 http://localhost:5000 http://[::1]"

    assert read(tmp_path).embed_origins == frozenset()
    assert read(tmp_path, SYNCLINE_EMBED_ORIGINS=several).embed_origins == {
        "https://portal.example",
        "https://portal.example:8443",
        "http://localhost:5000",
        "http://[::1]",
    }


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "https://*.example",
        "https:",
        "'self'",
        "portal.example",
        "http://portal.example",
        "http://127.0.0.1.example",
        "https://portal.example/",
        "https://portal.example/app",
        "https://portal.example?x",
        "https://anna@portal.example",
        "https://Portal.example",
        "https://portal.example:443",
        "https://portal.example:0",
        "https://portal.example;script-src",
        "https://portäl.example",
    ],
)
def test_what_is_not_exactly_an_origin_is_refused_by_name(tmp_path: Path, origin: str) -> None:
    with pytest.raises(SettingError, match=r"SYNCLINE_EMBED_ORIGINS has .*; each must be an origin in lower case"):
        read(tmp_path, SYNCLINE_EMBED_ORIGINS=f"https://fine.example {origin}")
