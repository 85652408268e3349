"""What of a clipboard is offered, when, and how often."""

import pytest

from faxviewer.domain.addresses import Named
from faxviewer.presenters.clipboard import LONGEST, ClipboardPresenter, ClipboardView
from tests.fakes.views import CallLogger

ID, OTHER = "5e7de3ad54cfd54eb568cc76", "5e7de3ad54cfd54eb568cc77"
USER = "74d59d2779fb42a99cd5bb993c0c89d2"


class Scene:
    def __init__(self) -> None:
        self.view = CallLogger(ClipboardView)
        self.typing = False
        self.asked_id = ""
        self.presenter = ClipboardPresenter(self.view, is_typing=lambda: self.typing, asked_id=lambda: self.asked_id)

    @property
    def offers(self) -> list[str]:
        """Every ID that was offered so far."""
        return [fax_id for (fax_id,) in self.view.of("show_offer")]


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ID, Named(ID)),
        (f" '{ID}'\r\n", Named(ID)),
        (f"Fax {ID}, sent on Tuesday", Named(ID)),
        (f"https://restapi.fax.plus/v3/accounts/self/faxes/{ID}", Named(ID)),
        (f"faxviewer://fax/{ID}?user={USER}", Named(ID, USER)),
        (f"faxviewer://fax/{ID}", Named(ID)),
    ],
)
def test_what_looks_like_a_fax_id_is_offered(scene: Scene, text: str, named: Named) -> None:
    scene.presenter.look(text)
    assert scene.offers == [ID]
    assert scene.presenter.take() == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        "correct horse battery staple",
        "hunter2-hunter2-hunter2-",
        "APIK-1234567890abcdef",
        USER,
        f"{ID} {OTHER}",
        f"faxviewer://fax/{ID}?user=a/b",
        "faxviewer://fax/",
        ID + " " * LONGEST,
    ],
)
def test_nothing_else_is(scene: Scene, text: str) -> None:
    scene.presenter.look(text)
    assert scene.view.calls == []
    assert scene.presenter.take() is None


def test_nothing_else_of_the_clipboard_is_kept(scene: Scene) -> None:
    scene.presenter.look("secret words")
    scene.presenter.look(f"more secret words: {ID}")
    assert "secret" not in repr(vars(scene.presenter))


def test_it_stands_while_it_is_there_and_goes_with_it(scene: Scene) -> None:
    scene.presenter.look(ID)
    scene.presenter.look(ID)
    assert scene.view.names == ["show_offer"]
    scene.presenter.look("else")
    assert scene.view.names == ["show_offer", "withdraw_offer"]
    scene.presenter.look(ID)
    assert scene.offers == [ID], "nothing is offered twice"


def test_another_takes_its_place(scene: Scene) -> None:
    scene.presenter.look(ID)
    scene.presenter.look(OTHER)
    assert scene.offers == [ID, OTHER]
    assert scene.presenter.take() == Named(OTHER)


def test_while_somebody_types_nothing_is_offered_but_later(scene: Scene) -> None:
    scene.typing = True
    scene.presenter.look(ID)
    assert scene.offers == []
    scene.typing = False
    scene.presenter.look(ID)
    assert scene.offers == [ID]


def test_taken_or_declined_it_is_over(scene: Scene) -> None:
    scene.presenter.look(ID)
    assert scene.presenter.take() == Named(ID)
    assert scene.presenter.take() is None
    scene.presenter.look(OTHER)
    scene.presenter.withdraw()
    for text in (ID, OTHER):
        scene.presenter.look(text)
    assert scene.offers == [ID, OTHER]


def test_what_was_shown_or_asked_for_needs_no_offer(scene: Scene) -> None:
    scene.presenter.shown(ID)
    scene.asked_id = OTHER
    scene.presenter.look(ID)
    scene.presenter.look(OTHER)
    assert scene.offers == []


def test_what_is_shown_meanwhile_takes_the_offer_away(scene: Scene) -> None:
    scene.presenter.look(ID)
    scene.presenter.shown(OTHER)
    assert scene.view.names == ["show_offer"]
    scene.presenter.shown(ID)
    assert scene.view.names == ["show_offer", "withdraw_offer"]
