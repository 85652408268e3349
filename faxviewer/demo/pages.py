"""The pages that the demo service shows in a browser. They need no JavaScript and bring their own style."""

import base64
import hashlib
from html import escape
from typing import Final

from faxviewer.demo.accounts import Person
from faxviewer.demo.messages import Response

_STYLE: Final = """
:root { color-scheme: light dark; --back: #eef1f5; --card: #fff; --ink: #16202c; --soft: #57646f; --line: #d3dae2;
  --strong: #1257c4; --on-strong: #fff; }
@media (prefers-color-scheme: dark) { :root { --back: #12171d; --card: #1c232b; --ink: #e8edf2; --soft: #a5b1bd;
  --line: #36414d; --strong: #7db0ff; --on-strong: #0b1b33; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--back);
  color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 440px; background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: 32px; }
.demo { display: inline-block; margin: 0 0 16px; padding: 2px 10px; border: 1px solid var(--line);
  border-radius: 999px; color: var(--soft); font-size: 13px; }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.3; }
p, ul { margin: 0 0 16px; }
ul { padding-left: 20px; }
.account { margin: 0 0 16px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px;
  overflow-wrap: anywhere; }
.account span { display: block; color: var(--soft); font-size: 14px; }
form { display: flex; gap: 12px; margin-top: 24px; }
button { flex: 1; min-height: 44px; border: 1px solid var(--line); border-radius: 8px; background: transparent;
  color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button.strong { background: var(--strong); border-color: var(--strong); color: var(--on-strong); }
button:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
"""

_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def consent(person: Person, ticket: str, redirect_origin: str) -> Response:
    """The question whether the program may in. `redirect_origin` is where the answer leads."""
    body = f"""<h1>Let Faxviewer read your faxes?</h1>
<div class="account">{escape(person.full_name)}<span>{escape(person.email)}</span></div>
<p>Faxviewer asks to see the faxes, documents and account details of this account. It changes nothing.</p>
<form method="post" action="/login">
<input type="hidden" name="ticket" value="{escape(ticket)}">
<button type="submit" name="decision" value="deny" id="deny">Deny</button>
<button type="submit" name="decision" value="allow" id="allow" class="strong">Allow</button>
</form>"""
    # Chromium holds the redirect after a form to form-action too, so the program's address has to be in it.
    return _page(200, "Let Faxviewer in?", body, f"'self' {redirect_origin}")


def problem(what: str) -> Response:
    """An error page for what must not be answered with a redirect (RFC 6749 §4.1.2.1)."""
    body = f"<h1>This sign-in can't go on</h1>\n<p>{escape(what)}</p>\n<p>Nothing was shared.</p>"
    return _page(400, "Sign-in problem", body, "'none'")


def _page(status: int, title: str, body: str, form_action: str) -> Response:
    text = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Fax.Plus demo</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<p class="demo">Fax.Plus demo, on this computer</p>
{body}
</main>
</body>
</html>
"""
    policy = (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action {form_action}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    headers = (
        ("Content-Security-Policy", policy),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    )
    return Response(status, text.encode(), "text/html; charset=utf-8", headers)
