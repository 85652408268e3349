"""Lines as plain text, Markdown and HTML: nothing in a fact or in a person's own words becomes markup."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faxviewer.presenters.markup import html, markdown, plain
from faxviewer.presenters.template import Line, Template, read


def lines(text: str, **facts: str) -> tuple[Line, ...]:
    template = read(text, ("to", "status", "name"))
    assert isinstance(template, Template), template
    return template.filled(facts)


TEXT = "# {status}\nIt came\n\nTo: {to}\nFile: {name}\nSincerely"


def test_one_template_three_formats() -> None:
    filled = lines(TEXT, status="Not delivered", to="+41 44", name="a")
    assert plain(filled) == "Not delivered\nIt came\n\nTo: +41 44\nFile: a\nSincerely\n"
    assert markdown(filled) == ("**Not delivered**\n\nIt came\n\n- **To:** +41 44\n- **File:** a\n\nSincerely\n")
    assert html(filled) == (
        "<p><strong>Not delivered</strong><br>\nIt came</p>\n"
        "<p><strong>To:</strong> +41 44<br>\n<strong>File:</strong> a<br>\nSincerely</p>\n"
    )


def test_a_colon_in_a_fact_makes_no_label() -> None:
    assert markdown(lines("{status}", status="Not delivered: busy")) == "Not delivered: busy\n"
    assert markdown(lines("Note: all well")) == "Note: all well\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("**bold** _it_", r"\*\*bold\*\* \_it\_"),
        ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
        ("![x](y)", r"!\[x\](y)"),
        ("<b>b</b>", r"\<b\>b\</b\>"),
        ("&lt;", r"\&lt;"),
        ("`code`", r"\`code\`"),
        ("a | b", r"a \| b"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("$x$", r"\$x\$"),
        ("\\", r"\\"),
        ("www.evil.example", r"www\.evil.example"),
        ("_a_ __b__", r"\_a\_ \_\_b\_\_"),
        ("failed_user_busy", "failed_user_busy"),
    ],
)
def test_no_fact_becomes_markdown(value: str, written: str) -> None:
    assert markdown(lines("{name}", name=value)) == f"{written}\n"
    assert markdown(lines("File: {name}", name=value)) == f"- **File:** {written}\n"
    assert markdown(lines("# {name}", name=value)) == f"**{written}**\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("1. item", r"1\. item"),
        ("12) item", r"12\) item"),
        ("=== ", r"\==="),
        ("    code", "code"),
    ],
)
def test_no_fact_at_the_beginning_of_a_line_makes_it_another_kind_of_line(value: str, written: str) -> None:
    assert markdown(lines("{name}", name=value)) == f"{written}\n"
    assert markdown(lines("File: {name}", name=value)) == f"- **File:** {value.strip()}\n"


def test_a_persons_own_words_are_words_too() -> None:
    assert markdown(lines("*{to}* <b>", to="x")) == "\\*x\\* \\<b\\>\n"
    assert html(lines("<b>{to}</b>", to="x")) == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


class Tags(HTMLParser):
    """Notes which tags a text has, and what else it says."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag if not attrs else f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cc", "Cs")), min_size=1))
def test_no_fact_becomes_html(value: str) -> None:
    tags = Tags()
    tags.feed(html(lines("To: {name}", name=value)))
    tags.close()
    assert tags.tags == ["p", "strong"]
    assert tags.text == f"To: {value.strip()}\n"


def test_the_usual_attacks_are_letters_in_html() -> None:
    hostile = """<script>alert(1)</script><img src=x onerror='y'>"&amp;"""
    tags = Tags()
    tags.feed(html(lines("# {name}", name=hostile)))
    assert tags.tags == ["p", "strong"] and tags.text.strip() == hostile
