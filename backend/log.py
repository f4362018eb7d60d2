"""One JSON line per event, on standard error; the queue's own logger is kept from filling disks."""

import logging
import time

import structlog

_REPEAT_SECONDS = 10.0
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
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(shared))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("backend").setLevel(logging.INFO)
    logging.getLogger("saq").addFilter(Repeats())


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
    """Lets the same message through once in ten seconds: without Redis SAQ logs a traceback without pause."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[object, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        seen = self._last.get(record.msg, -_REPEAT_SECONDS)
        if now - seen < _REPEAT_SECONDS:
            return False
        self._last[record.msg] = now
        return True
