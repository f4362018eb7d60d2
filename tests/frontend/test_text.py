"""How values are written."""

import re
from datetime import UTC, datetime, timedelta, timezone
from html import unescape

import msgspec
import pytest

from backend.domain.grid.cursors import Sort
from backend.domain.grid.grid_filter import TEXTS, GridFilter
from backend.domain.grid.layout import TOLD, Layout
from backend.domain.roles import Role
from backend.domain.status import Status
from backend.web.drawing import text
from backend.web.drawing.templates import FRONTEND, Assets, draw, make_environment
from backend.web.locales.catalogs import words_of
from backend.web.locales.words import ENGLISH
from tests.frontend import sample
from tests.frontend.contexts import make_context
from tests.frontend.markup import Markup


def test_money_gets_separators_and_keeps_its_digits() -> None:
    assert [ENGLISH.number(one) for one in ("2058.460", "-1234567.5", "0.00", None)] == [
        "2,058.460",
        "-1,234,567.5",
        "0.00",
        "",
    ]


def test_a_moment_is_written_in_utc_whatever_its_zone() -> None:
    berlin = datetime(2026, 11, 23, 15, 32, tzinfo=timezone(timedelta(hours=1)))

    assert "2026-11-23 14:32 UTC</time>" in text.utc(berlin)
    assert 'datetime="2026-11-23T14:32:00Z"' in text.utc(berlin.astimezone(UTC))


def test_an_attempt_is_timed_to_the_second_and_lasts_milliseconds() -> None:
    at = datetime(2026, 11, 23, 14, 8, 2, tzinfo=UTC)

    assert "2026-11-23 14:08:02 UTC</time>" in text.utc(at, "second")
    assert [text.lasted(one) for one in (None, 0.0123, 0.34, 0.9999, 1.24)] == ["", "12 ms", "340 ms", "1.0 s", "1.2 s"]


def test_a_long_message_is_said_in_the_readers_language_before_the_list_cuts_it() -> None:
    row = sample.make_row(1, **sample.troubled(f"Intacct cannot be reached: {'x' * 400}"))
    whole = make_environment("", words_of("de")).globals["last_message"](row)

    cut = make_environment("", words_of("de")).filters["listed"](row).message

    assert cut == f"Intacct ist nicht erreichbar: {'x' * 400}"[:299] + "…"
    assert "x" * 400 in whole  # as the drawer has it


def test_what_an_error_is_about_is_marked_once_in_the_objects_own_part_of_a_request() -> None:
    request = "<f id='a'><x>1</x></f><f id='b'><x>1</x><y>&</y><x>1</x></f>"
    before, marked, after = text.pointed(request, "<x>1</x>", "'b'").partition(
        "<mark><b>&lt;x&gt;1&lt;/x&gt;</b></mark>"
    )

    assert marked
    assert (unescape(before), unescape(after)) == ("<f id='a'><x>1</x></f><f id='b'>", "<y>&</y><x>1</x></f>")
    assert "<mark>" not in text.pointed(request, "", "'b'") + text.pointed(request, "<z>", "'b'")
    assert "<mark>" not in text.pointed(request, "<x>1</x>", "'cut off'")  # the others' are not what it is about


def test_a_key_is_one_segment_of_a_path() -> None:
    assert text.segment("INV/2024/07 Ä&?#") == "INV%2F2024%2F07%20%C3%84%26%3F%23"


def test_different_texts_give_different_ids() -> None:
    names = ["a.b", "a b", "a_b", "a-b", "a_2e_b"]

    assert len({text.dom_id(name) for name in names}) == len(names)


def test_each_status_has_a_word_and_a_mark() -> None:
    marks = make_environment("").globals["status_mark"]

    assert [text.status_label(one) in marks[one] for one in Status] == [True] * 5


def test_the_header_says_a_role_once_and_the_strip_what_it_counts() -> None:
    env = make_environment("")
    one = draw(env, "objects/bar/_bar_top.html", **make_context(person=sample.make_person(Role.ADMIN, name="Admin")))
    strip = draw(env, "objects/list/_health.html", **make_context(health=sample.make_health(per_hour=1)))

    assert "<small>" not in one
    assert "1 push/h" in Markup.of(strip).text


