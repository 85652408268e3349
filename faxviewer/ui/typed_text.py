"""What a person has typed and not sent yet: told apart from what the program put into a field, and not lost to it."""

from PySide6.QtWidgets import QLineEdit


class TypedText:
    """Fills `fields`. What was typed there and gives way to another text comes back with Ctrl+Z in its field."""

    def __init__(self, *fields: QLineEdit) -> None:
        self._put = {field: field.text() for field in fields}

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that nobody has looked up yet."""
        return any(self._is_typed(field) for field in self._put)

    def put(self, field: QLineEdit, text: str) -> None:
        """Put `text` in; none forgets all that the field ever held."""
        if field.text() == text:
            self._put[field] = text
            return
        if text and self._is_typed(field):
            # As a paste over all of it, which Qt can undo; but nobody typed, so nothing is to be completed.
            before = field.blockSignals(True)
            field.selectAll()
            field.insert(text)
            field.blockSignals(before)
            field.textChanged.emit(text)
        else:
            field.setText(text)
        self._put[field] = text

    def _is_typed(self, field: QLineEdit) -> bool:
        return field.text() not in ("", self._put[field])
