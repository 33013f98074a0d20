"""Every failure a user can act on: its words, its exit code, its line in docs/operations.md."""

from __future__ import annotations

import re

import pytest

from benchwright.model import errors
from benchwright.model.errors import BenchError
from tests.conftest import ROOT

EXAMPLES: list[tuple[BenchError, str]] = [
    (errors.Cancelled("measure"), "Cancelled during measure. The device is as it was. Nothing was saved"),
    (errors.ModelFileInvalid("cat.jpg", "It is a picture."), "cat.jpg cannot be read as a TensorFlow Lite model."),
    (errors.ModelUnsupported("LSTM", "tensor 7", "native", "The engine lacks it."), "LSTM at tensor 7 cannot run on"),
    (
        errors.PackTooLarge("RAM", "native", 2000, 1000, ["mps3-an547"]),
        "It needs 2,000 bytes of RAM; 1,000 are free. Boards where it fits: mps3-an547.",
    ),
    (errors.PackTooLarge("flash", "native", 2, 1), "Use a smaller variant or a larger board."),
    (
        errors.ArenaLimitTooLow("kws.tflite", 8000, 8448),
        "'kws.tflite' does not run in an arena of 8,000 bytes. The least that was found is 8,448 bytes.",
    ),
    (errors.PackInvalid("Its hash differs."), "The pack cannot be used. Its hash differs. Plan the model again."),
    (errors.BoardFileInvalid("board.toml", "clock_hz", "It is text."), "board.toml: key 'clock_hz' is wrong."),
    (errors.BoardUnknown("nativ", ["native"]), "There is no board 'nativ'. Known: native."),
    (errors.DeviceNotFound("ttyACM0", []), "Device 'ttyACM0' is not there. No device is plugged in."),
    (errors.DeviceNotFound("ttyACM0", ["ttyACM1"]), "Present: ttyACM1."),
    (errors.ImageInvalid("a.hex", "Line 3: cut.", "Build it again."), "a.hex cannot be read as firmware. Line 3: cut."),
    (errors.ImageUnsuited("a.elf", "Pico", "It is built for RISCV."), "a.elf is no firmware for Pico. It is built for"),
    (
        errors.BoardUnnamed("port:a", "nothing answered"),
        "It is not known which board port:a is. Nothing",
    ),
    (errors.PortBusy("ttyACM0", "minicom (pid 4121)"), "Port ttyACM0 is in use. minicom (pid 4121) has it open."),
    (errors.PortBusy("ttyACM0"), "Another program has it open. Close that program"),
    (errors.PortDenied("ttyACM0"), "You may not open ttyACM0."),
    (errors.DeviceVanished("native", "flash"), "native vanished during flash."),
    (errors.DeviceVanished("lab:kws", "flash", "The network broke.", "Mend it."), "The network broke. Mend it."),
    (errors.DeviceRestarted("native", "Measure"), "native restarted by itself during Measure. It restarted by itself"),
    (errors.DutTimeout("native", "ready", 2.5), "native did not answer. Waited 2.5 s for ready."),
    (errors.WireCorrupt("native", 9), "The line to native is too noisy. 9 frames arrived damaged."),
    (errors.DutRefused("native", "load", 3, "no pack"), "native refused load. Code 3: no pack."),
    (errors.WrongFirmware("native", "It speaks wire version 9."), "native does not run Benchwright's firmware."),
    (
        errors.ProtocolUnmet("native", "It tells no time.", "Build it anew."),
        "What native says does not follow the MLPerf",
    ),
    (
        errors.PortUrlInvalid("x://h", "It has no port number."),
        "'x://h' is no address of a port. It has no port number.",
    ),
    (
        errors.RemoteUnreachable("socket://h:1", "Nothing listens at h:1.", "Start it."),
        "socket://h:1 cannot be reached. Nothing listens at h:1. Start it.",
    ),
    (
        errors.BenchmarkMismatch("native", "kws01", "ic01"),
        "native does not hold kws01. It says that its model is 'ic01'. Flash the firmware of this benchmark",
    ),
    (
        errors.PolicyInvalid("gate.toml", "rule 1: limit", "It must be a text."),
        "The policy gate.toml cannot be used. It is wrong at 'rule 1: limit'. It must be a text. Mend it",
    ),
    (
        errors.SubmissionInvalid("../x", "It is no name of a folder."),
        "'../x' cannot be part of a submission. It is no name of a folder. Give another one",
    ),
    (errors.NothingToJudge("No run was asked for."), "No run stands before the gate. No run was asked for. Measure"),
    (errors.BenchmarkMismatch("native", "kws01", ""), "It says that its model is 'none'."),
    (
        errors.IoManagerSilent("ttyACM1", "It said nothing within 5 s."),
        "No IO manager answers at ttyACM1. It said nothing within 5 s. Check that it is this port",
    ),
    (
        errors.EnergyUnmeasured("native", "There were no time stamps.", "Connect them."),
        "The energy of native was not measured. There were no time stamps. Connect them.",
    ),
    (
        errors.AnswersForeign("kws.answers", ["the DUT", "the data set"]),
        "kws.answers holds the answers of another run. It differs in: the DUT, the data set. Choose another output",
    ),
    (
        errors.RulesUnmet("kws01", "The set holds 3 files.", "Take the whole set."),
        "kws01 cannot be measured by the rules of MLPerf Tiny. The set holds 3 files. Take the whole set.",
    ),
    (
        errors.MeterLost("PPK2 C00A", "it was sampling"),
        "The power meter PPK2 C00A is gone. Its line closed while it was",
    ),
    (errors.MeterSilent("ttyACM0", "PPK2", "It said nothing."), "No PPK2 answers at ttyACM0. It said nothing. Check"),
    (errors.SupplyOutOfRange("PPK2", 12_000, 800, 5_000), "PPK2 cannot supply 12 V. It gives 0.8 to 5 V. Choose"),
    (errors.EnergyMissing("5f2a"), "Run 5f2a has no energy. No power meter saw it"),
    (
        errors.DutyCycleImpossible("An inference lasts 3 s.", "Choose a longer period."),
        "There is no battery life for this duty cycle. An inference lasts 3 s. Choose a longer period.",
    ),
    (errors.BatteryUnknown("AAAA", ["CR2032", "18650"]), "There is no battery 'AAAA'. Known are CR2032, 18650."),
    (
        errors.RecordingInvalid("a.bwtrace", "It is a picture."),
        "a.bwtrace cannot be opened as a recording. It is a picture.",
    ),
    (
        errors.MeterUnknown("m", "It is none.", ["virtual:ppk2"]),
        "cannot be used. It is none. Meters that can be had: virtual",
    ),
    (errors.SupplyRefused("INA228", "It has no supply."), "INA228 cannot feed the device that way. It has no supply."),
    (
        errors.MeterRefused("Otii", "Nobody is logged in.", "Log in."),
        "The power meter Otii does not let Benchwright use it. Nobody is logged in. Log in.",
    ),
    (
        errors.MeterOptionInvalid("ina228:P", "shunt", "0.1", "It has no such option.", ["shunt_ohm", "most_ma"]),
        "'shunt=0.1' of the power meter ina228:P cannot be used. It has no such option. Options that it knows: shunt_o",
    ),
    (errors.MeterStopped("PPK2", "It fell silent."), "The power meter PPK2 stopped measuring. It fell silent. Check"),
    (errors.FlashFailed("native", "Byte 0x100 differs."), "Flashing native failed. Byte 0x100 differs. Flash again."),
    (errors.FirmwareMissing("native", "Nothing was built.", "Build it."), "There is no firmware for native."),
    (errors.ToolMissing("QEMU", "Found 7.2.", "Install 9.1."), "QEMU is missing. Found 7.2. Install 9.1."),
    (errors.VirtualDeviceFailed("native", "It ended."), "The virtual board 'native' failed. It ended."),
    (errors.InputInvalid("x.npy", "It has 3 axes."), "x.npy does not fit the model's input. It has 3 axes."),
    (errors.ConversionFailed("a.keras", "It is cut."), "a.keras cannot be converted. It is cut. Export the model"),
    (errors.DatasetInvalid("x.npz", "It is empty."), "x.npz cannot be used as a data set. It is empty. Give a .npz"),
    (errors.ModelForeign("a.onnx", "ONNX", "Use onnx2tf."), "a.onnx is a model of ONNX. Benchwright reads TensorFlow"),
    (errors.VariantNotFound("abc"), "There is no variant 'abc'. This database does not hold it."),
    (errors.SlotUnknown("a.elf", "The slot is empty."), "a.elf reads its model from the slot, and which one it is"),
    (errors.LabUnavailable("h:1", "It is silent."), "The lab at h:1 cannot be reached. It is silent. Start"),
    (errors.LabUnavailable("", "Nobody named one."), "There is no lab. Nobody named one."),
    (errors.PlaceHeld("kws", "desk/me"), "Place kws is in use. desk/me holds it. Ask for its release"),
    (errors.PlaceUnknown("kw", ["kws"]), "The lab has no place 'kw'. Its places: kws."),
    (errors.PlaceUnusable("kws", "It has no port.", "Look."), "Place kws cannot be used. It has no port. Look."),
    (errors.DatabaseTooNew("b.db", 9, 1), "b.db was written by a newer Benchwright. It has schema 9;"),
    (errors.DatabaseUnusable("b.db", "It is damaged."), "The database b.db cannot be used. It is damaged."),
    (errors.RunNotSaved("7f", "The disk is full."), "Run 7f is measured, but not saved. The disk is full."),
    (errors.NoRunsYet("a.db"), "There are no runs to report. a.db holds none."),
    (errors.RunNotFound("7f"), "There is no run '7f'. List the runs with: benchwright runs"),
    (errors.NotComparable("One is emulated."), "These runs cannot be compared. One is emulated."),
    (
        errors.MlperfResultNotFound("7f", "None has this id."),
        "There is no MLPerf Tiny result '7f'. None has this id. List them",
    ),
    (errors.ScoringNotFound("7f", "None has this id."), "There is no accuracy run '7f'. None has this id. Start one"),
    (errors.BatchOwned("7f", "Process 4121 runs it."), "Batch 7f belongs to another program. Process 4121 runs it."),
    (errors.BatchNotFound("There is no batch '7f'.", "2 are kept."), "There is no batch '7f'. 2 are kept. List the"),
    (
        errors.LogoUnusable("logo.svg", "The SVG runs a program."),
        "logo.svg cannot be the logo. The SVG runs a program. Choose a PNG or a plain SVG",
    ),
    (
        errors.QueryInvalid("a latency<", 2, 10, "latency< needs a number.", "Such as latency<20ms."),
        "The search cannot be read at character 3: latency< latency< needs a number. Such as latency<20ms.",
    ),
    (errors.FolderTaken("lib", "a.c"), "lib is not empty. It holds a.c, among others perhaps. Choose a new folder"),
    (
        errors.TargetUnknown("usb:1", "No probe is its own.", "Plug it in."),
        "Flashing usb:1 failed. No probe is its own.",
    ),
    (errors.SourcesMissing("bw_agent.c", "No such file."), "bw_agent.c cannot be read. No such file. Install"),
    (errors.FileUnwritable("r.html", "The disk is full."), "r.html cannot be written. The disk is full."),
]
# What happened says it all; a reason would only repeat it.
WITHOUT_WHY = {errors.RunNotFound}


def kinds() -> list[type[BenchError]]:
    found: list[type[BenchError]] = []
    waiting = list(BenchError.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith(f"{errors.__name__}."):
            found.append(kind)
    return found


@pytest.mark.parametrize(("error", "text"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_the_text_says_what_why_and_what_to_do(error: BenchError, text: str) -> None:
    assert text in str(error)
    assert error.what
    assert error.remedy
    assert error.why or type(error) in WITHOUT_WHY


def test_every_error_has_an_example() -> None:
    assert {type(error) for error, _ in EXAMPLES} == set(kinds())


def test_exit_codes_are_unique_and_usable() -> None:
    codes = [kind.code for kind in kinds()]
    assert len(set(codes)) == len(codes)
    assert all(2 < code < 256 for code in codes)  # 0 is success, 1 any other failure, 2 a wrong command line


def test_exit_codes_stand_in_the_documentation() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    documented = {name: int(code) for code, name in re.findall(r"^\| (\d+) \| `(\w+)` \|", text, re.MULTILINE)}
    assert documented == {kind.__name__: kind.code for kind in kinds()}
