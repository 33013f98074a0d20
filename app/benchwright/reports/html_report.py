"""Runs as one HTML file that opens without a network and prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchwright.model.compare import Comparison
from benchwright.model.run import Run
from benchwright.reports.html_view import TABLE_HEADER, comparison_views, origin_views


class HtmlReport:
    """Renders runs with the templates in a folder; every value is escaped, nothing is loaded from elsewhere."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates

    def render(
        self, runs: Sequence[Run], comparisons: Sequence[Comparison], *, title: str, generated_at: datetime
    ) -> str:
        """The whole document. Hardware, emulated and native runs stand in sections of their own."""
        environment = Environment(
            loader=FileSystemLoader(self._templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return environment.get_template("report.html.j2").render(
            title=title,
            generated_at=generated_at.isoformat(sep=" ", timespec="minutes"),
            run_count=len(runs),
            board_count=len({run.board for run in runs}),
            origins=origin_views(runs, comparisons),
            comparisons=comparison_views(comparisons),
            header=TABLE_HEADER,
        )
