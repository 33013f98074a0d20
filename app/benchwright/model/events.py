"""What the route tells whoever watches: frozen values carried by `emit`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.batch import Batch, Owner
from benchwright.model.conversion import ForgeProgress
from benchwright.model.device import Device
from benchwright.model.identification import Identity
from benchwright.model.mlperf_result import MlperfResult
from benchwright.model.run import Run
from benchwright.model.scoring import Scoring
from benchwright.model.variant import Variant


class Stage(Enum):
    """The stages of the route in their order; the value is the word on screen."""

    IDENTIFY = "Identify"
    PLAN = "Plan"
    FLASH = "Flash"
    SELF_CHECK = "Self-check"
    WARM_UP = "Warm up"
    MEASURE = "Measure"
    ENERGY = "Energy"
    MEMORY = "Memory"
    SAVE = "Save"


@dataclass(frozen=True, slots=True)
class StageStarted:
    """A stage began on a device."""

    device_id: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class StageProgressed:
    """Part of a stage is done: `done` of `total` in the stage's own unit; `eta_s` None while it cannot be told."""

    device_id: str
    stage: Stage
    done: int
    total: int
    eta_s: float | None = None


@dataclass(frozen=True, slots=True)
class StageFinished:
    """A stage ended well, with a note such as "skipped: already there"."""

    device_id: str
    stage: Stage
    seconds: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class RouteFailed:
    """The route stopped; nothing was saved."""

    device_id: str
    stage: Stage
    what: str
    why: str
    remedy: str
    code: int
    was_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class RunSaved:
    """A run is in the store."""

    device_id: str
    run: Run


@dataclass(frozen=True, slots=True)
class ScoringSaved:
    """Every input of a labelled set was answered by a device; the answers are in the store."""

    device_id: str
    scoring: Scoring


@dataclass(frozen=True, slots=True)
class MlperfFinished:
    """A measurement by MLPerf Tiny is written; `folder` is where."""

    device_id: str
    result: MlperfResult
    folder: str


@dataclass(frozen=True, slots=True)
class ConsoleLine:
    """One line of the talk with a device; `direction` is `>` to the device, `<` from it, `·` a remark."""

    device_id: str
    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """The set of devices, or the state of one, changed."""

    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class DeviceIdentified:
    """A device was asked which board it is; the identity may still be unknown."""

    device_id: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class BatchChanged:
    """A batch took a step; `eta_s` to the end of what can go on, None while it cannot be told.

    `is_running` is whether this process is at it; `held_by` is another process that is.
    """

    batch: Batch
    is_running: bool
    eta_s: float | None = None
    held_by: Owner | None = None


@dataclass(frozen=True, slots=True)
class BatchFailed:
    """A batch stopped, because nothing more can be kept or another process took it; what is not done can be resumed."""

    batch_id: str
    what: str
    why: str
    remedy: str
    code: int


@dataclass(frozen=True, slots=True)
class StoreChanged:
    """Another program has written to the database: runs may have come, gone or got other marks."""


@dataclass(frozen=True, slots=True)
class ForgeProgressed:
    """A conversion or a scoring of the model `title` took a step."""

    title: str
    progress: ForgeProgress


@dataclass(frozen=True, slots=True)
class ForgeFinished:
    """A conversion or a scoring is done; the variants that were made or scored."""

    title: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class ForgeFailed:
    """A conversion or a scoring did not come to its end."""

    title: str
    what: str
    why: str
    remedy: str
    code: int
    was_cancelled: bool = False


Event = (
    StageStarted
    | StageProgressed
    | StageFinished
    | RouteFailed
    | RunSaved
    | ScoringSaved
    | MlperfFinished
    | ConsoleLine
    | DevicesChanged
    | DeviceIdentified
    | BatchChanged
    | BatchFailed
    | StoreChanged
    | ForgeProgressed
    | ForgeFinished
    | ForgeFailed
)
