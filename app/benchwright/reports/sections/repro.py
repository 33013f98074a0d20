"""Repro block: what it takes to measure the same again: hashes, versions, serial number, violations, commands."""

from __future__ import annotations

import shlex

from benchwright.model.document import Block, Fact, Facts, Heading, Paragraph
from benchwright.model.drawing import Ink
from benchwright.model.run import Run
from benchwright.reports.matter import Matter
from benchwright.reports.plain import plain
from benchwright.reports.sections.details import limit_sentence, run_title


def repro(matter: Matter) -> list[Block]:
    """Facts of each run in the order in which someone would need them."""
    say = matter.phrases.say
    blocks: list[Block] = [Heading(say("section.repro")), Paragraph(say("repro.sentence"), Ink.MUTED)]
    blocks += limit_sentence(matter)
    for run in matter.detailed:
        matter.check()
        blocks.append(Heading(run_title(matter, run), 2, matter.phrases.origin(run.origin)))
        blocks.append(Facts(_facts(matter, run)))
    return blocks


def commands_to_repeat(run: Run) -> tuple[str, ...]:
    """The command lines that flash and measure the same again, quoted for a shell."""
    device = plain(run.device_id, 400)
    if run.has_pack:
        measure = ["benchwright", "run", plain(f"{run.variant_name}.tflite", 400), "--board", device]
    else:
        measure = ["benchwright", "run", "--firmware", plain(f"{run.variant_name}.elf", 400), "--board", device]
        if run.provenance.protocol == "mlperf":
            measure += ["--protocol", "mlperf"]
    again = ["benchwright", "compare", plain(run.run_id, 400), "NEW_RUN"]
    start = [["benchwright", "virtual", "start", device.split(":", 1)[1]]] if device.startswith("virtual:") else []
    return tuple(shlex.join(command) for command in (*start, measure, again))


def _facts(matter: Matter, run: Run) -> tuple[Fact, ...]:
    phrases, say = matter.phrases, matter.phrases.say
    issues = "; ".join(f"{issue.code.value}: {plain(issue.text, 400)}" for issue in run.validity.issues)
    return (
        *(
            Fact(say(key), value, is_code=key.endswith("_sha") or key in {"repro.run", "repro.device"})
            for key, value in phrases.provenance(run)
        ),
        Fact(say("repro.outputs"), phrases.outputs(run)),
        Fact(say("repro.violations"), issues or say("repro.no_violations")),
        *(Fact(say("repro.command"), command, is_code=True) for command in commands_to_repeat(run)),
    )
