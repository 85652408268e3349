"""The vendor's own SDK, `faxplus-api` 3.0.5, reads everything well-formed from the demo service as a process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from faxplus import AccountsApi, FaxesApi, FilesApi, OutboxApi, ShopApi
from faxplus.api_client import ApiClient
from faxplus.configuration import Configuration
from faxplus.rest import ApiException

from faxviewer.demo.identifiers import time_text
from faxviewer.demo.service import DemoService, Sample

DATA = DemoService()
"""Never started: the same seed has the same data, so it says which fax is what in the process."""

UNDER_WAY = [sample for sample in DATA.samples if sample.fax_id in DATA.under_way - DATA.malformed]
RECORDS = [sample for sample in DATA.samples if sample.fax_id not in DATA.under_way]
WELL_FORMED = [sample for sample in RECORDS if sample.fax_id not in DATA.malformed]
MALFORMED = [sample for sample in RECORDS if sample.fax_id in DATA.malformed]
USERS = ("self", *DATA.member_ids)


def created(fax_id: str) -> int:
    """Unix seconds; what lists go by."""
    return int(fax_id[:8], 16)


def label(sample: Sample) -> str:
    return sample.label


@pytest.fixture(scope="module")
def said() -> Iterator[dict[str, str]]:
    """What the process prints."""
    process = subprocess.Popen([sys.executable, "-m", "faxviewer.demo"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield json.loads(process.stdout.readline())
    process.terminate()
    process.communicate(timeout=30)


@pytest.fixture(scope="module")
def oauth_token(said: dict[str, str]) -> str:
    """The access token that *Allow* brings."""
    redirect = "http://localhost:8080/cb/"
    asked = {"response_type": "code", "client_id": said["client_id"], "redirect_uri": redirect, "scope": "all"}
    with httpx.Client(trust_env=False, timeout=30) as http:
        ticket = http.get(said["authorize_url"], params=asked).text.split('name="ticket" value="')[1].split('"')[0]
        back = http.post(said["authorize_url"], data={"ticket": ticket, "decision": "allow"}).headers["location"]
        code = parse_qs(urlsplit(back).query)["code"][0]
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect}
        fields["client_id"] = said["client_id"]
        reply = http.post(said["token_url"], data=fields, auth=(said["client_id"], said["client_secret"]))
        return str(reply.json()["access_token"])


@pytest.fixture(params=["personal access token", "OAuth"])
def sdk(request: pytest.FixtureRequest, said: dict[str, str], oauth_token: str, tmp_path: Path) -> Iterator[ApiClient]:
    """The SDK's client, set up as its README has it, for both ways in."""
    configuration = Configuration()
    configuration.host = said["api_url"]
    configuration.temp_folder_path = str(tmp_path)
    if request.param == "OAuth":
        configuration.access_token = oauth_token
        client = ApiClient(configuration, header_name="x-fax-clientid", header_value=said["client_id"])
    else:
        configuration.access_token = said["personal_access_token"]
        client = ApiClient(configuration)
    yield client
    client.rest_client.pool_manager.clear()
    client.pool.close()
    client.pool.join()


def test_it_gets_every_well_formed_fax(sdk: ApiClient) -> None:
    api = FaxesApi(sdk)
    assert len(WELL_FORMED) > 100
    for sample in WELL_FORMED:
        assert api.get_fax(sample.user_id, sample.fax_id).id == sample.fax_id


def test_it_lists_every_well_formed_fax(sdk: ApiClient) -> None:
    api = FaxesApi(sdk)
    evening = sorted(created(sample.fax_id) for sample in MALFORMED)
    windows = ((0, evening[0]), (evening[-1] + 1, 2**32 - 1))
    found = set()
    for user, category, (after, before) in product(USERS, ("inbox", "sent", "spam"), windows):
        while records := api.list_faxes(
            user, category=category, after=time_text(after), before=time_text(before), limit=20
        ).data.records:
            listed = {record.id for record in records}
            assert not listed & found
            found |= listed
            before = min(created(fax_id) for fax_id in listed)
    assert found - DATA.under_way == {sample.fax_id for sample in WELL_FORMED}


