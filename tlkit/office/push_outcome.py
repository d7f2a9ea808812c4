"""What a push says of one instance: a state out of a short list, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from tlkit.catalogue.mapping import to_data
from tlkit.errors import Text

State = Literal[
    "planned",
    "applied",
    "already",
    "waiting",
    "held",
    "frozen",
    "untrusted",
    "stale",
    "token",
    "no-address",
    "old-kit",
    "refused",
    "garbage",
    "hangs",
    "unreachable",
    "server-error",
    "busy",
    "no-room",
    "unknown",
]
STATES: tuple[State, ...] = get_args(State)
DONE: frozenset[State] = frozenset({"planned", "applied", "already", "waiting"})
"""States that count as success."""

WORDS: dict[State, Text] = {
    "planned": Text("planned", "direncanakan"),
    "applied": Text("applied", "diterapkan"),
    "already": Text("had it already", "sudah ada"),
    "waiting": Text("accepted, waits for its day", "diterima, menunggu harinya"),
    "held": Text("not tried: a canary failed", "belum dicoba: daerah perintis gagal"),
    "frozen": Text("frozen week: urgent releases only", "minggu beku: hanya rilis mendesak"),
    "untrusted": Text("refused: not trusted", "ditolak: tidak dipercaya"),
    "stale": Text("changed while being applied", "berubah saat diterapkan"),
    "token": Text("token not accepted", "token tidak diterima"),
    "no-address": Text("address not known", "alamat belum diketahui"),
    "old-kit": Text(
        "no endpoint: older kit or wrong address", "tanpa titik masuk: kit lama atau alamat keliru"
    ),
    "refused": Text("refused", "ditolak"),
    "garbage": Text("answer not understood", "jawaban tidak dimengerti"),
    "hangs": Text("no answer in time", "tidak menjawab tepat waktu"),
    "unreachable": Text("not reachable", "tidak terjangkau"),
    "server-error": Text("error of its server", "galat di servernya"),
    "busy": Text("busy: another release is applied", "sibuk: menerapkan rilis lain"),
    "no-room": Text("its disk is full", "disknya penuh"),
    "unknown": Text(
        "unknown: sent, and no answer since; push again",
        "tidak diketahui: terkirim, lalu tak ada jawaban; kirim lagi",
    ),
}


@dataclass(frozen=True)
class Outcome:
    """How it ended for one instance.

    `version` is what it was sent, `installed` what it said it had before. `counts` is the
    plan's, by verdict; `conflicts` names fields as `PERMIT/FIELD`. `said` is what the
    instance or the network gave as a reason. `recovered` marks what an earlier, cut-off push
    did, as the instance itself confirmed or the journal tells.
    """

    slug: str
    state: State
    version: str
    installed: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    frozen: str | None = None
    waiting_until: date | None = None
    said: Text | None = None
    recovered: bool = False

    @property
    def done(self) -> bool:
        """Whether the instance has the release, or for a dry run its plan."""
        return self.state in DONE

    @property
    def pending(self) -> int:
        """Overrides that conflict; the region's values stay live meanwhile."""
        return self.counts.get("conflict", 0)

    @property
    def changes(self) -> int:
        """Fields and permits that change, or would."""
        return sum(count for verdict, count in self.counts.items() if verdict != "unchanged")

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Outcome:
        """An outcome as `as_record` wrote it."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        day, said = known.get("waiting_until"), known.get("said")
        return cls(
            **known
            | {"conflicts": tuple(known["conflicts"])}
            | {"waiting_until": day and date.fromisoformat(day), "said": said and Text(**said)}
        )

    def as_record(self) -> dict[str, Any]:
        """Plain data for the journal."""
        return {name: to_data(getattr(self, name)) for name in self.__dataclass_fields__}

    def as_data(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for JSON; words in one language."""
        return self.as_record() | {"done": self.done, "said": self.said and self.said.in_(lang)}
