"""What every connector must promise without a line: needs, rendering, its words. Part of the contract suite."""

import socket
import time
from collections.abc import Iterator

import msgspec
import pytest

from backend.domain.objects import ObjectRef
from backend.domain.protocol.times import Times
from backend.domain.pushes.cause import Lack, SharedProblem
from backend.domain.pushes.push import Operation
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.asking import carrying, create
from tests.connectors.make import BODIES, make_push, make_version, maps_of
from tests.connectors.third_parties import ThirdParty


class FormSuite:
    def test_other_bytes_have_another_hash(self, third_party: ThirdParty) -> None:
        one, same, other = [create(third_party, make_version(key="SAME", name=name)).payload for name in "aab"]

        assert one.hash == same.hash != other.hash

    def test_every_kind_needed_is_a_kind_carried(self, third_party: ThirdParty) -> None:
        connector = third_party.connector
        for kind in BODIES.keys() & connector.kinds.keys():
            needed = connector.needs(make_version(kind), maps_of(connector))

            assert {ref.kind for ref in needed} <= connector.kinds.keys()
            assert len(set(needed)) == len(needed)

    def test_an_invoice_needs_its_customer_and_the_items_and_classes_of_its_lines(
        self, third_party: ThirdParty
    ) -> None:
        carrying(third_party, "sales_invoice")
        needed = third_party.connector.needs(make_version("sales_invoice"), maps_of(third_party.connector))

        names = [("customer", "VINET"), ("item", "P011"), ("item", "P042"), ("class", "CAT4"), ("class", "CAT5")]
        assert set(needed) == {ObjectRef(*name) for name in names if name[0] in third_party.connector.kinds}

    def test_what_an_object_names_goes_by_what_it_is_called_there(self, third_party: ThirdParty) -> None:
        carrying(third_party, "sales_invoice")
        version = make_version("sales_invoice")
        known = {ObjectRef("customer", "VINET"): RemoteRef(id="90817", number="THEIRS-9")}

        ours, theirs = [
            make_push(third_party.connector, version, third_party.config, parents=parents) for parents in ({}, known)
        ]

        assert any(name in theirs.payload.content for name in (b"THEIRS-9", b"90817"))
        assert theirs.expected != ours.expected

    def test_rendering_is_pure(self, third_party: ThirdParty, monkeypatch: pytest.MonkeyPatch) -> None:
        def touched(*_args: object, **_kwargs: object) -> None:
            raise AssertionError("rendering looked at the clock or the network")

        for module, name in ((time, "time"), (time, "time_ns"), (time, "monotonic"), (socket, "socket")):
            monkeypatch.setattr(module, name, touched)
        for kind in BODIES.keys() & third_party.connector.kinds.keys():
            version = make_version(kind, "SAME")
            before = msgspec.json.encode(version)

            first, second = (make_push(third_party.connector, version, third_party.config) for _ in range(2))

            assert first.payload == second.payload
            assert msgspec.json.encode(version) == before

    def test_a_code_without_an_entry_in_its_map_is_named(self, third_party: ThirdParty) -> None:
        if not third_party.connector.maps:
            pytest.skip(f"{third_party.connector.label} reads no value maps")
        problems = third_party.connector.render(
            make_version(payment_term="N45"),
            op=Operation.CREATE,
            key="k",
            remote=None,
            parents={},
            config=third_party.config,
            maps=maps_of(third_party.connector),
        )

        assert isinstance(problems, tuple)
        assert problems[0].field == "payment_term"
        assert problems[0].sentence.startswith("payment term N45 has no entry in the value map")
        assert isinstance(problems[0], SharedProblem)
        assert any(problems[0].cause.lack == Lack(map=name, code="N45") for name in third_party.connector.maps)

    def test_its_words_are_complete(self, third_party: ThirdParty) -> None:
        connector = third_party.connector

        assert f"connectors.{connector.name}." in type(connector).__module__
        assert connector.label
        assert all(kind.name == name and kind.remote_name for name, kind in connector.kinds.items())
        assert not set(connector.secrets) & set(connector.config.__struct_fields__)
        assert connector.promises(third_party.config).batch_limit >= 1
        assert Times.of(connector.promises(third_party.config))
        assert {*connector.company(third_party.config)} & {*connector.config.__struct_fields__}

    def test_no_number_that_its_settings_take_contradicts_the_protocol(self, third_party: ThirdParty) -> None:
        """What `Times.of` takes fits together: tests/domain/protocol/test_times.py."""
        for name, number in _extreme_numbers(third_party.connector.config):
            config = msgspec.structs.replace(third_party.config, **{name: number})
            assert Times.of(third_party.connector.promises(config)), (name, number)


def _extreme_numbers(form: type[msgspec.Struct]) -> Iterator[tuple[str, float]]:
    """The least and the most of each setting; of more than nothing, a thousandth."""
    inspected = msgspec.inspect.type_info(form)
    assert isinstance(inspected, msgspec.inspect.StructType)
    for field in inspected.fields:
        if isinstance(field.type, msgspec.inspect.IntType | msgspec.inspect.FloatType):
            assert field.type.le is not None, f"{field.name} has no limit"
            yield field.name, 0.001 if field.type.ge is None else field.type.ge
            yield field.name, field.type.le
