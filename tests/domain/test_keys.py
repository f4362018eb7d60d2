"""Deduplication keys: one per creation, never per attempt."""

import re

import pytest

from backend.domain.keys import coming_create_keys, create_key, update_key
from backend.domain.objects import ObjectRef

INVOICE = ObjectRef("sales_invoice", "INV/2024/07 Ä&?#")


def test_a_key_fits_every_control_id() -> None:
    assert re.fullmatch(r"[a-z2-7]{32}", create_key("intacct:ACME", INVOICE, 1))


def test_a_rebuilt_console_makes_the_same_keys() -> None:
    """A changed recipe would send again what an older one had sent: the value is written down."""
    assert create_key("intacct:ACME", INVOICE, 1) == "qajkcovvtrzcxax5tpu6zp5he4dbamdz"
    assert update_key("intacct:ACME", INVOICE, 1, version=7, synced_version=5) == "drhbqzfrcyz6fhvmiwblmi2adqo4s23r"


def test_what_is_another_creation_has_another_key() -> None:
    other = ObjectRef("sales_invoice", "INV/2024/08")
    keys = {
        create_key("intacct:ACME", INVOICE, 1),
        create_key("intacct:ACME", INVOICE, 2),
        create_key("intacct:OTHER", INVOICE, 1),
        create_key("intacct:ACME", other, 1),
        create_key("intacct:ACME", ObjectRef("customer", INVOICE.key), 1),
        update_key("intacct:ACME", INVOICE, 1, version=1, synced_version=None),
        update_key("intacct:ACME", INVOICE, 1, version=2, synced_version=None),
        update_key("intacct:ACME", INVOICE, 1, version=2, synced_version=1),
        update_key("intacct:ACME", INVOICE, 2, version=2, synced_version=1),
    }
    assert len(keys) == 9


def test_the_parts_of_a_key_do_not_run_into_each_other() -> None:
    assert create_key("a", ObjectRef("bc", "d"), 1) != create_key("ab", ObjectRef("c", "d"), 1)


def test_the_keys_to_come_begin_with_the_present_one_and_differ() -> None:
    ref = ObjectRef("customer", "C1")

    coming = coming_create_keys("acme", ref, 3)

    assert coming == [create_key("acme", ref, epoch) for epoch in range(3, 8)]
    assert len(set(coming)) == len(coming)


@pytest.mark.parametrize(("epoch", "first"), [(1, 1), (3, 1), (9, 5)])
def test_a_restored_console_may_have_forgotten_keys_before_the_present_one(epoch: int, first: int) -> None:
    ref = ObjectRef("customer", "C1")
    known = coming_create_keys("acme", ref, epoch, restored=True)
    assert known == [create_key("acme", ref, one) for one in range(first, epoch + 5)]
