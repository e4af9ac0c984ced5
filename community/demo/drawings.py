"""Small flat drawings of what businesses sell, in the site's colours; the same for the same kind and variant."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from community.foundation.naming import Later

Image, ImageDraw = Later("PIL.Image"), Later("PIL.ImageDraw")
WIDTH, HEIGHT, FINE = 720, 480, 2  # drawn FINE times as large and then shrunk, so that edges are soft
GREEN, DEEP, SUN, BRICK, SKY, PLUM, CLAY = (
    "#0b6b50", "#074a38", "#f5b82e", "#a93521", "#1c5a9e", "#74386f", "#8f450e",
)  # fmt: skip
CREAM, WHITE = "#faf6ec", "#fffdf8"
GROUNDS = (("#fdf0cd", "#f3dfa4"), ("#e0efe5", "#c3dfcf"), ("#fce9d7", "#f3d2b3"), ("#e2edf8", "#c8dcf0"))
MAIN = (BRICK, GREEN, SKY, CLAY)


class Board:
    """A canvas measured in the pixels of the finished picture."""

    def __init__(self, variant: int) -> None:
        self.ground, self.table = GROUNDS[variant % len(GROUNDS)]
        self.main = MAIN[(variant + variant // len(GROUNDS)) % len(MAIN)]
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), self.ground)
        self._draw = ImageDraw.Draw(self.image)
        self.oval(-60, -240, 420, 240, self.table)
        self.box(0, 372, WIDTH, HEIGHT, self.table, 0)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, round_: float = 14) -> None:
        """A rectangle with round corners."""
        box = [left * FINE, top * FINE, right * FINE, bottom * FINE]
        self._draw.rounded_rectangle(box, radius=round_ * FINE, fill=fill)

    def oval(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        """An ellipse in a box."""
        self._draw.ellipse([left * FINE, top * FINE, right * FINE, bottom * FINE], fill=fill)

    def slice(self, box: tuple[float, float, float, float], start: int, end: int, fill: str) -> None:
        """A part of an ellipse; degrees clockwise from three o'clock."""
        self._draw.pieslice([edge * FINE for edge in box], start, end, fill=fill)

    def shape(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """A polygon."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: str, width: float) -> None:
        """A line with round ends."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(scaled, fill=fill, width=round(width * FINE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x - width / 2, y - width / 2, x + width / 2, y + width / 2, fill)

    def ring(self, x: float, y: float, radius: float, fill: str, inner: str, width: float) -> None:
        """A circle with an edge."""
        self.oval(x - radius, y - radius, x + radius, y + radius, fill)
        small = radius - width
        self.oval(x - small, y - small, x + small, y + small, inner)

    def png(self) -> bytes:
        """The finished picture."""
        kept = io.BytesIO()
        self.image.reduce(FINE).save(kept, "PNG", compress_level=1)
        return kept.getvalue()


def _steam(board: Board, *middles: float) -> None:
    for x in middles:
        board.line([(x, 150), (x + 12, 128), (x - 6, 104), (x + 8, 80)], WHITE, 9)


def _bowl(board: Board) -> None:
    _steam(board, 300, 360, 420)
    for x, y, fill in ((262, 172, SUN), (322, 158, CLAY), (392, 164, GREEN), (442, 184, SUN)):
        board.oval(x - 42, y - 20, x + 42, y + 62, fill)
    board.slice((200, 70, 520, 390), 0, 180, board.main)
    board.box(190, 214, 530, 246, WHITE, 16)
    board.box(290, 372, 430, 396, board.main, 10)


def _cup(board: Board) -> None:
    _steam(board, 320, 370)
    board.ring(466, 268, 62, board.main, board.ground, 24)
    board.box(246, 190, 464, 372, board.main, 34)
    board.box(246, 190, 464, 236, board.main, 10)
    board.oval(258, 180, 452, 222, CLAY)
    board.oval(190, 362, 520, 398, WHITE)


def _bread(board: Board) -> None:
    board.box(190, 180, 530, 350, CLAY, 70)
    board.box(204, 172, 516, 336, "#d99a4e", 66)
    for x in (280, 356, 432):
        board.line([(x - 22, 292), (x + 22, 212)], CREAM, 14)
    board.box(150, 348, 570, 384, board.main, 16)


def _jars(board: Board) -> None:
    for x, fill in ((242, BRICK), (358, SUN), (474, board.main)):
        board.box(x - 48, 196, x + 52, 372, fill, 20)
        board.box(x - 34, 248, x + 38, 316, CREAM, 8)
        board.box(x - 40, 164, x + 44, 204, DEEP, 10)


def _shirt(board: Board) -> None:
    sleeves = [(268, 128), (176, 196), (216, 262), (272, 226)], [(452, 128), (544, 196), (504, 262), (448, 226)]
    for sleeve in sleeves:
        board.shape(sleeve, board.main)
    board.box(264, 128, 456, 384, board.main, 20)
    board.slice((306, 84, 414, 180), 0, 180, board.ground)
    board.box(264, 286, 456, 306, SUN, 0)
    board.box(264, 318, 456, 328, CREAM, 0)


def _motorbike(board: Board) -> None:
    for x in (232, 496):
        board.ring(x, 322, 68, "#1d2a25", CREAM, 20)
        board.oval(x - 14, 308, x + 14, 336, board.main)
    board.line([(496, 322), (452, 176), (410, 164)], DEEP, 16)
    board.shape([(232, 300), (262, 232), (372, 232), (400, 316), (330, 336)], board.main)
    board.shape([(400, 316), (452, 206), (474, 228), (430, 330)], board.main)
    board.box(232, 204, 372, 236, "#1d2a25", 16)
    board.box(158, 140, 252, 212, SUN, 10)
    board.oval(442, 176, 480, 214, CREAM)


def _plant(board: Board) -> None:
    for stem in ([(360, 270), (352, 180), (360, 96)], [(360, 270), (300, 190)], [(360, 270), (424, 184)]):
        board.line(stem, DEEP, 10)
    for box in ((318, 50, 400, 150), (218, 130, 326, 208), (398, 122, 508, 204), (262, 200, 342, 262)):
        board.oval(*box, GREEN)
    board.oval(384, 204, 464, 262, "#3f9a77")
    board.shape([(270, 264), (450, 264), (422, 386), (298, 386)], CLAY if board.main == GREEN else board.main)
    board.box(256, 250, 464, 282, SUN, 10)


def _stall(board: Board) -> None:
    board.box(190, 190, 530, 384, WHITE, 6)
    for turn in range(6):
        left = 176 + turn * 62
        board.box(left, 110, left + 60, 184, board.main if turn % 2 == 0 else CREAM, 0)
        board.slice((left, 152, left + 60, 216), 0, 180, board.main if turn % 2 == 0 else CREAM)
    board.box(214, 300, 506, 384, CLAY, 6)
    for turn, fill in enumerate((SUN, BRICK, GREEN, SUN, PLUM)):
        board.oval(222 + turn * 56, 262, 272 + turn * 56, 312, fill)


def _washer(board: Board) -> None:
    board.box(244, 108, 476, 386, WHITE, 22)
    board.box(264, 128, 360, 152, board.main, 8)
    for x in (404, 440):
        board.oval(x - 12, 128, x + 12, 152, SUN)
    board.ring(360, 268, 88, board.main, "#c8dcf0", 22)
    board.slice((294, 202, 426, 334), 10, 170, SKY)
    board.oval(330, 232, 352, 254, WHITE)


def _tools(board: Board) -> None:
    board.line([(300, 176), (300, 128), (420, 128), (420, 176)], DEEP, 20)
    board.box(196, 172, 524, 384, board.main, 18)
    board.box(196, 244, 524, 272, CREAM, 0)
    board.box(326, 230, 394, 292, SUN, 10)


def _books(board: Board) -> None:
    for top, left, right, fill in ((316, 196, 524, board.main), (252, 226, 508, SUN), (188, 208, 486, PLUM)):
        board.box(left, top, right, top + 62, fill, 10)
        board.box(left + 30, top + 12, right + 2, top + 50, CREAM, 4)
    board.line([(330, 184), (420, 96)], BRICK, 18)
    board.shape([(316, 198), (324, 176), (340, 190)], CREAM)


def _chair(board: Board) -> None:
    for x in (270, 434):
        board.box(x, 262, x + 22, 390, CLAY, 6)
    board.box(270, 90, 292, 280, CLAY, 6)
    board.box(434, 90, 456, 280, CLAY, 6)
    for top in (104, 164):
        board.box(270, top, 456, top + 36, "#d99a4e", 8)
    board.box(244, 244, 482, 286, board.main, 16)


_PARTS: dict[Callable[[Board], None], str] = {
    _bowl: "nasi_uduk warteg katering bakso ayam_bakar beku tempe",
    _cup: "kedai_kopi minuman jamu",
    _bread: "roti kue makanan_pabrik",
    _jars: "sambal keripik apotek_usaha kerajinan",
    _shirt: "pakaian konveksi jahit_rumah sablon_usaha",
    _motorbike: "bengkel_motor kurir_usaha",
    _plant: "tanaman_usaha daur_ulang",
    _stall: "sembako sayur toko_daring distributor acara_usaha",
    _washer: "laundry_usaha servis_ac_usaha",
    _tools: "bangunan_toko las_usaha listrik_usaha renovasi bengkel_mobil bubut_usaha",
    _books: "bimbel paud_usaha jasa_buku",
    _chair: "mebel_usaha",
}
OF_KIND = {kind: draw for draw, kinds in _PARTS.items() for kind in kinds.split()}


def drawing(kind: str, variant: int) -> io.BytesIO | None:
    """A picture (PNG) of what a business of `kind` makes; None where nothing is drawn for it."""
    draw: Any = OF_KIND.get(kind)
    if draw is None:
        return None
    board = Board(variant)
    draw(board)
    return io.BytesIO(board.png())
