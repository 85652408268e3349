"""The connection page: where client ID, secret and redirect URI come from, and the fields that take them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from faxviewer.domain.connection import Connection
from faxviewer.presenters.session import Setup
from faxviewer.ui.buttons import button
from faxviewer.ui.cards import Card
from faxviewer.ui.fields import Field
from faxviewer.ui.labels import plain_label
from faxviewer.ui.scroll_bars import ScrollBar

_KEPT = "stored; leave empty to keep it"

_OAUTH = (
    ("client_id", "Client ID", "APIK-…"),
    ("client_secret", "Client secret", ""),
    ("redirect_uri", "Redirect URI", "http://localhost:8080/"),
)
_TOKEN = (("personal_access_token", "Personal access token", "alohi_pat_…"),)
_ADDRESSES = (
    ("authorize_url", "Authorization page", ""),
    ("token_url", "Token endpoint", ""),
    ("api_url", "API", ""),
    ("scope", "Scope", "all"),
)
_SECRET = ("client_secret", "personal_access_token")


class SetupPage(QScrollArea):
    """Emits `connect_wanted` with a Connection as typed and whether the token's way is chosen.

    Secrets that were left empty are empty in it.
    """

    connect_wanted = Signal(Connection, bool)
    demo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ScrollBar(self)
        self._fields: dict[str, Field] = {}
        self._reasons: dict[str, QLabel] = {}
        self._texts: dict[str, QLabel] = {}
        self._with_token = False
        self._shown = Connection()
        self.error = plain_label("", "refusal")
        self.error.setObjectName("setup.error")
        self.connect_button = button("Save and sign in", "setup.connect", "primary")
        self.way = button("", "setup.way", "link")
        self.more = button("Show addresses", "setup.addresses", "link")
        self.demo = button("Try the demo", "setup.demo")
        self.demo.setToolTip("Made-up faxes on this computer; nothing of yours is touched")
        self._oauth, self._token, self._addresses = self._block(_OAUTH), self._block(_TOKEN), self._block(_ADDRESSES)
        self._explains = plain_label("", "muted")
        self.setWidget(self._canvas())
        self.connect_button.clicked.connect(self._send)
        self.way.clicked.connect(lambda: self._choose(with_token=not self._with_token))
        self.more.clicked.connect(lambda: self._unfold(shown=self._addresses.isHidden()))
        self.demo.clicked.connect(self.demo_wanted)
        for field in self._fields.values():
            field.returnPressed.connect(self._send)
        self._choose(with_token=False)
        self._unfold(shown=False)

    def show_setup(self, setup: Setup, *, offer_demo: bool) -> None:
        """Fill the page; problems stand below their fields, the cursor in the first of them."""
        self._shown = setup.connection
        kept = {"client_secret": setup.has_secret, "personal_access_token": setup.has_token}
        for name, field in self._fields.items():
            if name not in _SECRET or name not in setup.problems:
                field.setText(str(getattr(setup.connection, name)))
            if name in _SECRET:
                field.setPlaceholderText(_KEPT if kept[name] else ("alohi_pat_…" if name in _TOKEN[0] else ""))
            locked = name in setup.overridden
            field.setEnabled(not locked)
            field.setToolTip("Set by this computer's administrator" if locked else "")
            self._mark(name, setup.problems.get(name, ""))
        error = setup.error
        self.error.setText(" ".join((error.title + ".", error.message, error.remedy)) if error else "")
        self.error.setVisible(bool(error))
        self.demo.setVisible(offer_demo)
        self._choose(with_token=setup.has_token or "personal_access_token" in setup.problems)
        if any(name in setup.problems for name, *_ in _ADDRESSES):
            self._unfold(shown=True)
        fields = [*setup.problems, *(name for name, *_ in (_TOKEN if self._with_token else _OAUTH))]
        open_fields = [self._fields[name] for name in fields if name in self._fields and name not in setup.overridden]
        (open_fields[0] if open_fields else self.connect_button).setFocus()

    def typed(self) -> Connection:
        """The connection as the fields say; only the chosen way's secret is in it."""
        texts = {name: field.text().strip() for name, field in self._fields.items()}
        texts["personal_access_token" if not self._with_token else "client_secret"] = ""
        return Connection(**texts)

    def _canvas(self) -> QWidget:
        canvas = QWidget()
        canvas.setObjectName("canvas")
        card = Card()
        card.setMaximumWidth(640)
        title = plain_label("Connect Faxviewer to Fax.Plus", "headline")
        title.setObjectName("setup.title")
        buttons = QHBoxLayout()
        buttons.addWidget(self.connect_button)
        buttons.addWidget(self.demo)
        buttons.addStretch(1)
        card.rows.setContentsMargins(24, 20, 24, 20)
        card.rows.setSpacing(10)
        for part in (title, self._explains, self.error, self._oauth, self._token, self.more, self._addresses):
            card.rows.addWidget(part)
        card.rows.addLayout(buttons)
        card.rows.addWidget(self.way)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(card, 100)
        line.addStretch(1)
        column = QVBoxLayout(canvas)
        column.setContentsMargins(16, 24, 16, 24)
        column.addLayout(line)
        column.addStretch(1)
        return canvas

    def _block(self, fields: tuple[tuple[str, str, str], ...]) -> QWidget:
        block = QWidget()
        form = QFormLayout(block)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(4)
        for name, text, hint in fields:
            field = Field()
            field.setObjectName(f"setup.{name}")
            field.setAccessibleName(text)
            field.setPlaceholderText(hint)
            if name in _SECRET:
                field.setEchoMode(Field.EchoMode.Password)
            reason = plain_label("", "refusal")
            reason.setObjectName(f"setup.problem.{name}")
            reason.hide()
            label = QLabel(text)
            label.setBuddy(field)
            form.addRow(label, field)
            form.addRow(reason)
            self._fields[name], self._reasons[name], self._texts[name] = field, reason, label
        return block

    def _choose(self, *, with_token: bool) -> None:
        self._with_token = with_token
        self._oauth.setVisible(not with_token)
        self._token.setVisible(with_token)
        self.way.setText("Sign in through the browser instead" if with_token else "Use a personal access token instead")
        self.connect_button.setText("Save and connect" if with_token else "Save and sign in")
        self._explains.setText(_TOKEN_WORDS if with_token else _OAUTH_WORDS)

    def _unfold(self, *, shown: bool) -> None:
        self._addresses.setVisible(shown)
        self.more.setText("Hide addresses" if shown else "Show addresses")

    def _mark(self, name: str, reason: str) -> None:
        self._reasons[name].setText(reason)
        self._reasons[name].setVisible(bool(reason))
        self._fields[name].mark(refused=bool(reason))
        self._fields[name].setAccessibleDescription(reason)

    def _send(self) -> None:
        self.connect_wanted.emit(self.typed(), self._with_token)


_OAUTH_WORDS = (
    "An administrator of your Fax.Plus account finds all three under Profile > Integrations > Fax.Plus API: "
    "activating the API gives a client ID and a client secret, and the redirect URI below has to be registered "
    "there exactly as it stands here. The secret goes to this computer's keychain."
)
_TOKEN_WORDS = (
    "You make a token in your Fax.Plus profile under Integrations > Fax.Plus API > Personal access tokens; the scope "
    "fax:all:read is all that Faxviewer needs. It goes to this computer's keychain."
)
