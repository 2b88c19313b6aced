"""A flame graph of this process: its main thread is looked at every few milliseconds of CPU time."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from types import FrameType

Stack = tuple[str, ...]
EVERY = 0.004
"""CPU seconds between two looks."""
WIDTH, ROW, LEAST = 1200, 17, 0.002
FILLS = {
    "tollbook": "#56b4e9",
    "spacy": "#e69f00",
    "thinc": "#e69f00",
    "onnxruntime": "#cc79a7",
    "trafilatura": "#009e73",
}
OTHER = "#bbbbbb"


def sampled(work: Callable[[], object]) -> Counter[Stack]:
    """Run a piece of work in the main thread; microseconds of CPU time by stack of calls.

    A call into C answers no signal until it ends: what it took is added to the look that follows it.
    """
    seen: Counter[Stack] = Counter()
    last = time.process_time()

    def look(_number: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        seen[tuple(_names(frame))[::-1]] += round(1e6 * (now - last))
        last = now

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return seen


def _names(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        module = frame.f_globals.get("__name__", "?")
        if not module.startswith(("evals", "__main__", "runpy")):
            yield f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back


def flame_svg(stacks: Counter[Stack], title: str) -> str:
    """Each call as wide as the share of time that was spent in it, callers below; names as `title` of each box."""
    whole = stacks.total() or 1
    boxes = list(_boxes(stacks, whole))
    height = ROW * (max((depth for depth, *_ in boxes), default=0) + 1) + 30
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        'font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="6" y="18" font-size="14">{escape(title)}</text>',
    ]
    for depth, start, count, name in boxes:
        x, width = WIDTH * start / whole, WIDTH * count / whole
        y = height - ROW * (depth + 1)
        fill = FILLS.get(name.split(".")[0], OTHER)
        short = next((n for n in (".".join(name.split(".")[-2:]), name.split(".")[-1]) if len(n) * 6.2 < width), "")
        rows.append(
            f'<g><title>{escape(name)}: {count / whole:.1%}</title><rect x="{x:.1f}" y="{y}" width="{width:.1f}" '
            f'height="{ROW - 1}" fill="{fill}" stroke="#ffffff" stroke-width="0.5"/>'
            f'<text x="{x + 3:.1f}" y="{y + 12}" fill="#000000">{escape(short)}</text></g>'
        )
    return "\n".join([*rows, "</svg>"]) + "\n"


def _boxes(stacks: Counter[Stack], whole: int) -> Iterator[tuple[int, int, int, str]]:
    """(depth, start, count, name) of each call that takes a visible share."""

    def below(items: list[tuple[Stack, int]], depth: int, start: int) -> Iterator[tuple[int, int, int, str]]:
        groups: dict[str, list[tuple[Stack, int]]] = {}
        for stack, count in items:
            if len(stack) > depth:
                groups.setdefault(stack[depth], []).append((stack, count))
        for name, found in sorted(groups.items()):
            count = sum(count for _, count in found)
            if count >= LEAST * whole:
                yield depth, start, count, name
                yield from below(found, depth + 1, start)
            start += count

    yield from below(sorted(stacks.items()), 0, 0)
