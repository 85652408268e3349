"""The demo service's API: who may see what, and what it says to everybody else."""

from collections.abc import Iterator

import httpx
import pytest

from faxviewer.demo.identifiers import time_text
from faxviewer.demo.service import DemoService
from tests.unit.demo.conftest import Browser


def sample(service: DemoService, label: str) -> str:
    """The path to the fax called `label`."""
    found = next(one for one in service.samples if one.label == label)
    return f"/accounts/{found.user_id}/faxes/{found.fax_id}"


def document(service: DemoService, label: str) -> str:
    return sample(service, label).replace("/faxes/", "/files/")


def pages(browser: Browser, path: str, before: str, **query: str) -> Iterator[dict[str, object]]:
    """Every record of a list, page by page backwards."""
    while True:
        query["before"] = before
        found = browser.api(f"{path}?{httpx.QueryParams(query)}").json()["data"]["records"]
        yield from found
        if not found:
            return
        before = time_text(int(str(found[-1]["id"])[:8], 16))


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic abc", "alohi_pat_x"])
def test_without_a_valid_token_the_answer_is_401(browser: Browser, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    refused = browser.http.get(f"{browser.service.api_url}/accounts/self", headers=headers)
    assert refused.status_code == 401
    assert set(refused.json()) == {"error", "description"}


@pytest.mark.parametrize("client", ["", "APIK-else"])
def test_an_oauth_token_needs_its_client_id_beside_it(browser: Browser, client: str) -> None:
    token = browser.exchange(browser.code()).json()["access_token"]
    assert browser.account(token) == 200
    assert browser.api("/accounts/self", token, **{"x-fax-clientid": client}).status_code == 401
    assert browser.api("/accounts/self", token).status_code == 401


def test_a_token_with_too_few_scopes_gets_403(browser: Browser) -> None:
    paths = ["/accounts", "/accounts/self", "/shop/balance", "/accounts/self/outbox", "/accounts/self/faxes"]
    paths += [sample(browser.service, "Delivered, one page"), document(browser.service, "Delivered, one page")]
    for path in paths:
        assert browser.api(path, browser.service.limited_token).status_code == 403


def test_a_member_sees_only_their_own(browser: Browser) -> None:
    token, own = browser.service.member_token, browser.service.member_ids[0]
    assert browser.api("/accounts", token).status_code == 403
    assert browser.api(f"/accounts/{browser.service.member_ids[1]}/faxes", token).status_code == 403
    assert browser.api(f"/accounts/{own}", token).json()["account_type"] == "corporate_member"
    assert browser.api("/accounts/self", token).json()["uid"] == own
    assert browser.api(sample(browser.service, "Sent by Bruno"), token).status_code == 200


def test_the_administrator_sees_the_members_and_their_faxes(browser: Browser) -> None:
    members = browser.api("/accounts").json()["members"]
    assert [member["uid"] for member in members] == list(browser.service.member_ids)
    assert len(members) == 3
    for member in members:
        assert browser.api(f"/accounts/{member['uid']}").json() == member
        assert browser.api(f"/accounts/{member['uid']}/faxes").json()["data"]["records"]
    assert browser.api("/accounts/self").json()["account_type"] == "corporate_admin"


def test_a_fax_of_somebody_else_is_not_there(browser: Browser) -> None:
    path = sample(browser.service, "Sent by Bruno").replace(browser.service.member_ids[0], "self")
    assert browser.api(path).status_code == 404
    assert browser.api(path.replace("self", browser.service.member_ids[1])).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/nobody",
        "/accounts/self/faxes/000000000000000000000000",
        "/accounts/self/faxes/x",
        "/accounts/self/faxes/",
        "/accounts/self/outbox/5e7de3ad54cfd54eb568cc76",
        "/accounts/self/files/5e7de3ad54cfd54eb568cc76",
        "/accounts/self/nothing",
        "/nothing",
        "",
        "/",
    ],
)
def test_what_is_not_there_gets_404_as_json(browser: Browser, path: str) -> None:
    missing = browser.api(path)
    assert missing.status_code == 404
    assert missing.json()["error"] == "not_found"


