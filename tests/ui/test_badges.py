"""The badges: facts as text, icon and tone, read the same without colours or eyes."""

import itertools

from faxviewer.domain.status import STATUSES, status_named
from faxviewer.domain.tone import Tone
from faxviewer.ui.badges import BadgeLabel
from faxviewer.ui.theme import DARK, LIGHT
from tests.ui.desk import Desk, story


def badges(desk: Desk) -> dict[str, BadgeLabel]:
    """The badges of the fax, by the field that each tells of."""
    found = desk.window.lookup.fax.findChildren(BadgeLabel)
    return {each.objectName().removeprefix("badge."): each for each in found if each.isVisible()}


def shape(badge: BadgeLabel) -> frozenset[tuple[int, int]]:
    """The dots of the badge's icon that are not its ground, as a bad printer has them."""
    picture = badge.grab().toImage().copy(10, 4, 14, 16)
    ground = picture.pixelColor(0, 0)
    places = itertools.product(range(picture.width()), range(picture.height()))
    return frozenset((x, y) for x, y in places if picture.pixelColor(x, y) != ground)


def cost_of(step: str) -> str:
    """The last sentence of the next step, which is about the cost."""
    start = max(step.find("Cost: "), step.find("The record does not say whether"))
    assert start > 0, step
    return step[start:]


@story
async def test_every_status_has_a_badge_with_its_own_words_and_tone(desk: Desk) -> None:
    await desk.sign_in()
    told: dict[str, BadgeLabel] = {}
    shapes: dict[Tone, frozenset[tuple[int, int]]] = {}
    under_way = [each for each in desk.service.samples if each.fax_id in desk.service.under_way]
    for sample in (*desk.service.samples[:24], *under_way):
        await desk.look_up(sample.fax_id, sample.user_id)
        code = desk.text("field.status")
        status = status_named(code)
        badge = badges(desk)["status"]
        told[code] = badge
        incoming = desk.text("field.direction") == "incoming"
        verdict = status.seen(incoming=incoming)
        assert badge.text() == badge.accessibleName() == status.label_for(incoming=incoming)
        assert badge.tone is status.tone
        assert verdict.meaning in badge.accessibleDescription()
        assert badge.toolTip()
        assert desk.window.lookup.fax.answer.glyph.accessibleName() == status.tone.value
        assert desk.text("answer.headline").split(":")[0] == verdict.headline.split(":")[0]
        if code != "scheduled_for_sending":
            assert verdict.meaning in desk.text("answer.meaning")
        step = desk.text("answer.next_step")
        assert step[0].upper() + step[1:] == f"{verdict.next_step} {verdict.actor.sentence} {cost_of(step)}"
        assert shapes.setdefault(status.tone, shape(badge)) == shape(badge), "one glyph to a tone"
    assert set(told) == set(STATUSES)
    assert len(set(shapes.values())) == len(shapes) == 4, "without its colour each tone is still told apart"


@story
async def test_direction_read_spam_and_flags_have_badges(desk: Desk) -> None:
    await desk.sign_in()
    flags = [f"cover_page.flags.{flag}" for flag in ("urgent", "for_review", "please_reply", "confidential")]
    for label, words in (
        ("Delivered, one page", {"direction": "Outgoing", "is_read": "Read"}),
        ("Received, unread", {"direction": "Incoming", "is_read": "Unread"}),
        ("Spam, unread", {"direction": "Incoming", "is_read": "Unread", "is_spam": "Spam"}),
        (
            "Cover page with every flag",
            dict(zip(flags, ("Urgent", "For review", "Reply wanted", "Confidential"), strict=True)),
        ),
        ("Cover page without flags", dict.fromkeys(flags)),
        ("is_spam is 0", {"is_spam": "Spam: 0"}),
        ("is_read is the text “yes”", {"is_read": "Read: yes"}),
        ("Unknown direction", {"direction": "sideways"}),
        ("direction is absent", {"direction": None}),
    ):
        await desk.look_up_sample(label)
        seen = badges(desk)
        assert "status" in seen
        for path, text in words.items():
            assert (seen[path].text() if path in seen else None) == text, label
            if text:
                assert seen[path].accessibleName() == text
        names = [each.objectName() for each in seen.values()]
        assert len(names) == len(set(names)) == len(seen), "a badge is found by its field"
    assert badges(desk)["is_read"].tone is Tone.UNKNOWN
    await desk.look_up_sample("Spam, unread")
    assert badges(desk)["is_spam"].tone is Tone.PARTIAL


@story
async def test_the_badges_follow_the_scheme(desk: Desk) -> None:
    await desk.sign_in()
    await desk.look_up_sample("Not delivered: line busy")
    badge = badges(desk)["status"]
    for scheme in (DARK, LIGHT):
        desk.window.theme.use(scheme)
        text, ground = scheme.tones[Tone.FAILURE]
        picture = badge.grab().toImage()
        colours = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(24)}
        assert {text, ground} <= colours
