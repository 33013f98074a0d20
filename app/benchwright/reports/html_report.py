"""A document as one HTML file that opens without a network and prints."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchwright.model.document import Document
from benchwright.model.report import Logo


class HtmlReport:
    """Renders documents with the templates in a folder; every value is escaped, nothing is loaded from elsewhere."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates

    def render(self, document: Document) -> str:
        """The whole page."""
        environment = Environment(
            loader=FileSystemLoader(self._templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["kind"] = lambda block: type(block).__name__
        environment.filters["short"] = lambda number: f"{number:.1f}".removesuffix(".0")
        logo = document.letterhead.logo
        return environment.get_template("report.html.j2").render(
            document=document, logo=_data_url(logo) if logo else "", language=document.language.value.replace("_", "-")
        )


def _data_url(logo: Logo) -> str:
    """The picture within the page; as an image an SVG may neither run nor load anything (SVG 2, 2.7)."""
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.data).decode('ascii')}"
