"""Errors that no task owns."""

import asyncio

from PySide6.QtWidgets import QApplication

from faxviewer.ui import tasks


def reported(*contexts: dict[str, object]) -> list[str]:
    """What the person would be told of these, which the loop is told of."""
    errors: list[Exception] = []

    async def story() -> None:
        for context in contexts:
            asyncio.get_running_loop().call_exception_handler(context)

    tasks.run(story, errors.append)
    return [str(error) for error in errors]


def test_a_connection_that_was_gone_when_asyncio_closed_it_is_nobodys_trouble(qapp: QApplication) -> None:
    message = "Exception in callback _ProactorBasePipeTransport._call_connection_lost()"
    assert reported({"message": message, "exception": ConnectionResetError(10054, "reset")}) == []


def test_everything_else_is_told(qapp: QApplication) -> None:
    assert reported(
        {"message": "Exception in callback Office.leave()", "exception": ConnectionResetError("reset")},
        {"message": "Exception in callback _call_connection_lost()", "exception": ValueError("a bug")},
        {"message": "Task was destroyed but it is pending!"},
    ) == ["reset", "a bug", "Task was destroyed but it is pending!"]
