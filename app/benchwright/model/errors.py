"""One class per failure that a user can act on: what happened, why, and what to do.

`code` is the exit code of the command line (docs/operations.md lists them) and never changes once released.
"""

from __future__ import annotations

from collections.abc import Iterable


class BenchError(Exception):
    """Root of every failure a user can act on."""

    code = 1

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.remedy) if part)


class Cancelled(BenchError):
    """The user cancelled; `state` says what the device was left as."""

    code = 130
    UNCHANGED = "The device is as it was."

    def __init__(self, stage: str, state: str = UNCHANGED) -> None:
        super().__init__(f"Cancelled during {stage}.", state, "Nothing was saved; run again when ready.")
        self.stage = stage


class ModelFileInvalid(BenchError):
    """The file is no .tflite, or is cut or corrupted."""

    code = 10

    def __init__(self, file: str, why: str, remedy: str = "Export the model again and retry.") -> None:
        super().__init__(f"{file} cannot be read as a TensorFlow Lite model.", why, remedy)


class ModelUnsupported(BenchError):
    """An op, type or shape the engine lacks."""

    code = 11

    def __init__(self, op: str, tensor: str, board: str, why: str) -> None:
        super().__init__(
            f"{op} at {tensor} cannot run on {board}.",
            why,
            "See the list of supported ops (benchwright plan --ops), or convert the model without this op.",
        )
        self.op = op
        self.tensor = tensor
        self.board = board


class PackTooLarge(BenchError):
    """The pack does not fit the slot in flash, or its arena does not fit RAM."""

    code = 12

    def __init__(self, what: str, board: str, needed_bytes: int, free_bytes: int, others: Iterable[str] = ()) -> None:
        fitting = ", ".join(others)
        super().__init__(
            f"The model does not fit {board}.",
            f"It needs {needed_bytes:,} bytes of {what}; {free_bytes:,} are free.",
            f"Boards where it fits: {fitting}." if fitting else "Use a smaller variant or a larger board.",
        )
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes


class ArenaLimitTooLow(BenchError):
    """A limit for the arena that no plan of the model keeps."""

    code = 72

    def __init__(self, model: str, limit_bytes: int, least_bytes: int) -> None:
        super().__init__(
            f"'{model}' does not run in an arena of {limit_bytes:,} bytes.",
            f"The least that was found is {least_bytes:,} bytes.",
            f"Allow {least_bytes:,} bytes (--arena-limit {least_bytes}), or use a smaller variant.",
        )
        self.limit_bytes = limit_bytes
        self.least_bytes = least_bytes


class PackInvalid(BenchError):
    """A pack whose bytes are damaged or of another format."""

    code = 13

    def __init__(self, why: str) -> None:
        super().__init__("The pack cannot be used.", why, "Plan the model again.")


class BoardFileInvalid(BenchError):
    """A board.toml that cannot be used; names file and key."""

    code = 14

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(f"{file}: key '{key}' is wrong.", why, "Correct the file and retry.")
        self.file = file
        self.key = key


class BoardUnknown(BenchError):
    """No board or device of that name."""

    code = 15

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no board '{name}'.", f"Known: {', '.join(known)}.", "Choose one of these.")


class DeviceNotFound(BenchError):
    """No such device is plugged in."""

    code = 16

    def __init__(self, device: str, present: Iterable[str]) -> None:
        listed = ", ".join(present)
        super().__init__(
            f"Device '{device}' is not there.",
            f"Present: {listed}." if listed else "No device is plugged in.",
            "Plug it in, or start a virtual one: benchwright virtual start NAME.",
        )


class ImageInvalid(BenchError):
    """A firmware file that is damaged, cut, or of no known form."""

    code = 17

    def __init__(self, file: str, why: str, remedy: str) -> None:
        super().__init__(f"{file} cannot be read as firmware.", why, remedy)
        self.file = file


