"""What may go wrong when somebody changes a case."""

from __future__ import annotations

from tlkit.errors import ConflictError, Text


class Stale(ConflictError):
    """Somebody else changed the case since the page was shown; nothing of this change was kept."""

    def __init__(self, case_id: int) -> None:
        super().__init__(
            Text("Somebody else has just changed this.", "Data ini baru saja diubah orang lain."),
            Text(
                "Open the page again, look at what is new, then repeat your change.",
                "Buka lagi halamannya, lihat yang baru, lalu ulangi perubahan Anda.",
            ),
        )
        self.case_id = case_id


class OutOfOrder(ConflictError):
    """What was asked for is not what comes next in this case; `message` says why."""
