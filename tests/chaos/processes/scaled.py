"""The protocol's fixed pauses, made as small as the calls of a run: import it before whatever copies them."""

from datetime import timedelta

import backend.domain.protocol.times as times

_SECONDS = {"LINE_PAUSE": 1, "SETUP_PAUSE": 2, "LOOK_AGAIN": 2, "RECHECK_BLOCKED": 20, "FIRST_BACK_OFF": 0.1}

for _name, _value in _SECONDS.items():
    assert hasattr(times, _name), f"the protocol has no {_name} any more"
    setattr(times, _name, timedelta(seconds=_value))
