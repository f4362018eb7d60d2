"""How many requests may be in hand at once: of the whole company, and of one sender."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from backend.stand_in.admin.stats import Stats
from backend.stand_in.company.books import Books
from backend.stand_in.pages import error_page


class Quota:
    """Counts what is in hand against the settings; 0 is no limit."""

    def __init__(self, books: Books, stats: Stats) -> None:
        self._books = books
        self._stats = stats
        self._in_hand: Counter[str] = Counter()

    @property
    def used_up(self) -> bool:
        """Whether the company has more in hand than it may."""
        return 0 < self._books.settings.most_connections < self._stats.now

    @contextmanager
    def of(self, sender: str) -> Iterator[bool]:
        """Counts one request of a sender in; gives whether the sender may have it."""
        self._in_hand[sender] += 1
        most = self._books.settings.most_connections_of_sender
        try:
            yield most == 0 or self._in_hand[sender] <= most
        finally:
            self._in_hand[sender] -= 1
            self._in_hand += Counter()  # forgets who has nothing in hand

    def refusal(self) -> tuple[int, bytes, bytes]:
        """Status, content type and body."""
        settings = self._books.settings
        return settings.quota_status, *error_page(429, form=settings.quota_form)
