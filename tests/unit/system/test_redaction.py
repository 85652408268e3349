import json
import re
from urllib.parse import urlencode

import pytest

from faxviewer.system.redaction import one_line, redact

CANARIES = {
    "access token": "cAnArY-7b1f0e55aa90tOkEn_x",
    "token without a digit": "XRqdSNY_noDolPwwncesEPQPxcDzNXac",
    "short code": "q7Zx9",
    "personal access token": "alohi_pat_c4n4ryC4N4RY",
    "phone": "+12076001783",
    "spaced phone": "+41 44 668 18 00",
    "bare phone": "12076001783",
    "american phone": "(207) 600-1783",
    "e-mail": "jane.doe+fax@clinic.example.org",
    "fax ID": "5e7de3ad54cfd54eb568cc76",
    "user ID": "74d59d2779fb42a99cd5bb993c0c89d2",
    "ID of digits": "507912345678901234567890",
    "ID of letters": "abcdefabcdefabcdefabcdef",
}


@pytest.mark.parametrize("canary", [value for name, value in CANARIES.items() if name != "short code"])
@pytest.mark.parametrize(
    "around", ["{}", "x {} y", "'{}',", "<{}>", "https://h/v3/{}/faxes?u={}", "fax-from-{}.tiff", "({})"]
)
def test_e92_what_is_private_is_hidden_wherever_it_stands(canary: str, around: str) -> None:
    assert canary not in redact(around.replace("{}", canary))


@pytest.mark.parametrize("value", [*CANARIES.values(), "p:ss+w%rd/é", "abc"])
@pytest.mark.parametrize("name", ["code", "state", "access_token", "refresh_token", "client_secret", "code_verifier"])
def test_e92_a_named_secret_is_hidden_whatever_it_looks_like(name: str, value: str) -> None:
    fields = {name: value, "other": "1"}
    for text in (
        json.dumps(fields),
        repr(fields),
        repr(json.dumps(fields)),
        urlencode(fields),
        "GET /cb?" + urlencode(fields) + " HTTP/1.1",
        repr((name, value)),
        f"{name.upper()}: {value}".replace(" ", "", 0),
        f"Grant({name}='{value}')",
        f'{{"{name}": "{value}',
    ):
        hidden = redact(text)
        assert value not in hidden.replace("[hidden]", ""), hidden
        assert urlencode({name: value}) not in hidden


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer abc",
        "authorization: basic YTpi",
        "{'Authorization': 'Bearer abc'}",
        "Bearer%20abc",
        "BEARER  abc",
    ],
)
def test_e92_credentials_of_a_header_are_hidden(text: str) -> None:
    assert not re.search("abc|YTpi", redact(text))


@pytest.mark.parametrize(
    "text",
    [
        "HTTP 404 from /v3/accounts/self/faxes",
        'File "/usr/lib/python3.11/site-packages/faxviewer/system/documents.py", line 107, in finish',
        "Started 0.1.0 on Python 3.11.7, Qt 6.11.3 after 0.412345 s",
        "exit code: 4, status code=503",
        "The keychain is left alone from now on: TimeoutError",
        "failed_unknown_converter_issue",
        "received 65536 of 123456 bytes",
    ],
)
def test_what_helps_to_find_a_fault_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("unit", ["a", "1", "a1", "+1", "a@", "code=", '"', "Bearer ", "(1", "1-", " ", "a.b@", "é"])
def test_e87_a_megabyte_of_anything_is_soon_read(unit: str) -> None:
    redact(unit * (1_000_000 // len(unit)))  # a pattern that backtracks would meet the time limit of the test


def test_e93_a_line_stays_one_line() -> None:
    assert one_line("a\r\nb\x1b[31mred\u202e\x00\ud800\u2028é") == r"a\r\nb\x1b[31mred\u202e\x00\ud800\u2028é"
