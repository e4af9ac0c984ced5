"""Small pictures of lines and points as SVG, readable on light and on dark paper, without a plotting library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 76, 24, 48, 52
STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #222 } .title { font-weight: 600; font-size: 15px }
.grid { stroke: #8884; stroke-width: 1 } .line { fill: none; stroke-width: 2.5 }
.c0 { stroke: #0a6e4f; fill: #0a6e4f } .c1 { stroke: #b4471b; fill: #b4471b } .c2 { stroke: #2f5fb3; fill: #2f5fb3 }
.line.c0, .line.c1, .line.c2 { fill: none }
@media (prefers-color-scheme: dark) { text { fill: #e6e6e6 }
.c0 { stroke: #4fc79d; fill: #4fc79d } .c1 { stroke: #f0935f; fill: #f0935f } .c2 { stroke: #8fb4f5; fill: #8fb4f5 }
.line.c0, .line.c1, .line.c2 { fill: none } }
</style>"""
Point = tuple[float, float]
# Where a label lies: left, right, base line.
Box = tuple[float, float, float]
LETTER, LEADING = 7.2, 15.0


@dataclass(frozen=True, slots=True)
class Line:
    """Points by x; a name for each where there is one. `joined`: drawn as a line."""

    name: str
    points: Sequence[Point]
    labels: Sequence[str] = ()
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to the picture."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Four to nine round values."""
        rough = (self.high - self.low) / 5
        unit = 10.0 ** floor(log10(rough))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
        first = -(-self.low // step)
        return [step * (first + number) for number in range(12) if step * (first + number) <= self.high + 1e-9]


def chart(title: str, x_name: str, y_name: str, lines: Sequence[Line]) -> str:
    """The picture as SVG; the title and the names of the axes are its description."""
    xs, ys = zip(*(point for line in lines for point in line.points), strict=True)
    x, y = Scale(*_room(xs), LEFT, WIDTH - RIGHT), Scale(*_room(ys), HEIGHT - BOTTOM, TOP)
    drawn = [*_axes(x, y), _text(LEFT, 22, title, "title")]
    drawn.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_name, "", "middle"))
    drawn.append(f'<g transform="rotate(-90 16 {HEIGHT / 2:g})">{_text(16, HEIGHT / 2, y_name, "", "middle")}</g>')
    taken: list[Box] = []
    for number, line in enumerate(lines):
        drawn += [*_drawn(line, x, y, number % 3), *_labels(line, x, y, taken)]
    drawn += [
        f'<g><circle class="c{number % 3}" cx="{LEFT + 8 + 190 * number}" cy="36" r="4"/>'
        f"{_text(LEFT + 18 + 190 * number, 40, line.name)}</g>"
        for number, line in enumerate(lines)
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    told = f"<title>{escape(title)}</title><desc>{escape(y_name)} against {escape(x_name)}</desc>"
    return "\n".join([head, told, STYLE, *drawn, "</svg>"]) + "\n"


def _room(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    spare = 0.08 * (high - low) or max(abs(high), 1.0) * 0.1
    return low - spare, high + spare


def _axes(x: Scale, y: Scale) -> list[str]:
    found = []
    for value in y.ticks():
        found.append(f'<path class="grid" d="M{x.start:g} {y.at(value):.1f}H{x.end:g}"/>')
        found.append(_text(x.start - 8, y.at(value) + 4, f"{value:.4g}", "", "end"))
    for value in x.ticks():
        found.append(f'<path class="grid" d="M{x.at(value):.1f} {y.start:g}V{y.end:g}"/>')
        found.append(_text(x.at(value), y.start + 18, f"{value:.4g}", "", "middle"))
    return found


def _drawn(line: Line, x: Scale, y: Scale, colour: int) -> list[str]:
    at = [(x.at(across), y.at(up)) for across, up in line.points]
    found = []
    if line.joined and len(at) > 1:
        steps = "L".join(f"{across:.1f} {up:.1f}" for across, up in at)
        found.append(f'<path class="line c{colour}" d="M{steps}"/>')
    found += [f'<circle class="c{colour}" cx="{across:.1f}" cy="{up:.1f}" r="4"/>' for across, up in at]
    return found


def _labels(line: Line, x: Scale, y: Scale, taken: list[Box]) -> Iterator[str]:
    """Beside their points, inside the picture, above or below what stands there already."""
    for point, label in zip(line.points, line.labels, strict=False):
        if not label:
            continue
        width = LETTER * len(label)
        left = min(x.at(point[0]) + 8, WIDTH - RIGHT - width)
        places = (y.at(point[1]) - 6 + LEADING * step for step in (0, -1, 1, -2, 2, -3, 3))
        base = next((place for place in places if _free(left, left + width, place, taken)), y.at(point[1]) - 6)
        taken.append((left, left + width, base))
        yield _text(left, base, label)


def _free(left: float, right: float, base: float, taken: Sequence[Box]) -> bool:
    return not any(left < end and start < right and abs(base - other) < LEADING for start, end, other in taken)


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    style = f' class="{kind}"' if kind else ""
    return f'<text{style} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
