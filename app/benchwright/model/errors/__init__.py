"""One class per failure that a user can act on: what happened, why, and what to do.

`code` is the exit code of the command line (docs/operations.md lists them) and never changes once released.
"""

from __future__ import annotations

from benchwright.model.errors.boards import (
    BoardFileInvalid,
    BoardUnknown,
    BoardUnnamed,
    DeviceNotFound,
    ImageInvalid,
    ImageUnsuited,
    SlotUnknown,
)
from benchwright.model.errors.files import FileUnwritable, FolderTaken, LogoUnusable, SourcesMissing
from benchwright.model.errors.lab import LabUnavailable, PlaceHeld, PlaceUnknown, PlaceUnusable
from benchwright.model.errors.meters import MeterLost, MeterSilent, MeterUnknown, SupplyOutOfRange
from benchwright.model.errors.mlperf import (
    AnswersForeign,
    BenchmarkMismatch,
    EnergyUnmeasured,
    IoManagerSilent,
    RulesUnmet,
)
from benchwright.model.errors.models import (
    ArenaLimitTooLow,
    ConversionFailed,
    DatasetInvalid,
    InputInvalid,
    ModelFileInvalid,
    ModelForeign,
    ModelUnsupported,
    PackInvalid,
    PackTooLarge,
)
from benchwright.model.errors.root import BenchError, Cancelled
from benchwright.model.errors.store import (
    BatchNotFound,
    BatchOwned,
    DatabaseTooNew,
    DatabaseUnusable,
    NoRunsYet,
    NotComparable,
    QueryInvalid,
    RunNotFound,
    RunNotSaved,
    VariantNotFound,
)
from benchwright.model.errors.tools import FirmwareMissing, FlashFailed, TargetUnknown, ToolMissing, VirtualDeviceFailed
from benchwright.model.errors.transport import (
    DeviceRestarted,
    DeviceVanished,
    DutRefused,
    DutTimeout,
    PortBusy,
    PortDenied,
    PortUrlInvalid,
    ProtocolUnmet,
    RemoteUnreachable,
    WireCorrupt,
    WrongFirmware,
)

__all__ = [
    "AnswersForeign",
    "ArenaLimitTooLow",
    "BatchNotFound",
    "BatchOwned",
    "BenchError",
    "BenchmarkMismatch",
    "BoardFileInvalid",
    "BoardUnknown",
    "BoardUnnamed",
    "Cancelled",
    "ConversionFailed",
    "DatabaseTooNew",
    "DatabaseUnusable",
    "DatasetInvalid",
    "DeviceNotFound",
    "DeviceRestarted",
    "DeviceVanished",
    "DutRefused",
    "DutTimeout",
    "EnergyUnmeasured",
    "FileUnwritable",
    "FirmwareMissing",
    "FlashFailed",
    "FolderTaken",
    "ImageInvalid",
    "ImageUnsuited",
    "InputInvalid",
    "IoManagerSilent",
    "LabUnavailable",
    "LogoUnusable",
    "MeterLost",
    "MeterSilent",
    "MeterUnknown",
    "ModelFileInvalid",
    "ModelForeign",
    "ModelUnsupported",
    "NoRunsYet",
    "NotComparable",
    "PackInvalid",
    "PackTooLarge",
    "PlaceHeld",
    "PlaceUnknown",
    "PlaceUnusable",
    "PortBusy",
    "PortDenied",
    "PortUrlInvalid",
    "ProtocolUnmet",
    "QueryInvalid",
    "RemoteUnreachable",
    "RulesUnmet",
    "RunNotFound",
    "RunNotSaved",
    "SlotUnknown",
    "SourcesMissing",
    "SupplyOutOfRange",
    "TargetUnknown",
    "ToolMissing",
    "VariantNotFound",
    "VirtualDeviceFailed",
    "WireCorrupt",
    "WrongFirmware",
]
