"""Takes secrets and personal data out of a text before it is written anywhere."""

import re
from typing import Final

HIDDEN: Final = "[hidden]"

_SECRET_NAMES: Final = (
    r"access_token|refresh_token|id_token|personal_access_token|client_secret|client_id|x-fax-clientid"
    r"|code_verifier|code_challenge|code|state|password|secret|token|authorization|cookie|set-cookie"
)
# Possessive and bounded quantifiers keep every pattern linear on a megabyte of hostile text.
_PATTERNS: Final = (
    # Authorization: Bearer x, and the same with Basic; the scheme stays readable.
    (re.compile(r"\b(bearer|basic)(\s{1,4}|%20|\+)[^\s\"',;)}\]]++", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # name=value, name: value, "name": "value" and the reprs of both, in JSON, forms, headers and dicts.
    (
        re.compile(
            rf"""(?<![\w-])((?:{_SECRET_NAMES})\\?["']?\s{{0,3}}(?:[=:]|,\s?b?(?=["']))\s{{0,3}})"""
            r"""(?!\s|(?:bearer|basic)\b|\d{1,3}(?!\w))(b?\\?"[^"]*+"?|b?\\?'[^']*+'?|[^\s&"',;)}\]]++)""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"), HIDDEN),
    (re.compile(r"(?<!\w)[a-z]++_pat_\w++", re.IGNORECASE), HIDDEN),
    # Anything long that mixes letters and digits: tokens, codes, fax and user IDs.
    (re.compile(r"(?<![\w~+-])(?=[\w~+-]{0,200}?\d)(?=[\w~+-]{0,200}?[A-Za-z])[\w~+-]{20,}+"), HIDDEN),
    # And what is too long for a name of ours and of mixed case: a random token may happen to have no digit.
    (re.compile(r"(?<![\w~+-])(?=[\w~+-]{0,200}?[A-Z])(?=[\w~+-]{0,200}?[a-z])[\w~+-]{28,}+"), HIDDEN),
    (re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{16,}+"), HIDDEN),
    # Phone numbers: E.164, spaced or not; and bare runs of seven digits or more.
    (re.compile(r"(?:\+|%2B)\d(?:[\s().-]{0,2}\d){5,19}+", re.IGNORECASE), HIDDEN),
    (re.compile(r"\(\d{2,5}\)[\s-]?\d{2,4}[\s-]?\d{2,5}(?!\d)"), HIDDEN),
    (re.compile(r"(?<![\d.-])\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)"), HIDDEN),
    (re.compile(r"(?<![\d.x])\d{7,}+(?!\.?\d)"), HIDDEN),
)


def redact(text: str) -> str:
    """`text` without tokens, codes, secrets, addresses of people, phone numbers and long IDs."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def one_line(text: str) -> str:
    """`text` with everything that can't be seen written as an escape, so that it stays one harmless line."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
