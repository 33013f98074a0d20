"""From a request and its matter to a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from benchwright.model.document import Block, Document, Paragraph
from benchwright.model.drawing import Ink
from benchwright.model.report import Letterhead, ReportSection, ReportTemplate
from benchwright.reports.matter import Matter
from benchwright.reports.plain import plain
from benchwright.reports.sections.charts import charts
from benchwright.reports.sections.comparing import comparing
from benchwright.reports.sections.details import details
from benchwright.reports.sections.matrix import matrix
from benchwright.reports.sections.overview import overview
from benchwright.reports.sections.regression import regression
from benchwright.reports.sections.repro import repro
from benchwright.reports.sections.run_table import run_table
from benchwright.reports.sections.validity import validity

_Writer = Callable[[Matter], list[Block]]
_RESULTS: dict[ReportTemplate, _Writer] = {
    ReportTemplate.BOARD_MODEL: matrix,
    ReportTemplate.COMPARE: comparing,
    ReportTemplate.REGRESSION: regression,
}
_SECTIONS: dict[ReportSection, _Writer] = {
    ReportSection.OVERVIEW: overview,
    ReportSection.CHARTS: charts,
    ReportSection.RUNS: run_table,
    ReportSection.DETAILS: details,
    ReportSection.VALIDITY: validity,
    ReportSection.REPRO: repro,
}


def compose_document(matter: Matter, letterhead: Letterhead, now: datetime) -> Document:
    """The chosen sections in their order.

    Raises:
        Cancelled: `matter.check` said so.
    """
    request, phrases, say = matter.request, matter.phrases, matter.phrases.say
    blocks: list[Block] = []
    for section in ReportSection:
        if section in request.sections and matter.runs:
            matter.check()
            blocks += (_SECTIONS.get(section) or _RESULTS[request.template])(matter)
    blocks[:0] = [Paragraph(words, Ink.BAD) for words in matter.missing_words]
    if not blocks:
        blocks = [Paragraph(say("report.no_sections" if matter.runs else "report.no_runs"))]
    when = phrases.catalogue.day_and_time(now.isoformat())
    boards = phrases.count("report.boards", len({run.board for run in matter.runs}))
    return Document(
        title=plain(request.title) or say(f"report.title.{request.template.value}"),
        subtitle=say("report.subtitle", runs=phrases.count("report.runs", len(matter.runs)), boards=boards, when=when),
        language=request.language,
        letterhead=letterhead,
        blocks=tuple(blocks),
        page_words=say("report.page", page="{page}"),
        pages_words=say("report.pages", page="{page}", count="{count}"),
        made_by=say("report.made_by", when=when),
    )