class ImageUnsuited(BenchError):
    """A firmware file for another architecture, or that does not lie in the board's flash."""

    code = 18

    def __init__(self, file: str, board: str, why: str, remedy: str = "Give the file that was built for it.") -> None:
        super().__init__(f"{file} is no firmware for {board}.", why, remedy)
        self.file = file


class BoardUnnamed(BenchError):
    """A device is there, but nobody knows which board it is."""

    code = 19

    def __init__(self, device: str, evidence: str) -> None:
        super().__init__(
            f"It is not known which board {device} is.",
            f"{evidence[:1].upper()}{evidence[1:]}." if evidence else "Nothing says so.",
            f"Say it once: benchwright identify '{device}' --as BOARD",
        )


class PortBusy(BenchError):
    """Another program holds the port."""

    code = 20

    def __init__(self, port: str, holder: str = "") -> None:
        super().__init__(
            f"Port {port} is in use.",
            f"{holder} has it open." if holder else "Another program has it open.",
            "Close that program, or choose another board, then retry.",
        )


class PortDenied(BenchError):
    """No permission to open the port."""

    code = 21

    def __init__(self, port: str, remedy: str = "") -> None:
        super().__init__(
            f"You may not open {port}.",
            "Your user has no permission for serial ports.",
            remedy or "Join the group dialout, or install what benchwright doctor --udev-rules prints; then retry.",
        )


class DeviceVanished(BenchError):
    """The device disappeared in the middle of something."""

    code = 22

    def __init__(self, device: str, stage: str, why: str = "", remedy: str = "") -> None:
        super().__init__(
            f"{device} vanished during {stage}.",
            why or "The cable was pulled, the board lost power, or its process ended.",
            remedy or "Plug it in again and retry; nothing was saved.",
        )


class DeviceRestarted(DeviceVanished):
    """The device restarted by itself in the middle of something."""

    code = 34

    def __init__(self, device: str, stage: str) -> None:
        super().__init__(
            device,
            stage,
            "It restarted by itself: its firmware crashed, or its supply is weak.",
            "Retry; if it happens again, flash the firmware again (--force-flash), or use another cable or USB port.",
        )
        self.what = f"{device} restarted by itself during {stage}."
        self.args = (self.what,)


class DutTimeout(BenchError):
    """The device does not answer."""

    code = 23

    def __init__(self, device: str, waited_for: str, seconds: float) -> None:
        super().__init__(
            f"{device} did not answer.",
            f"Waited {seconds:g} s for {waited_for}.",
            "Reset the board and retry; if it stays silent, flash the firmware again (--force-flash).",
        )


class WireCorrupt(BenchError):
    """Frames arrive damaged however often they are repeated."""

    code = 24

    def __init__(self, device: str, bad_frames: int) -> None:
        super().__init__(
            f"The line to {device} is too noisy.",
            f"{bad_frames} frames arrived damaged.",
            "Use a shorter cable or another USB port, or a lower baud rate, and retry.",
        )


class DutRefused(BenchError):
    """The device answered a request with a refusal."""

    code = 25

    def __init__(self, device: str, request: str, code: int, text: str) -> None:
        super().__init__(
            f"{device} refused {request}.", f"Code {code}: {text}.", "Flash firmware and model again and retry."
        )
        self.refusal_code = code


class WrongFirmware(BenchError):
    """What answers on the port is not Benchwright's agent, or one of another wire version."""

    code = 26

    def __init__(self, device: str, why: str) -> None:
        super().__init__(f"{device} does not run Benchwright's firmware.", why, "Flash the firmware and retry.")


class ProtocolUnmet(BenchError):
    """What a device says does not follow the MLPerf Tiny protocol."""

    code = 28

    def __init__(self, device: str, why: str, remedy: str) -> None:
        super().__init__(f"What {device} says does not follow the MLPerf Tiny protocol.", why, remedy)


class PortUrlInvalid(BenchError):
    """An address of a port that cannot be read."""

    code = 27

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"'{url}' is no address of a port.", why, "Give rfc2217://HOST:PORT or socket://HOST:PORT, then retry."
        )


