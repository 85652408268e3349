"""Links to faxes as macOS brings them, to a process that takes them here as it does there."""

import sys
from collections.abc import Iterator

import pytest

from faxviewer.demo.service import DemoService
from tests.fakes.process_program import BY_HAND, Home, Program

if sys.platform == "win32":
    pytest.skip("the program's home is laid out otherwise", allow_module_level=True)


@pytest.fixture(scope="module")
def service() -> Iterator[DemoService]:
    with DemoService() as running:
        yield running


@pytest.fixture
def home(service: DemoService, home: Home) -> Home:
    home.environ |= {
        "FAXVIEWER_API_URL": service.api_url,
        "FAXVIEWER_PERSONAL_ACCESS_TOKEN": service.personal_access_token,
    }
    return home


def test_the_link_that_started_the_program_and_those_that_come_later(service: DemoService, home: Home) -> None:
    first, second = service.samples[0], service.samples[1]
    home.environ["PROCESS_LINK"] = f"faxviewer://fax/{first.fax_id}?user={first.user_id}"
    with Program(home, python=BY_HAND) as program:
        program.see("field.id", first.fax_id)
        program.ask("link", f"faxviewer://fax/{second.fax_id}?user={second.user_id}")
        program.see("field.id", second.fax_id)
        program.ask("link", "faxviewer://elsewhere")
        program.see("notice.title")
        code, out, err = program.end()
    assert (code, out) == (0, "")
    assert all("This plugin does not support" in line for line in err.splitlines())
