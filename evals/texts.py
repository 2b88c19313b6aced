"""Made-up reports in any number, the same for the same seed: for speed, kills and fuzz, never for accuracy."""

from __future__ import annotations

import random

from .corpus import Document

PLACES = ("Kharkiv", "Aleppo", "Mosul", "El Fasher", "Taiz", "Goma", "Mekelle", "Kandahar", "Maiduguri", "Benghazi")
PEOPLE = ("civilians", "soldiers", "residents", "fighters", "farm workers", "guards", "passengers", "students")
SPEAKERS = ("The health ministry", "The mayor", "A military spokesman", "Rescue workers", "A local official")
WEAPONS = ("an air strike", "shelling", "a drone strike", "a car bomb", "rocket fire")
HARM = (
    "{speaker} said {count} {people} were killed and {other} wounded by {weapon} in {place} on {day}.",
    "At least {count} {people} died when {weapon} hit {place}, according to local reports.",
    "The bodies of {count} {people} were found near {place}, {speaker_low} said.",
    "{speaker} denied that any of the {count} {people} held in {place} had been hurt.",
    "More than {count} families fled {place} after {weapon} on {day}.",
    "{other} {people} are still missing in {place}.",
)
CALM = (
    "The road to {place} had reopened by {day} and traders were setting out their stalls again.",
    "Talks between the two delegations went on late into the night without a statement.",
    "{speaker} thanked the neighbours who had brought blankets and hot food.",
    "The price of flour in {place} has doubled since the spring, shopkeepers say.",
    "A school that had been closed for months took in its first pupils on {day}.",
    "Engineers are repairing the water station outside {place}.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def sentence(rng: random.Random, patterns: tuple[str, ...]) -> str:
    """One sentence after one of the patterns."""
    speaker = rng.choice(SPEAKERS)
    return rng.choice(patterns).format(
        speaker=speaker,
        speaker_low=speaker[0].lower() + speaker[1:],
        count=rng.randint(2, 80),
        other=rng.randint(2, 200),
        people=rng.choice(PEOPLE),
        weapon=rng.choice(WEAPONS),
        place=rng.choice(PLACES),
        day=rng.choice(DAYS),
    )


def report(rng: random.Random, number: int, sentences: int = 20, harm: float = 0.3) -> Document:
    """One report in which about the share `harm` of the sentences states a harm."""
    said = [sentence(rng, HARM if rng.random() < harm else CALM) for _ in range(sentences)]
    paragraphs = [" ".join(said[start : start + 3]) for start in range(0, len(said), 3)]
    day = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return Document(f"made-{number:05}", "\n\n".join(paragraphs) + "\n", day, "The Made-up Post")


def reports(count: int, seed: int = 7, sentences: int = 20) -> list[Document]:
    """`count` made-up reports."""
    rng = random.Random(seed)
    return [report(rng, number, sentences) for number in range(count)]
