"""The connection page: what it takes, what it refuses, and that no secret comes back to the screen."""

from dataclasses import replace

import pytest

from faxviewer.domain.connection import Connection
from faxviewer.presenters.session import Setup
from tests.unit.presenters.session_scene import KNOWN, TOKEN, started


async def test_what_was_typed_is_kept_and_the_sign_in_follows() -> None:
    scene = await started()
    await scene.presenter.connect(KNOWN)
    assert await scene.connections.load() == KNOWN
    assert scene.in_force == KNOWN
    assert scene.view.names[-4:] == ["show_waiting", "show_waiting", "show_signed_in", "show_account"]


async def test_a_token_signs_in_without_a_browser() -> None:
    scene = await started()
    scene.session.stored = True
    await scene.presenter.connect(TOKEN)
    assert scene.page == ("show_signed_in",)
    assert scene.view.of("show_waiting") == []
    assert scene.in_force == TOKEN


async def test_a_token_that_the_session_wont_take_is_asked_for_again() -> None:
    scene = await started()
    await scene.presenter.connect(TOKEN)
    assert list(scene.setup.problems) == ["personal_access_token"]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        (Connection(), {"client_id", "client_secret"}),
        (replace(KNOWN, client_id="two words"), {"client_id"}),
        (replace(KNOWN, client_secret=""), {"client_secret"}),
        (replace(KNOWN, redirect_uri="https://example.com/"), {"redirect_uri"}),
        (replace(KNOWN, api_url="http://example.com/v3"), {"api_url"}),
        (Connection(personal_access_token="two words"), {"personal_access_token"}),
    ],
)
async def test_what_cant_work_is_marked_and_nothing_is_kept(typed: Connection, marked: set[str]) -> None:
    scene = await started()
    await scene.presenter.connect(typed)
    assert set(scene.setup.problems) == marked
    assert scene.setup.connection == replace(typed, client_secret="", personal_access_token="")
    assert not (await scene.connections.load()).is_configured
    assert scene.in_force == Connection()


async def test_no_page_ever_carries_a_secret() -> None:
    scene = await started(KNOWN)
    scene.presenter.set_up()
    await scene.presenter.connect(replace(KNOWN, client_id="two words", client_secret="n3w"))
    await scene.presenter.connect(Connection(personal_access_token="two words"))
    shown: list[Setup] = [setup for (setup,) in scene.view.of("show_setup")]
    assert len(shown) == 3
    assert [(setup.connection.client_secret, setup.connection.personal_access_token) for setup in shown] == [
        ("", "")
    ] * 3
    assert [(setup.has_secret, setup.has_token) for setup in shown] == [(True, False), (True, False), (False, True)]


async def test_a_secret_left_empty_is_kept() -> None:
    scene = await started(KNOWN)
    scene.presenter.set_up()
    await scene.presenter.connect(replace(KNOWN, client_secret="", redirect_uri="http://localhost:9090/cb/"))
    assert await scene.connections.load() == replace(KNOWN, redirect_uri="http://localhost:9090/cb/")
    assert scene.page == ("show_signed_in",)


async def test_a_new_secret_takes_the_stored_ones_place() -> None:
    scene = await started(KNOWN)
    scene.presenter.set_up()
    await scene.presenter.connect(replace(KNOWN, client_secret="n3w"))
    assert await scene.connections.load() == replace(KNOWN, client_secret="n3w")


async def test_a_secret_typed_beside_a_mistake_neednt_be_typed_again() -> None:
    scene = await started()
    await scene.presenter.connect(replace(KNOWN, client_id="two words"))
    assert scene.setup.has_secret
    await scene.presenter.connect(replace(KNOWN, client_secret=""))
    assert await scene.connections.load() == KNOWN
    assert scene.page == ("show_signed_in",)


async def test_a_page_that_is_left_forgets_what_was_typed_there() -> None:
    scene = await started(KNOWN)
    scene.presenter.set_up()
    await scene.presenter.connect(replace(KNOWN, client_id="two words", client_secret="n3w"))
    scene.presenter.set_up()
    await scene.presenter.connect(replace(KNOWN, client_secret=""))
    assert await scene.connections.load() == KNOWN


async def test_a_token_left_empty_is_kept() -> None:
    scene = await started(TOKEN, signed_in=True)
    scene.presenter.set_up()
    assert scene.setup.has_token
    await scene.presenter.connect(Connection(api_url="https://eu.example.com/v3"))
    assert await scene.connections.load() == replace(TOKEN, api_url="https://eu.example.com/v3")
    assert scene.page == ("show_signed_in",)


async def test_turning_from_a_token_to_the_browser_needs_the_clients_own_secret() -> None:
    scene = await started(TOKEN, signed_in=True)
    scene.presenter.set_up()
    await scene.presenter.connect(Connection("APIK-1"))
    assert list(scene.setup.problems) == ["client_secret"]
    await scene.presenter.connect(KNOWN)
    assert await scene.connections.load() == KNOWN


async def test_what_the_environment_sets_is_shown_as_set() -> None:
    scene = await started(environ={"FAXVIEWER_CLIENT_ID": "APIK-9", "FAXVIEWER_CLIENT_SECRET": "s9"})
    scene.presenter.set_up()
    assert scene.setup.overridden == {"client_id", "client_secret"}
    assert (scene.setup.connection.client_id, scene.setup.has_secret) == ("APIK-9", True)
    await scene.presenter.connect(scene.setup.connection)
    assert (scene.in_force.client_id, scene.in_force.client_secret) == ("APIK-9", "s9")
