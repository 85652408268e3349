"""Draws the demo service's sample documents beside itself; needs Pillow. Run it after changing a text.

Every fax page is black and white and 1728 dots wide, A4 long. "Fine" has 196 lines an inch and
"standard" 98, so that a standard page's dots are twice as high as wide.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).resolve().parent
WIDTH = 1728
FINE_HEIGHT = 2292
DOTS_AN_INCH = 204
FINE, STANDARD = 196, 98
LEFT, RIGHT = 150, WIDTH - 150
PHOTOMETRIC, WHITE_IS_ZERO = 262, 0
EPOCH = time.gmtime(1_795_000_000)


class Page:
    """A page being drawn from the top down; `y` is where the next thing goes."""

    def __init__(self, sender: str, number: int, total: int) -> None:
        self.image = Image.new("L", (WIDTH, FINE_HEIGHT), 255)
        self._draw = ImageDraw.Draw(self.image)
        self.y = 30
        self.text(f"20 Nov 2026  12:00    FROM: {sender}    P. {number:02}/{total:02}", 30, x=60)
        self.y = 120

    def text(self, words: str, size: int = 36, x: int = LEFT, right: int | None = None) -> None:
        """One line; from `x` on, or ending at `right`."""
        font = ImageFont.load_default(size)
        anchor, at = ("la", x) if right is None else ("ra", right)
        self._draw.text((at, self.y), words, fill=0, font=font, anchor=anchor)
        self.y += round(size * 1.4)

    def row(self, cells: Iterable[str], size: int = 34) -> None:
        """One line of a table: the first cell from the left, the others ending at their columns."""
        columns = list(cells)
        top = self.y
        places = [RIGHT - (len(columns) - 1 - place) * 260 for place in range(1, len(columns))]
        self.text(columns[0], size)
        for words, right in zip(columns[1:], places, strict=True):
            self.y = top
            self.text(words, size, right=right)

    def paragraph(self, words: str, size: int = 36) -> None:
        """Running text, broken at the right margin."""
        font = ImageFont.load_default(size)
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if font.getlength(longer) > RIGHT - LEFT and line:
                self.text(line, size)
                longer = word
            line = longer
        self.text(line, size)
        self.space(24)

    def letterhead(self, name: str, address: str) -> None:
        self._draw.rectangle((LEFT, self.y, LEFT + 90, self.y + 90), fill=0)
        self._draw.polygon([(LEFT + 20, self.y + 70), (LEFT + 45, self.y + 18), (LEFT + 70, self.y + 70)], fill=255)
        self.text(name, 54, x=LEFT + 120)
        self.y -= 8
        self.text(address, 28, x=LEFT + 120)
        self.space(20)
        self.rule(4)
        self.space(50)

    def title(self, words: str) -> None:
        self.text(words, 56)
        self.space(30)

    def rule(self, thickness: int = 2) -> None:
        self._draw.rectangle((LEFT, self.y, RIGHT, self.y + thickness - 1), fill=0)
        self.space(16)

    def space(self, height: int) -> None:
        self.y += height

    def signature(self, name: str) -> None:
        self.space(60)
        x, y = LEFT, self.y + 40
        points = [(x + step * 9, y + (-1) ** step * (46 - 2 * step)) for step in range(22)]
        self._draw.line(points, fill=0, width=5, joint="curve")
        self.y += 110
        self.text(name, 34)


@dataclass(frozen=True)
class Paper:
    """One document: who sends it, how it is coded, and what draws each page."""

    name: str
    sender: str
    compression: str
    lines_an_inch: int
    pages: tuple[Callable[[Page], None], ...]


def letter(page: Page) -> None:
    page.letterhead("Northwind Insurance", "12 Harbour Street, Springfield  ·  Tel. +1 202 555 0118")
    page.text("Example Clinics, Reception")
    page.space(60)
    page.title("Your question of 12 November")
    page.paragraph("Dear colleagues,")
    page.paragraph(
        "thank you for your letter. The treatment that you describe is covered in full. Send us the invoice with "
        "the reference below and we will pay it within ten days of its arrival."
    )
    page.paragraph("Reference: NW-2026-118-0447")
    page.paragraph("With kind regards")
    page.signature("Robin Sample, Claims")


def prescription(page: Page) -> None:
    page.letterhead("Dr. Lee Placeholder", "General practice  ·  4 Mill Lane  ·  +44 20 7946 0958")
    page.title("Repeat prescription")
    for label, value in (("Patient", "J. Doe"), ("Born", "1 January 1970"), ("Pharmacy", "Corner Pharmacy")):
        page.row((label, value))
    page.rule()
    page.paragraph("Amoxicillin 500 mg, one capsule three times a day for seven days. Supply 21. No repeats.")
    page.signature("L. Placeholder")


def referral(page: Page) -> None:
    page.letterhead("Example Clinics", "Reception  ·  +1 202 555 0143")
    page.title("Referral")
    page.paragraph("Dear Dr. Placeholder,")
    page.paragraph(
        "I would be glad if you saw this patient, who has had a sore knee since a fall in September. An X-ray shows "
        "no fracture. Movement is limited and swelling comes back after walking."
    )
    page.paragraph("Please advise whether an MRI would help. Films can be sent on request.")
    page.signature("Ada Example")


def results(page: Page) -> None:
    page.letterhead("Central Laboratory", "Sample 88-2041  ·  +33 1 99 00 97 13")
    page.title("Laboratory results")
    page.row(("Test", "Result", "Unit", "Range"))
    page.rule()
    for row in (
        ("Haemoglobin", "14.1", "g/dl", "13 to 17"),
        ("White cells", "6.2", "10^9/l", "4 to 10"),
        ("Platelets", "251", "10^9/l", "150 to 400"),
        ("Creatinine", "0.9", "mg/dl", "0.7 to 1.2"),
        ("C-reactive protein", "3", "mg/l", "below 5"),
    ):
        page.row(row)
    page.rule()
    page.paragraph("All values are within their ranges.")


def order(page: Page) -> None:
    page.letterhead("Example Clinics", "Purchasing  ·  +1 202 555 0167")
    page.title("Purchase order 4471")
    page.row(("Article", "Quantity", "Price"))
    page.rule()
    for row in (
        ("Examination gloves, M, box of 100", "40", "6.20"),
        ("Paper roll for couch", "24", "4.90"),
        ("Thermometer covers, box of 200", "10", "8.50"),
        ("Adhesive tape, 2.5 cm", "60", "1.15"),
    ):
        page.row(row)
    page.rule()
    page.row(("Total, USD", "", "519.60"))


def delivery(page: Page) -> None:
    page.title("Delivery")
    page.paragraph("To the back entrance, Mill Lane 4, on working days between eight and noon.")
    page.signature("Bruno Keller")


def invoice(page: Page) -> None:
    page.letterhead("Paper & Toner Supplies", "Invoice department  ·  +1 212 555 0172")
    page.title("Invoice 2026-0318")
    for row in (("Toner, black", "4", "236.00"), ("Paper A4, carton", "12", "287.40"), ("Carriage", "1", "15.00")):
        page.row(row)
    page.rule()
    page.row(("Due by 18 December 2026, USD", "", "538.40"))


def terms(page: Page) -> None:
    page.title("Terms")
    page.paragraph("Payable within thirty days without deduction. Goods remain ours until they are paid for.")


def minutes(page: Page) -> None:
    page.letterhead("Example Clinics", "Minutes of the monthly meeting")
    page.title("Present")
    page.paragraph("Ada Example (chair), Bruno Keller, Chidi Okafor-Müller")
    page.paragraph("Agenda: telephone times, the new fax number, holidays.")


def agenda(page: Page) -> None:
    page.title("Decisions")
    page.paragraph("1. Reception answers from eight to five. 2. The old fax number is kept until March.")


def attendance(page: Page) -> None:
    page.title("Next meeting")
    page.paragraph("10 December 2026, room 2. Items to Bruno by the 7th.")
    page.signature("Chidi Okafor-Müller")


def clause(title: str, words: str) -> Callable[[Page], None]:
    def draw(page: Page) -> None:
        page.title(title)
        page.paragraph(words)

    return draw


CLAUSES = (
    clause("Maintenance contract", "Between Example Clinics and Lift & Door Services, from 1 January 2027."),
    clause("§ 1  Subject", "Maintenance of two passenger lifts and five automatic doors."),
    clause("§ 2  Visits", "Four a year, announced a week ahead, on working days."),
    clause("§ 3  Faults", "Reported by telephone at any hour; a technician comes within four hours."),
    clause("§ 4  Parts", "Wearing parts are included. Others are charged after a written offer."),
    clause("§ 5  Price", "USD 310 a month, payable in advance."),
    clause("§ 6  Changes", "In writing only, signed by both sides."),
    clause("§ 7  Liability", "For damage caused by intent or gross negligence."),
    clause("§ 8  Term", "Two years, then from year to year."),
    clause("§ 9  Notice", "Three months before the end of a year, in writing."),
    clause("§ 10  Documents", "The log of each visit stays in the engine room."),
)


def signatures(page: Page) -> None:
    page.title("Signatures")
    page.signature("For Example Clinics")
    page.signature("For Lift & Door Services")


PAPERS = (
    Paper("letter", "NORTHWIND INSURANCE", "group3", STANDARD, (letter,)),
    Paper("minutes", "EXAMPLE CLINICS", "group3", STANDARD, (minutes, agenda, attendance)),
    Paper("prescription", "DR PLACEHOLDER", "group3", FINE, (prescription,)),
    Paper("order", "EXAMPLE CLINICS", "group3", FINE, (order, delivery)),
    Paper("results", "CENTRAL LABORATORY", "group4", STANDARD, (results,)),
    Paper("invoice", "PAPER & TONER", "group4", STANDARD, (invoice, terms)),
    Paper("referral", "EXAMPLE CLINICS", "group4", FINE, (referral,)),
    Paper("contract", "LIFT & DOOR", "group4", FINE, (*CLAUSES, signatures)),
)


def report(page: Page) -> None:
    page.letterhead("Fax.Plus demo", "This is a sample; it describes no fax that was ever sent.")
    page.title("Transmission confirmation report")
    for row in (
        ("Result", "Delivered"),
        ("From", "+1 202 555 0143"),
        ("To", "+1 202 555 0118"),
        ("Pages", "1 of 1"),
        ("Duration", "41 s"),
    ):
        page.row(row, 40)
    page.rule()
    page.paragraph("Every page was received and confirmed by the other machine.")


def drawn(paper: Paper) -> list[Image.Image]:
    """The pages, black and white, in the resolution of the paper."""
    pages = []
    for number, draw in enumerate(paper.pages, 1):
        page = Page(paper.sender, number, len(paper.pages))
        draw(page)
        height = FINE_HEIGHT * paper.lines_an_inch // FINE
        sized = page.image.resize((WIDTH, height), Image.Resampling.BOX)
        pages.append(sized.point(lambda shade: 255 if shade > 150 else 0).convert("1"))
    return pages


def save_pdf(path: Path, pages: list[Image.Image], lines_an_inch: int, title: str) -> None:
    pages[0].save(
        path,
        save_all=True,
        append_images=pages[1:],
        dpi=(DOTS_AN_INCH, lines_an_inch),
        title=title,
        creationDate=EPOCH,
        modDate=EPOCH,
    )


def main() -> None:
    for paper in PAPERS:
        pages = drawn(paper)
        pages[0].save(
            FOLDER / f"{paper.name}.tif",
            compression=paper.compression,
            dpi=(DOTS_AN_INCH, paper.lines_an_inch),
            tiffinfo={PHOTOMETRIC: WHITE_IS_ZERO},
            save_all=True,
            append_images=pages[1:],
        )
        save_pdf(FOLDER / f"{paper.name}.pdf", pages, paper.lines_an_inch, paper.name)
        thumbnail = pages[0].convert("L").resize((120, 170), Image.Resampling.LANCZOS)
        thumbnail.quantize(16).save(FOLDER / f"{paper.name}.png", optimize=True)
    confirmation = Paper("report", "FAX.PLUS DEMO", "group4", FINE, (report,))
    save_pdf(FOLDER / "report.pdf", drawn(confirmation), FINE, "Confirmation report")


if __name__ == "__main__":
    main()
