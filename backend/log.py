"""One JSON line per event, on standard error; neither repeats nor a log that nobody takes stop anybody."""

import contextlib
import logging
import os
import queue
import threading
import time

import structlog

OUTAGES = ("bell.failed", "database.unavailable", "listen.lost")  # what lasts is not told at each try
_REPEAT_SECONDS = 10.0
_MOST_WAITING = 10_000  # lines
_FLUSH_SECONDS = 2.0
_STANDARD_ERROR = 2
_traceback = structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=30)  # locals hold secrets


def set_up_logging(*, process: str) -> None:
    """`process`: web, worker … stands in every line."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    handler = Aside()
    handler.setFormatter(_formatter(shared))
    handler.addFilter(Repeats())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("backend").setLevel(logging.INFO)
    logging.getLogger("jobs").setLevel(logging.INFO)


def _formatter(shared: list[structlog.typing.Processor]) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(_traceback),
            structlog.processors.JSONRenderer(),
        ],
    )


class Repeats(logging.Filter):
    """Lets the same complaint through once in ten seconds: of an outage, and of SAQ, which without Redis logs a
    traceback without pause."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[object, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.msg["event"] if isinstance(record.msg, dict) else record.msg
        if record.name.partition(".")[0] != "saq" and said not in OUTAGES:
            return True
        now = time.monotonic()
        seen = self._last.get(said, -_REPEAT_SECONDS)
        if now - seen < _REPEAT_SECONDS:
            return False
        self._last[said] = now
        return True


class Aside(logging.Handler):
    """Writes from a thread of its own. What a full disk or a sleeping reader does not take is left out, and counted."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        self._left_out = 0
        threading.Thread(target=self._write, name="log", daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.put_nowait(f"{self.format(record)}\n".encode())
        except queue.Full:
            self._left_out += 1

    def flush(self) -> None:
        """Waits a moment for what is not written yet."""
        ends = time.monotonic() + _FLUSH_SECONDS
        while self._lines.unfinished_tasks and time.monotonic() < ends:
            time.sleep(0.005)

    def _write(self) -> None:
        while True:
            line = self._lines.get()
            left_out, self._left_out = self._left_out, 0
            if left_out:
                _write_all(b'{"event": "log.left_out", "level": "warning", "lines": %d}\n' % left_out)
            _write_all(line)
            self._lines.task_done()


def _write_all(line: bytes) -> None:
    """Past Python's own standard error: its lock, held by a write that never ends, would not let the process end."""
    with contextlib.suppress(OSError):
        while line:
            line = line[os.write(_STANDARD_ERROR, line) :]
