"""What went wrong is mended from the screen, and nothing is written twice."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator

ACCOUNT = {"TITLE": "Other sales", "NORMALBALANCE": "credit", "ACCOUNTTYPE": "incomestatement"}


@pytest.fixture(scope="module")
def level() -> str:
    return "entity"


@pytest.fixture(scope="module", autouse=True)
def _company(desk: Desk) -> None:
    desk.customer("E-1")
    desk.sync(("customer", "E-1"))


def test_an_error_is_told_mended_there_and_forced(desk: Desk, operator: Operator) -> None:
    desk.invoice("E-INV", "E-1", account="4711", entity="100")
    desk.sync(("sales_invoice", "E-INV"))
    operator.open("?key=E-INV")
    expect(operator.status("E-INV")).to_have_text("Error")
    expect(operator.row("E-INV").locator(".msg")).to_contain_text("4711")

    desk.play("state/GLACCOUNT/4711", ACCOUNT)
    operator.tick("E-INV")
    expect(operator.page.locator("#press-synchronize")).to_be_disabled()
    expect(operator.page.locator("#press-force b")).to_have_text("1")
    operator.page.click("#press-force")

    expect(operator.status("E-INV")).to_have_text("Success", timeout=20_000)
    assert desk.written("E-INV") == ["E-INV"]


def test_what_is_mended_is_forced_by_the_key_f_and_by_no_other(desk: Desk, operator: Operator) -> None:
    desk.invoice("E-KEY", "E-1", account="4712", entity="100")
    desk.sync(("sales_invoice", "E-KEY"))
    desk.play("state/GLACCOUNT/4712", ACCOUNT)
    operator.open("?key=E-KEY")
    for key in ("j", "x"):
        operator.page.keyboard.press(key)
    expect(operator.page.locator("#press-force b")).to_have_text("1")

    operator.page.keyboard.press("s")  # there is nothing to synchronize
    expect(operator.status("E-KEY")).to_have_text("Error")
    operator.page.keyboard.press("f")

    expect(operator.toast).to_contain_text("1 queued")
    expect(operator.status("E-KEY")).to_have_text("Success", timeout=20_000)
    assert desk.written("E-KEY") == ["E-KEY"]


def test_an_error_of_master_data_says_that_it_was_sent_at_the_top_level(desk: Desk, operator: Operator) -> None:
    refusal = {"errorno": "XX1", "description2": "Not today"}
    desk.play("faults", [{"match": {"natural_key": "E-TOP"}, "do": "error_code", "value": refusal}])
    desk.put("customer", "E-TOP", entity="100", name="Top Ltd")
    desk.invoice("E-TOP-INV", "E-1", account="4713")  # at the top level, too
    desk.sync(("customer", "E-TOP"), ("sales_invoice", "E-TOP-INV"))

    operator.open("?key=E-TOP")

    expect(operator.row("E-TOP").locator(".msg")).to_contain_text("Not today")
    expect(operator.row("E-TOP").locator(".msg")).to_contain_text("Sent at the top level")
    expect(operator.row("E-TOP-INV").locator(".msg")).to_contain_text("4713")
    expect(operator.row("E-TOP-INV").locator(".msg")).not_to_contain_text("Sent at the top level")


def test_a_foreign_record_is_adopted_and_then_updated(desk: Desk, operator: Operator) -> None:
    desk.play("state/CUSTOMER/E-2", {"NAME": "Somebody else", "STATUS": "active"})
    desk.customer("E-2")
    desk.sync(("customer", "E-2"))
    operator.open("/customer/E-2?key=E-2")
    expect(operator.drawer).to_contain_text("Sage Intacct has a record with this key that Syncline did not make.")
    message = "Already there, and not made by Syncline. It differs in name"
    expect(operator.row("E-2").locator(".msg")).to_contain_text(message)
    compared = operator.drawer.locator("#differences tbody tr").first
    expect(compared.locator("th, td")).to_have_text(["Name", "Somebody else", "E-2 & Söhne, version 1"])
    expect(compared.locator("th")).to_have_attribute("title", "NAME")
    expect(operator.drawer.locator("#cause")).not_to_contain_text("NAME")

    operator.drawer.get_by_role("button", name=re.compile("Adopt record")).click()
    expect(operator.drawer.locator(".head .status")).to_have_text("Desynchronized")
    operator.drawer.get_by_role("button", name="Synchronize").click()

    expect(operator.status("E-2")).to_have_text("Success", timeout=20_000)
    (customer,) = [one for one in desk.demo.ledger() if one["natural_key"] == "E-2"]
    assert (customer["function"], customer["fields"]["NAME"]) == ("update", "E-2 & Söhne, version 1")


def test_a_lost_answer_is_confirmed_and_not_sent_again(desk: Desk, operator: Operator) -> None:
    desk.play("faults", [{"match": {"natural_key": "E-LOST"}, "do": "drop_after", "times": 1}])
    desk.invoice("E-LOST", "E-1", entity="100")
    operator.open("/sales_invoice/E-LOST?key=E-LOST")

    operator.drawer.get_by_role("button", name="Synchronize").click()

    expect(operator.row("E-LOST").locator(".msg")).to_contain_text("Confirming, outcome unknown; next look")
    expect(operator.drawer).to_contain_text("It is looked up before anything is sent again: never twice.")
    operator.drawer.get_by_role("button", name="Check now").click()
    expect(operator.toast.filter(has_text="It is looked up now").or_(operator.toast).first).to_be_visible()
    expect(operator.status("E-LOST")).to_have_text("Success", timeout=30_000)
    assert desk.written("E-LOST") == ["E-LOST"]


def test_who_waits_names_what_it_waits_for_and_goes_by_itself(desk: Desk, operator: Operator) -> None:
    desk.customer("E-3")
    desk.invoice("E-WAIT", "E-3", entity="200")
    operator.open("?key=E-")
    operator.tick("E-WAIT")
    expect(operator.page.locator("#why")).to_contain_text("E-WAIT waits for customer E-3 (not integrated)")
    operator.page.click("#press-synchronize")
    expect(operator.row("E-WAIT").locator(".msg")).to_contain_text("Waiting for customer E-3")

    operator.tick("E-3")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("1")
    operator.page.click("#press-synchronize")

    expect(operator.status("E-WAIT")).to_have_text("Success", timeout=20_000)
