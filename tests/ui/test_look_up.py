"""Looking up a fax, as a person does it."""

from tests.ui.desk import Desk, story


@story
async def test_a_pasted_id_brings_every_field(desk: Desk) -> None:
    await desk.sign_in()
    sample = await desk.look_up_sample("Delivered, one page")
    assert desk.text("field.id") == sample.fax_id
    assert desk.text("answer.headline") == "Delivered: every page went through"