def test_lists_are_newest_first_and_hold_each_category_once(browser: Browser) -> None:
    far = "2030-01-01 00:00:00"
    every = [one["id"] for one in pages(browser, "/accounts/self/faxes", "2026-11-08 00:00:00", limit="7")]
    by_category: list[object] = []
    for category in ("inbox", "sent", "spam"):
        found = list(
            pages(browser, "/accounts/self/faxes", far, limit="20", category=category, after="2026-11-10 00:00:00")
        )
        assert found
        assert all(one.get("is_spam") is True for one in found) is (category == "spam")
        by_category += [one["id"] for one in found]
    whole = list(pages(browser, "/accounts/self/faxes", far, limit="50", after="2026-11-10 00:00:00"))
    assert [one["id"] for one in whole] == sorted(by_category, reverse=True, key=str)
    assert len(set(by_category)) == len(by_category)
    assert not [one for one in every if one in by_category]


@pytest.mark.parametrize(
    "query",
    [
        "category=outbox",
        "limit=0",
        "limit=x",
        "limit=-1",
        "limit=51",
        "after=yesterday",
        "before=2026-13-01 00:00:00",
    ],
)
def test_a_list_that_is_asked_for_wrongly_gets_400(browser: Browser, query: str) -> None:
    assert browser.api(f"/accounts/self/faxes?{query}").status_code == 400


def test_the_format_decides_and_overrides_accept(browser: Browser) -> None:
    path = document(browser.service, "Delivered, one page")
    tiff, pdf = browser.api(path), browser.api(f"{path}?format=pdf", Accept="image/tiff")
    assert (tiff.headers["content-type"], tiff.content[:4]) == ("image/tiff", b"II*\0")
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert browser.api(path, Accept="application/pdf").content == pdf.content
    assert browser.api(path, Accept="application/pdf, image/tiff").content == tiff.content
    assert browser.api(f"{path}?format=docx").status_code == 400
    stored = browser.api(document(browser.service, "Received, stored as PDF"))
    assert stored.headers["content-type"] == "application/pdf"


def test_a_fax_without_file_has_no_document(browser: Browser) -> None:
    label = "Not delivered: file type not supported"
    assert browser.api(sample(browser.service, label)).json()["file"] is None
    assert browser.api(document(browser.service, label)).status_code == 404
    assert browser.api(sample(browser.service, label).replace("/faxes/", "/thumbnail/")).status_code == 404


def test_report_and_thumbnail_are_real_files(browser: Browser) -> None:
    path = sample(browser.service, "Delivered, one page")
    assert browser.api(path.replace("/faxes/", "/report/")).content.startswith(b"%PDF-")
    assert browser.api(path.replace("/faxes/", "/thumbnail/")).content.startswith(b"\x89PNG")


def test_the_balance_says_its_currency(browser: Browser) -> None:
    assert browser.api("/shop/balance").json() == {"amount": 128.4, "currency": "USD"}


def test_a_change_needs_an_edit_scope_and_is_kept(browser: Browser) -> None:
    path = sample(browser.service, "Received, unread")
    token = browser.exchange(browser.code()).json()["access_token"]
    oauth = {"Authorization": f"Bearer {token}", "x-fax-clientid": browser.service.client_id}
    personal = {"Authorization": f"Bearer {browser.service.personal_access_token}"}
    address = browser.service.api_url + path
    assert browser.http.put(address, json={"is_read": True}, headers=personal).status_code == 403
    assert browser.http.put(address, json={"status": "failed"}, headers=oauth).status_code == 400
    for broken in (b"{", b"[" * 100_000, b"[]", b'{"comment": null}'):
        assert browser.http.put(address, content=broken, headers=oauth).status_code == 400
    assert browser.api(path).json()["is_read"] is False
    assert browser.http.put(address, json={"is_read": True, "comment": "Seen"}, headers=oauth).status_code == 204
    assert {"is_read": True, "comment": "Seen"}.items() <= browser.api(path).json().items()


def test_a_lone_surrogate_survives_as_an_escape(browser: Browser) -> None:
    path = sample(browser.service, "Received, unread")
    token = browser.exchange(browser.code()).json()["access_token"]
    oauth = {"Authorization": f"Bearer {token}", "x-fax-clientid": browser.service.client_id}
    address = browser.service.api_url + path
    assert browser.http.put(address, content=b'{"comment": "a\\ud800b"}', headers=oauth).status_code == 204
    assert b'"comment":"a\\ud800b"' in browser.api(path).content


def test_every_reply_has_a_request_id_of_its_own(browser: Browser) -> None:
    first, second = (browser.api("/shop/balance").headers["x-request-id"] for _ in range(2))
    assert first
    assert second != first
