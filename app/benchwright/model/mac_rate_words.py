"""What a rate of multiplications says of a run, in sentences. The window translates them."""

from __future__ import annotations

from benchwright.model.core_band import Band
from benchwright.model.mac_rate import MacEnergy, MacRate, Per, Standing
from benchwright.model.units import three_digits

INSTRUCTIONS_NOT_CYCLES = "This board counts instructions, not cycles, and bands are of cycles."


def rate_text(rate: MacRate) -> str:
    """The number with its unit: `0.512 MAC/cycle`, `0.213 MAC/instruction`."""
    return f"{three_digits(rate.value)} MAC/{rate.per.value}"


def rate_sentence(rate: MacRate) -> str:
    """How a rate stands to what is known of its core; "" where nothing is. Instructions are told from cycles."""
    if rate.band is None or rate.standing is None:
        return ""
    sentence = _sentence(rate, rate.band.name)
    return sentence if rate.per is Per.CYCLE else f"{sentence} {INSTRUCTIONS_NOT_CYCLES}"


def energy_sentence(energy: MacEnergy) -> str:
    """How the energy of a multiplication stands to published ones; that it does not where it is simulated."""
    value = three_digits(energy.pj_per_mac)
    if energy.is_simulated:
        return f"{value} pJ per MAC is SIMULATED, and not held against published energies."
    band = energy.band.energy_pj_per_mac if energy.band is not None else None
    if energy.band is None or band is None or energy.standing is None:
        return ""
    name, low, high = energy.band.name, three_digits(band.low), three_digits(band.high)
    found = {
        Standing.BELOW: f"{value} pJ per MAC is below the band of a {name}, from {low} pJ to {high} pJ.",
        Standing.ABOVE: f"{value} pJ per MAC is above the band of a {name}, from {low} pJ to {high} pJ.",
    }
    within = f"{value} pJ per MAC lies within the band of a {name}, from {low} pJ to {high} pJ."
    least, greatest = three_digits(band.least_published), three_digits(band.greatest_published)
    published = f"Published: {least} pJ." if least == greatest else f"Published: {least} pJ to {greatest} pJ."
    return f"{found.get(energy.standing, within)} {published}"


def _sentence(rate: MacRate, name: str) -> str:
    value = three_digits(rate.value)
    if rate.standing is Standing.IMPOSSIBLE:
        most = three_digits(rate.limit or 0.0)
        return (
            f"{value} MAC per cycle is more than a {name} can multiply, {most} MAC at best."
            if rate.per is Per.CYCLE
            else f"{value} MAC per instruction is more than a {name} can multiply, {most} MAC at best."
        )
    band = rate.band.macs_per_cycle if rate.band is not None else None
    return "" if band is None else f"{_place(rate, value, name, band)} {_published(band)}"


def _place(rate: MacRate, value: str, name: str, band: Band) -> str:
    low, high = three_digits(band.low), three_digits(band.high)
    words = {
        (Standing.BELOW, Per.CYCLE): f"{value} MAC per cycle is below the band of a {name}, {low} MAC to {high} MAC.",
        (Standing.ABOVE, Per.CYCLE): f"{value} MAC per cycle is above the band of a {name}, {low} MAC to {high} MAC.",
        (Standing.WITHIN, Per.CYCLE): f"{value} MAC per cycle is in the band of a {name}, {low} MAC to {high} MAC.",
        (Standing.BELOW, Per.INSTRUCTION): (
            f"{value} MAC per instruction is below the band of a {name}, {low} MAC to {high} MAC."
        ),
        (Standing.ABOVE, Per.INSTRUCTION): (
            f"{value} MAC per instruction is above the band of a {name}, {low} MAC to {high} MAC."
        ),
        (Standing.WITHIN, Per.INSTRUCTION): (
            f"{value} MAC per instruction is in the band of a {name}, {low} MAC to {high} MAC."
        ),
    }
    return words[rate.standing or Standing.WITHIN, rate.per]


def _published(band: Band) -> str:
    least, greatest = three_digits(band.least_published), three_digits(band.greatest_published)
    if least == greatest:
        return f"Published for int8: {least} MAC a cycle."
    return f"Published for int8: {least} MAC to {greatest} MAC a cycle."
