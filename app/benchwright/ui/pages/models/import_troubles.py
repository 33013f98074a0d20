"""Several files of one drop that could not be imported, told of together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from benchwright.model.errors import BenchError
from benchwright.ui.language.translators import said


def together(errors: Sequence[Exception]) -> Exception:
    """The only one as it is; of several one failure that lists them, in the order in which they came."""
    if len(errors) == 1:
        return errors[0]
    what = QCoreApplication.translate("ImportTroubles", "%1 files could not be imported.")
    lines = [f"{said(one.what)} {said(one.why)}" if isinstance(one, BenchError) else str(one) for one in errors]
    remedies = dict.fromkeys(said(one.remedy) for one in errors if isinstance(one, BenchError))
    return BenchError(what.replace("%1", str(len(errors))), "\n".join(lines), "\n".join(remedies))