class RemoteUnreachable(BenchError):
    """A port of another computer that cannot be opened."""

    code = 29

    def __init__(self, url: str, why: str, remedy: str) -> None:
        super().__init__(f"{url} cannot be reached.", why, remedy)


class FlashFailed(BenchError):
    """Writing or verifying flash failed."""

    code = 30

    def __init__(self, device: str, why: str, remedy: str = "Flash again.") -> None:
        super().__init__(f"Flashing {device} failed.", why, remedy)


class TargetUnknown(FlashFailed):
    """It is not known which probe or USB bootloader is the device's; nothing was written."""

    code = 36


class FirmwareMissing(BenchError):
    """No image was built for this board."""

    code = 31

    def __init__(self, board: str, why: str, remedy: str) -> None:
        super().__init__(f"There is no firmware for {board}.", why, remedy)


class ToolMissing(BenchError):
    """A program this needs is not installed or too old."""

    code = 32

    def __init__(self, tool: str, why: str, install: str) -> None:
        super().__init__(f"{tool} is missing.", why, install)


class VirtualDeviceFailed(BenchError):
    """A virtual device does not start or died."""

    code = 33

    def __init__(self, name: str, why: str, remedy: str = "") -> None:
        again = f"Start it again: benchwright virtual start {name}."
        super().__init__(f"The virtual board '{name}' failed.", why, remedy or again)


class InputInvalid(BenchError):
    """Inputs that do not fit the model."""

    code = 40

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} does not fit the model's input.", why, "Give an array of the model's type and shape.")


class ConversionFailed(BenchError):
    """A model that cannot be converted."""

    code = 41

    def __init__(self, model: str, why: str, remedy: str = "Export the model again and retry.") -> None:
        super().__init__(f"{model} cannot be converted.", why, remedy)


class DatasetInvalid(BenchError):
    """A representative or labelled set that cannot be used."""

    code = 42

    def __init__(self, dataset: str, why: str, remedy: str = "") -> None:
        super().__init__(
            f"{dataset} cannot be used as a data set.",
            why,
            remedy or "Give a .npz with x and y, a .npy, a .csv, or a folder with one folder for each label.",
        )


class ModelForeign(BenchError):
    """A model of another framework, which Benchwright does not read."""

    code = 43

    def __init__(self, file: str, framework: str, remedy: str) -> None:
        super().__init__(f"{file} is a model of {framework}.", "Benchwright reads TensorFlow Lite and Keras.", remedy)


class SlotUnknown(BenchError):
    """Firmware that reads its model from the slot, and nobody knows which model lies there."""

    code = 45

    def __init__(
        self, firmware: str, why: str, remedy: str = "Give the model too: run MODEL.tflite --firmware FILE."
    ) -> None:
        super().__init__(f"{firmware} reads its model from the slot, and which one it is is not known.", why, remedy)


class LabUnavailable(BenchError):
    """The coordinator of the lab cannot be reached."""

    code = 60

    def __init__(self, coordinator: str, why: str, remedy: str = "") -> None:
        super().__init__(
            f"The lab at {coordinator} cannot be reached." if coordinator else "There is no lab.",
            why,
            remedy or "Start labgrid-coordinator there, or name another: benchwright lab use HOST:PORT",
        )


class PlaceHeld(BenchError):
    """Somebody else has acquired the place."""

    code = 61

    def __init__(self, place: str, holder: str) -> None:
        super().__init__(
            f"Place {place} is in use.",
            f"{holder} holds it.",
            "Ask for its release, or choose another one: benchwright lab places",
        )
        self.holder = holder


class PlaceUnknown(BenchError):
    """The lab has no such place."""

    code = 62

    def __init__(self, place: str, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            f"The lab has no place '{place}'.",
            f"It has: {listed}." if listed else "It has none at all.",
            "Choose one of these, or create it: labgrid-client -p NAME create",
        )


class PlaceUnusable(BenchError):
    """A place whose board cannot be reached through it."""

    code = 63

    def __init__(self, place: str, why: str, remedy: str) -> None:
        super().__init__(f"Place {place} cannot be used.", why, remedy)


