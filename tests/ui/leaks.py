"""What a test has left behind: threads, timers that still run, windows that still live."""

from __future__ import annotations

import gc
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

_PATIENCE_S = 2.0


@dataclass(frozen=True)
class Alive:
    """What lives before a test, or after it. Objects of fixtures that live longer than a test are in both."""

    threads: frozenset[threading.Thread]
    windows: tuple[QObject, ...] = ()
    objects: tuple[QObject, ...] = ()

    @classmethod
    def now(cls) -> Alive:
        threads = frozenset(threading.enumerate())
        application = QCoreApplication.instance()
        if not isinstance(application, QApplication):
            return cls(threads)
        return cls(threads, tuple(QApplication.topLevelWidgets()), tuple(application.children()))


def left_since(before: Alive) -> list[str]:
    """What came since and did not go, in words; threads get two seconds to end."""
    if _has_windows():
        # Nobody's event loop runs here, so nobody else deletes what was to be deleted later.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    end = time.monotonic() + _PATIENCE_S
    while (threads := _new_threads(before)) and time.monotonic() < end:
        time.sleep(0.01)
    left = [f"thread {thread.name}" for thread in threads]
    if not _has_windows():
        return left
    old = set(map(id, before.windows))
    windows = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in old and widget.isVisible()]
    left += [f"window {type(widget).__name__}" for widget in windows]
    left += [f"object {type(found).__name__}" for found in _new_objects(before)]
    return [*left, *(f"timer of {_owner(timer)}" for timer in _running_timers(before))]


def _has_windows() -> bool:
    return isinstance(QCoreApplication.instance(), QApplication)


def _new_threads(before: Alive) -> list[threading.Thread]:
    # pytest and execnet have threads of their own that may start at any time.
    found = [thread for thread in threading.enumerate() if thread not in before.threads]
    return [thread for thread in found if not thread.name.startswith(("Dummy", "execnet"))]


def _running_timers(before: Alive) -> list[QTimer]:
    """Timers that run below a window or the application. Walking all objects instead would break the tuples that other
    threads are just building (docs.python.org/3/library/gc.html#gc.get_objects)."""
    old = set(map(id, before.windows))
    roots: list[QObject] = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in old]
    timers = [timer for root in roots for timer in root.findChildren(QTimer)]
    return [timer for timer in timers if timer.isActive()]


def _new_objects(before: Alive) -> list[QObject]:
    """What was made a child of the application: a bridge, a theme."""
    application = QCoreApplication.instance()
    assert application is not None
    return [child for child in application.children() if child not in before.objects and _is_ours(child)]


def _is_ours(found: QObject) -> bool:
    return type(found).__module__.startswith("benchwright")


def _owner(timer: QTimer) -> str:
    return type(timer.parent()).__name__ if timer.parent() is not None else "nobody"