def test_a_poll_asks_for_all_that_the_list_is_filtered_by() -> None:
    words = dict.fromkeys(TEXTS, "a&b")
    given = GridFilter(statuses=frozenset({Status.ERROR}), sort=Sort.KEY, after="x", **words)

    drawn = draw(make_environment(""), "objects/list/_view.html", filter=given, layout=Layout(frozenset(TOLD)))

    assert re.findall(r'name="(\w+)" value="([^"]*)"', drawn) == [
        ("status", "error"),
        *((name, "a&amp;b") for name in TEXTS),
        ("sort", "key"),
        ("after", "x"),
        ("more", "attempts.by"),
    ]


def test_nobody_may_do_nothing() -> None:
    assert not text.may(None, "viewer")
    assert not text.may(sample.make_person(Role.VIEWER), "operator")
    assert text.may(sample.make_person(Role.ADMIN), "operator")


@pytest.mark.parametrize("base", ["", "/x/y", "/x/y/"])
def test_every_url_stands_under_the_base_path(base: str) -> None:
    url = make_environment(base).globals["url"]

    assert url("/integrations/1/objects") == base.rstrip("/") + "/integrations/1/objects"
    assert url("/a", "b=c").endswith("/a?b=c")


def test_a_static_file_is_found_under_its_own_hash_only() -> None:
    assets = Assets(FRONTEND / "static")
    _, _, its_hash, name = assets.url_path("js/live.js").split("/", 3)

    assert assets.file_at(its_hash, name) == FRONTEND / "static" / "js" / "live.js"
    assert assets.file_at("0" * 16, name) is None
    assert assets.file_at(its_hash, "../../backend/web/drawing/text.py") is None


def test_a_changed_file_changes_the_hash(tmp_path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "layers.css").write_text("a")
    before = Assets(tmp_path).hash

    (tmp_path / "css" / "layers.css").write_text("b")

    assert Assets(tmp_path).hash != before


def test_a_row_is_drawn_again_when_its_revision_changes() -> None:
    env = make_environment("")
    row = sample.make_rows()[0]
    first = env.globals["drawn"]([row], "/integrations/1")

    same = env.globals["drawn"]([msgspec.structs.replace(row, message="unseen")], "/integrations/1")
    later = env.globals["drawn"](
        [msgspec.structs.replace(row, message="seen", revision=row.revision + 1)], "/integrations/1"
    )

    assert same == first
    assert "seen" in later


def test_a_kept_row_takes_the_view_that_it_is_in_along() -> None:
    env = make_environment("")
    row = msgspec.structs.replace(sample.make_rows()[0], key='<?>"', message="<&>")
    plain = env.globals["drawn"]([row], "/integrations/1")

    html = env.globals["drawn"]([row], "/integrations/1", "status=error&after=a_1")

    links = Markup.of(html).values("href")
    key = "/integrations/1/objects/sales_invoice/%3C%3F%3E%22"
    assert links == [f"{key}?status=error&after=a_1", f"{key}?tab=attempts&status=error&after=a_1"]
    assert Markup.of(plain).values("href") == [key, f"{key}?tab=attempts"]
    assert Markup.of(html).text == Markup.of(plain).text


def test_a_row_says_nothing_about_who_looks() -> None:
    env = make_environment("")

    html = draw(env, "objects/list/_row.html", row=sample.make_rows()[0], base="/integrations/1")

    assert "checked" not in html
    assert "M. Bauer" not in html


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", ("Tastatur", "Eingabe")), ("fr", ("Clavier", "Entrée")), ("es", ("Teclado", "Intro"))],
)
def test_the_help_of_the_keyboard_is_not_headed_as_the_keys_of_programs_are(
    language: str, words: tuple[str, str]
) -> None:
    environment, person = make_environment("", words_of(language)), sample.make_person(Role.OPERATOR)
    drawn = unescape(draw(environment, "objects/menus/_keys.html", person=person))

    assert f">{words[0]}</h1>" in drawn
    assert f"<kbd>{words[1]}</kbd>" in drawn