class DatabaseTooNew(BenchError):
    """A database written by a newer version."""

    code = 50

    def __init__(self, file: str, found: int, known: int) -> None:
        super().__init__(
            f"{file} was written by a newer Benchwright.",
            f"It has schema {found}; this version knows up to {known}.",
            "Update Benchwright, or open another database (--db).",
        )


class DatabaseUnusable(BenchError):
    """The file is no database of Benchwright, is damaged, locked for too long, or the disk is full."""

    code = 51

    def __init__(self, file: str, why: str, remedy: str = "Choose another file (--db), or repair this one.") -> None:
        super().__init__(f"The database {file} cannot be used.", why, remedy)


class RunNotSaved(BenchError):
    """A run was measured whole, but the database did not take it."""

    code = 55

    def __init__(self, run_id: str, why: str, remedy: str = "") -> None:
        super().__init__(
            f"Run {run_id} is measured, but not saved.",
            why,
            remedy or "It is kept in memory. Make room or free the database; the next run saves both.",
        )


class RunNotFound(BenchError):
    """No such run."""

    code = 52

    def __init__(self, run_id: str) -> None:
        super().__init__(f"There is no run '{run_id}'.", "", "List the runs with: benchwright runs")


class VariantNotFound(BenchError):
    """No such variant."""

    code = 44

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no variant '{name}'.", "This database does not hold it.", "Import its file, or choose another."
        )


class NoRunsYet(BenchError):
    """Something wants runs, and the database has none."""

    code = 56

    def __init__(self, file: str) -> None:
        super().__init__(
            "There are no runs to report.",
            f"{file} holds none.",
            "Measure one: benchwright run MODEL.tflite --board DEVICE",
        )


class NotComparable(BenchError):
    """Runs that must not be compared."""

    code = 53

    def __init__(self, why: str) -> None:
        super().__init__("These runs cannot be compared.", why, "Compare runs of one board and one origin.")


class FileUnwritable(BenchError):
    """An output file that cannot be written."""

    code = 54

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} cannot be written.", why, "Choose another place, or free some space, and retry.")


class LogoUnusable(BenchError):
    """A picture that reports do not take as a logo."""

    code = 66

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file} cannot be the logo.", why, "Choose a PNG or a plain SVG, at most 1 MB and 4,000 pixels a side."
        )


class QueryInvalid(BenchError):
    """A search that cannot be read; `start` and `end` are the characters that are wrong."""

    code = 58

    def __init__(self, text: str, start: int, end: int, why: str, remedy: str) -> None:
        wrong = text[start:end]
        shown = wrong if len(wrong) <= 40 else f"{wrong[:39]}…"
        # Half a character (a lone surrogate) cannot be printed.
        shown = shown.encode("utf-8", "replace").decode("utf-8")
        super().__init__(f"The search cannot be read at character {start + 1}: {shown}", why, remedy)
        self.start = start
        self.end = end


class FolderTaken(BenchError):
    """A folder that is to be written holds something already."""

    code = 57

    def __init__(self, folder: str, first: str) -> None:
        super().__init__(
            f"{folder} is not empty.",
            f"It holds {first}, among others perhaps.",
            "Choose a new folder, or write over what an earlier version left there (--force).",
        )


class SourcesMissing(BenchError):
    """This installation lacks the sources of the firmware."""

    code = 35

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} cannot be read.", why, "Install Benchwright again: its firmware is part of it.")


class BatchOwned(BenchError):
    """A batch that another program runs, or has taken over."""

    code = 70

    def __init__(self, batch_id: str, why: str) -> None:
        super().__init__(
            f"Batch {batch_id} belongs to another program.",
            why,
            "Wait until that program is done, or end it and resume: benchwright batch --resume",
        )


class BatchNotFound(BenchError):
    """No such batch, or none that can go on."""

    code = 71

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why, "List the batches with: benchwright batch --list")
