"""Measured rows: judged against their targets, kept as JSON."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from scripts.environment import ROOT


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `target` is the most it may be (None: for information). Without a value, `why` says why."""

    what: str
    value: float | None
    unit: str
    target: float | None = None
    why: str = ""

    @property
    def met(self) -> bool:
        """Whether it was measured and is not above its target."""
        return self.value is not None and (self.target is None or self.value <= self.target)

    def as_json(self) -> dict[str, Any]:
        """The row as every benchmark writes it."""
        row = {"what": self.what, "value": self.value, "unit": self.unit, "target": self.target, "met": self.met}
        return row | ({"why": self.why} if self.why else {})


def rounded(value: float | None) -> float | None:
    """Three figures that mean something."""
    return None if value is None else float(f"{value:.3g}") if abs(value) < 1000 else round(value)


def commit() -> str:
    """The commit that was measured, marked when files were changed since."""
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


def machine() -> str:
    """What the figures were measured on."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{psutil.cpu_count()} × {_processor()}, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def document(name: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The whole result of a benchmark."""
    return {"name": name, "commit": commit(), "machine": machine(), "rows": [row.as_json() for row in rows]}


def write(path: Path, name: str, rows: Sequence[Row]) -> None:
    """Keep a result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document(name, rows), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def shown(value: float | None, unit: str = "") -> str:
    """A figure for the screen; a dash for what was not measured."""
    if value is None:
        return "–"
    text = (
        f"{value:.0f}"
        if abs(value) >= 100 or value == int(value)
        else f"{value:.1f}"
        if value >= 10
        else f"{value:.2f}"
    )
    return f"{text} {unit}".rstrip()


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest entry; the first one to the left, the others to the right."""
    widths = [max(len(line[column]) for line in [head, *lines]) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column == 0 else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in [head, *lines]
    )
