"""Settings of the pretend third party; the switches make it misbehave on purpose."""

from typing import Annotated

import msgspec
from msgspec import Meta


class LoopbackConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Prefixes are prefixes of object keys; empty: no object."""

    company: Annotated[str, Meta(min_length=1, description="Name of the books to write to")] = "loopback"
    welcome_word: Annotated[str, Meta(description="It takes passwords that hold this word")] = "loopback"
    latency_seconds: Annotated[float, Meta(ge=0, le=60, description="Time of one call")] = 0.0
    call_timeout_seconds: Annotated[float, Meta(gt=0, le=60, description="Longest time of one call")] = 10.0
    look_back_minutes: Annotated[
        int, Meta(ge=0, le=10_080, description="Reading back begins so long before the last time's end")
    ] = 150
    lag_seconds: Annotated[float, Meta(ge=0, le=86_400, description="Show what is written so late when read back")] = 0
    refuse_prefix: Annotated[str, Meta(description="Refuse these objects")] = ""
    lose_prefix: Annotated[str, Meta(description="Write these objects, then lose the answer")] = ""
    name_another: Annotated[bool, Meta(description="Write, then answer about another record")] = False
    name_another_level: Annotated[bool, Meta(description="Write, then answer about another level")] = False
    hide_kind: Annotated[str, Meta(description="Let nobody read objects of this kind")] = ""
    unreachable: Annotated[bool, Meta(description="Refuse connections")] = False
    throttled: Annotated[bool, Meta(description="Answer that there were too many calls")] = False
    broken: Annotated[bool, Meta(description="Answer with nonsense before anything is written")] = False
