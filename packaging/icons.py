"""Draws the program's icons from resources/icons/faxviewer.svg; run it in .venv when the drawing has changed.

Qt draws the SVG at every size, Pillow (of the tests' packages) packs the sizes into an .ico and an .icns.
"""

import io
import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SOURCE = TOP / "resources" / "icons" / "faxviewer.svg"
TARGET = TOP / "resources" / "app"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels: the sizes of the hicolor icon theme that desktops ask for."""
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> bytes:
    """The icon as a PNG, `size` pixels square."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, b"PNG")
    return bytes(held.data().data())


def main() -> int:
    """Write every icon."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    TARGET.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        (TARGET / f"faxviewer-{size}.png").write_bytes(drawn(size))
    sizes = {size: Image.open(io.BytesIO(drawn(size))) for size in (*ICO_SIZES, 512, 1024)}
    sizes[256].save(
        TARGET / "faxviewer.ico",
        sizes=[(size, size) for size in ICO_SIZES],
        append_images=[sizes[size] for size in ICO_SIZES if size != 256],
    )
    sizes[1024].save(TARGET / "faxviewer.icns", append_images=[sizes[size] for size in (32, 64, 128, 256, 512)])
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
