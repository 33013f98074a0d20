"""The places of a lab through a helper process: one that is scripted, in good days and bad."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchwright.drivers.remote.lab_session import LabSession
from benchwright.drivers.remote.labgrid import LabgridPlaces
from benchwright.drivers.remote.place_discovery import ListeningDiscovery, PlaceDiscovery
from benchwright.drivers.remote.place_leases import PlaceLeases
from benchwright.model.board import Origin
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BenchError, LabUnavailable, PlaceHeld, PlaceUnknown, PlaceUnusable, ToolMissing
from tests.contract.bench_parts import catalog, eventually

SCRIPT = Path(__file__).with_name("scripted_lab.py")
KWS = Device("lab:kws", "native", "lab:kws", Origin.HARDWARE)
Open = Callable[..., LabgridPlaces]


class NothingSaid:
    def board_of(self, _device_id: str) -> str | None:
        return None

    def remember(self, _device_id: str, _board: str | None) -> None:
        pass


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Open]:
    """Opens a lab that behaves in one way; each is closed in the end."""
    opened: list[LabgridPlaces] = []

    def open_lab(behaviour: str = "good", *, python: Path | None = Path(sys.executable)) -> LabgridPlaces:
        address = f"{behaviour}={tmp_path / 'log'}" if behaviour else ""
        opened.append(LabgridPlaces(python, lambda: address, tmp_path / "locks", worker=SCRIPT))
        return opened[-1]

    yield open_lab
    for places in opened:
        places.close()


def log(tmp_path: Path) -> list[str]:
    file = tmp_path / "log"
    return file.read_text().splitlines() if file.exists() else []


def test_places_are_listed_with_board_holder_and_resources(lab: Open) -> None:
    kws, vww = lab().places()
    assert (kws.name, kws.board, kws.state_words) == ("kws", "native", "free")
    assert vww.state_words == "held by desk/you"
    assert kws.resources[0].where == "bench:4000"


def test_a_place_is_taken_for_a_job_and_given_back(lab: Open, tmp_path: Path) -> None:
    places = lab()
    with PlaceLeases(places).held(KWS) as held:
        assert (held.device_id, held.url) == ("lab:kws", "socket://bench:4000")
        assert eventually(lambda: places.places()[0].is_ours)
    assert log(tmp_path) == ["acquire kws", "release kws"]


def test_a_place_is_given_back_when_the_job_fails(lab: Open, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), PlaceLeases(lab()).held(KWS):
        raise KeyboardInterrupt
    assert log(tmp_path) == ["acquire kws", "release kws"]


def test_a_place_that_somebody_took_from_us_does_not_spoil_what_was_done(lab: Open) -> None:
    places = lab("stolen")
    with PlaceLeases(places).held(KWS):
        pass
    assert eventually(lambda: places.places()[0].holder == "desk/you")


def test_a_place_that_is_kept_is_used_and_stays_held(lab: Open, tmp_path: Path) -> None:
    places = lab()
    assert places.acquire("kws", keep=True) == ("socket://bench:4000", False)
    with PlaceLeases(places).held(KWS):
        pass
    assert "release kws" not in log(tmp_path)
    assert places.places()[0].state_words == "you hold it (desk/me)"
    assert places.release("kws")
    assert not places.release("kws")


def test_a_device_of_this_desk_is_used_as_it_is(lab: Open) -> None:
    local = Device("usb:1", "native", "/dev/ttyACM0", Origin.HARDWARE)
    with PlaceLeases(lab("")).held(local) as held:
        assert held is local


def test_a_place_of_somebody_else_names_him(lab: Open) -> None:
    with pytest.raises(PlaceHeld, match=r"Place vww is in use\. desk/you holds it"):
        lab().acquire("vww", keep=False)
    with pytest.raises(PlaceHeld, match="desk/you"):
        lab().release("vww")


def test_another_name_of_a_place_will_do_and_a_wrong_one_lists_the_right_ones(lab: Open, tmp_path: Path) -> None:
    places = lab()
    places.acquire("kws-1", keep=True)
    assert log(tmp_path) == ["acquire kws"]
    with pytest.raises(PlaceUnknown, match="Its places: kws, vww"):
        places.acquire("kw", keep=True)


def test_two_programs_of_one_user_do_not_use_one_place_at_once(lab: Open) -> None:
    first, second = lab(), lab()
    first.acquire("kws", keep=False)
    for use in (lambda: second.acquire("kws", keep=True), lambda: second.release("kws")):
        with pytest.raises(PlaceHeld, match="Another Benchwright on this computer"):
            use()
    first.release("kws")
    second.acquire("kws", keep=True)


def test_what_a_job_took_is_given_back_when_the_program_ends(lab: Open, tmp_path: Path) -> None:
    places = lab()
    places.acquire("kws", keep=False)
    places.close()
    assert log(tmp_path)[-1] == "gave back kws"


def test_what_a_job_took_is_given_back_when_the_program_is_killed(tmp_path: Path) -> None:
    words = (
        "import sys; from pathlib import Path; from benchwright.drivers.remote.labgrid import LabgridPlaces\n"
        "here, script = map(Path, sys.argv[1:])\n"
        "lab = LabgridPlaces(Path(sys.executable), lambda: f'good={here}/log', here / 'locks', worker=script)\n"
        "lab.acquire('kws', keep=False); print('taken', flush=True); sys.stdin.read()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", words, str(tmp_path), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"taken\n"
    program.kill()
    program.communicate(timeout=10)
    assert eventually(lambda: log(tmp_path)[-1:] == ["gave back kws"])


def test_what_an_earlier_program_left_behind_is_used_and_then_given_back(lab: Open, tmp_path: Path) -> None:
    places = lab()
    places.acquire("kws", keep=True)  # as the lab sees it: held by us
    (tmp_path / "locks" / "kws.lock").write_text(' {"pid": 1, "is_taken": true}')
    with PlaceLeases(places).held(KWS):
        pass
    assert log(tmp_path)[-1] == "release kws"


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        ("", LabUnavailable, "There is no lab. Nobody has named a coordinator. Name it: benchwright lab use"),
        ("away", LabUnavailable, "Coordinator is unavailable: Connection refused. Start labgrid-coordinator"),
        ("broken", ToolMissing, "damaged: ModuleNotFoundError: No module named 'labgrid'. Set it up: sh installer"),
        ("crashing", LabUnavailable, "The program that talks to it ended: Segmentation fault."),
    ],
)
def test_a_lab_that_is_not_there_says_why(lab: Open, behaviour: str, kind: type[BenchError], words: str) -> None:
    with pytest.raises(kind) as caught:
        lab(behaviour).places()
    assert words in str(caught.value)


@pytest.mark.parametrize("python", [None, Path("/no/such/python")])
def test_an_environment_that_is_missing_says_how_to_get_it(lab: Open, python: Path | None) -> None:
    with pytest.raises(ToolMissing, match="sh installer/python -m installer lab"):
        lab(python=python).places()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("several", "It has several serial ports: A, b. Name one: labgrid-client -p kws set-tags port=NAME"),
        ("gone", "Start labgrid-exporter there"),
        ("no-port", "labgrid-client -p kws show"),
        ("resources", "The coordinator refuses it"),
        ("reserved", "wait, or choose another place"),
    ],
)
def test_a_place_that_cannot_be_used_says_why_and_is_free_for_others(lab: Open, error: str, words: str) -> None:
    with pytest.raises(PlaceUnusable) as caught:
        lab(error).acquire("kws", keep=False)
    assert words in str(caught.value)
    assert lab().acquire("kws", keep=True)


@pytest.mark.parametrize("behaviour", ["timeout", "coordinator", "dying"])
def test_a_lab_that_fails_while_it_is_asked_is_unavailable(lab: Open, behaviour: str) -> None:
    with pytest.raises(LabUnavailable):
        lab(behaviour).acquire("kws", keep=False)


def test_a_lab_that_goes_away_during_a_job_does_not_spoil_it(tmp_path: Path) -> None:
    addresses = [f"good={tmp_path / 'log'}"]
    places = LabgridPlaces(Path(sys.executable), lambda: addresses[-1], tmp_path / "locks", worker=SCRIPT)
    with PlaceLeases(places).held(KWS):
        addresses.append("away=")
    with pytest.raises(LabUnavailable):
        places.places()
    places.close()


def test_a_session_that_ended_is_begun_again_when_somebody_asks(lab: Open) -> None:
    places = lab("dying")
    for _turn in range(2):
        assert len(places.places()) == 2
        with pytest.raises(LabUnavailable):
            places.acquire("kws", keep=False)


def test_silence_has_a_deadline(tmp_path: Path) -> None:
    silent = LabSession([sys.executable, str(SCRIPT)], f"silent={tmp_path / 'log'}", first_word_s=0.3)
    with pytest.raises(LabUnavailable, match=r"did not answer within 0\.3 s"):
        silent.places()
    silent.close()
    deaf = LabSession([sys.executable, str(SCRIPT)], f"deaf={tmp_path / 'log'}")
    deaf.places()
    with pytest.raises(LabUnavailable, match=r"did not answer within 0\.3 s"):
        deaf.ask({"do": "release", "place": "kws"}, 0.3)
    deaf.close(deadline_s=0.1)


def test_words_of_no_known_form_are_passed_over(lab: Open) -> None:
    assert [place.name for place in lab("babbling").places()] == ["kws", "vww"]


def test_places_are_devices_once_the_lab_has_answered(lab: Open) -> None:
    places = lab()
    discovery = PlaceDiscovery(places, catalog(), NothingSaid())
    assert discovery.scan() == ()
    listening = ListeningDiscovery(discovery, places)
    assert eventually(lambda: len(listening.scan()) == 2)
    kws, vww = listening.scan()
    assert (kws.device_id, kws.board, kws.state, kws.held_by) == ("lab:kws", "native", DeviceState.READY, "")
    assert (vww.state, vww.held_by) == (DeviceState.BUSY, "desk/you")
    assert vww.evidence == "the lab's tag board=native; held by desk/you"


def test_a_lab_that_is_away_has_no_devices_and_no_harm_done(lab: Open) -> None:
    for places in (lab("away"), lab(""), lab(python=None)):
        assert ListeningDiscovery(PlaceDiscovery(places, catalog(), NothingSaid()), places).scan() == ()