def test_it_downloads_every_file_as_it_is_stored_and_as_asked_for(sdk: ApiClient) -> None:
    faxes, files = FaxesApi(sdk), FilesApi(sdk)
    starts = {"pdf": b"%PDF-", "tiff": b"II*\0"}
    downloaded = 0
    for sample in WELL_FORMED:
        stored = faxes.get_fax(sample.user_id, sample.fax_id).file
        if not stored:
            with pytest.raises(ApiException) as refused:
                files.get_file(sample.user_id, sample.fax_id)
            assert refused.value.status == 404
            continue
        downloaded += 1
        kind = stored.rpartition(".")[2]
        assert Path(files.get_file(sample.user_id, sample.fax_id)).read_bytes().startswith(starts[kind])
        for asked, start in starts.items():
            assert Path(files.get_file(sample.user_id, sample.fax_id, format=asked)).read_bytes().startswith(start)
        assert Path(files.get_fax_thumbnail(sample.user_id, sample.fax_id)).read_bytes().startswith(b"\x89PNG")
    assert downloaded > 80


def test_it_downloads_every_report(sdk: ApiClient) -> None:
    api = FilesApi(sdk)
    for sample in WELL_FORMED:
        assert Path(api.get_fax_report(sample.user_id, sample.fax_id)).read_bytes().startswith(b"%PDF-")


def test_it_gets_every_account_and_the_balance(sdk: ApiClient) -> None:
    api = AccountsApi(sdk)
    members = api.get_accounts().members
    assert [member.uid for member in members] == list(DATA.member_ids)
    for user, kind in zip(USERS, ["corporate_admin", *["corporate_member"] * 3], strict=True):
        account = api.get_user(user)
        assert account.account_type.value == (kind,) or account.account_type.value == kind
        assert account.status is not None
    assert ShopApi(sdk).get_balance().currency == "USD"


def test_it_follows_the_outbox(sdk: ApiClient) -> None:
    outbox, faxes = OutboxApi(sdk), FaxesApi(sdk)
    seen = {entry.id for user in USERS[:3] for entry in outbox.list_outbox_faxes(user).records}
    assert len(seen) >= 5
    for sample in UNDER_WAY:
        try:
            found = outbox.get_outbox_fax(sample.user_id, sample.fax_id)
        except ApiException as gone:
            assert gone.status == 404
            found = faxes.get_fax(sample.user_id, sample.fax_id)
        assert found.id == sample.fax_id


@pytest.mark.parametrize("sample", MALFORMED, ids=label)
def test_it_raises_on_a_malformed_fax_as_it_does(sdk: ApiClient, sample: Sample) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)) as raised:
        FaxesApi(sdk).get_fax(sample.user_id, sample.fax_id)
    assert not isinstance(raised.value, ApiException)


def test_it_raises_on_a_list_that_holds_one(sdk: ApiClient) -> None:
    last = max(created(sample.fax_id) for sample in MALFORMED)
    with pytest.raises(ValueError, match="is not a valid FaxStatus"):
        FaxesApi(sdk).list_faxes("self", before=time_text(last + 1), limit=1)


def test_it_raises_on_a_state_that_its_outbox_does_not_know(sdk: ApiClient) -> None:
    sample = next(sample for sample in DATA.samples if sample.fax_id in DATA.under_way & DATA.malformed)
    with pytest.raises(ValueError, match="in_progress"):
        OutboxApi(sdk).get_outbox_fax(sample.user_id, sample.fax_id)


def test_it_lists_and_gets_ordinary_faxes_of_a_crowd(tmp_path: Path) -> None:
    with DemoService(faxes=100_000, members=4_000) as crowd:
        configuration = Configuration()
        configuration.host = crowd.api_url
        configuration.temp_folder_path = str(tmp_path)
        configuration.access_token = crowd.personal_access_token
        client = ApiClient(configuration)
        api = FaxesApi(client)
        assert len(AccountsApi(client).get_accounts().members) == 4_000
        for user, category in product(("self", crowd.member_ids[-1]), ("inbox", "sent", "spam")):
            records = api.list_faxes(user, category=category, before="2026-06-01 00:00:00").data.records
            assert records or user != "self"
            assert [api.get_fax(user, one.id).id for one in records[:3]] == [one.id for one in records[:3]]
        client.rest_client.pool_manager.clear()
        client.pool.close()
        client.pool.join()
