"""What stories about lists share: a company with many faxes, and what the list shows of them."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from faxviewer.demo.service import DemoService
from faxviewer.presenters.entries import Entry
from faxviewer.ui.list_view import FaxList
from tests.ui.desk import Desk


@contextmanager
def company(monkeypatch: pytest.MonkeyPatch, *, faxes: int | None = None, members: int = 3) -> Iterator[DemoService]:
    """A service with so many of both, which the program starts signed in to, as its administrator."""
    with DemoService(faxes=faxes, members=members) as service:
        monkeypatch.setenv("FAXVIEWER_API_URL", service.api_url)
        monkeypatch.setenv("FAXVIEWER_PERSONAL_ACCESS_TOKEN", service.personal_access_token)
        yield service


def sent_by(service: DemoService, user: str, query: str = "category=sent", room: str = "faxes") -> list[dict[str, Any]]:
    """One page of a list as the service gives it, read past the program."""
    address = f"{service.api_url}/accounts/{user}/{room}?{query}"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {service.personal_access_token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        found = json.load(answer)
    return list((found.get("data") or found)["records"])


def faxes(desk: Desk) -> FaxList:
    """The list in view."""
    return desk.see("list.faxes", FaxList)


def shown(desk: Desk) -> list[Entry]:
    """The rows of the list, from the top."""
    model = desk.window.browse.model
    return [model.entry(row) for row in range(model.rowCount())]


def ids(desk: Desk) -> list[str]:
    """The IDs of the rows, from the top."""
    return [entry.fax_id for entry in shown(desk)]


def click_row(desk: Desk, row: int) -> Entry:
    """Click a row that is in view; what it is."""
    view = faxes(desk)
    middle = view.visualRect(view.model().index(row, 0)).center()
    assert view.viewport().rect().contains(middle), "out of view"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, middle.y()))
    return shown(desk)[row]


def scroll_to_the_end(desk: Desk) -> None:
    """Drag the list's scroll bar down."""
    bar = faxes(desk).verticalScrollBar()
    bar.setValue(bar.maximum())


def moment(seconds: int | None) -> datetime:
    """Unix seconds as a time in UTC."""
    assert seconds is not None
    return datetime.fromtimestamp(seconds, UTC)
