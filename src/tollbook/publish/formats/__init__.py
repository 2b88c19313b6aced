"""The formats of a publication: each a function of the release that writes its files and returns their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from ...errors import SettingsError
from ..released import Release
from ..tables import TABLES
from . import (
    acled_like,
    claim_review,
    csv_tables,
    data_package,
    follow_the_money,
    geojson,
    geoparquet,
    hxl,
    parquet,
    prov,
    ro_crate,
    time_map,
    ucdp_ged,
    web_annotations,
    workbook,
)


@dataclass(frozen=True)
class Format:
    """A format by its name on the command line; `write(release, folder)` gives the files that it wrote, whose names
    fit one of `files`."""

    name: str
    says: str
    write: Callable[[Release, Path], list[Path]]
    files: tuple[str, ...]


FORMATS = {
    made.name: made
    for made in (
        Format("csv", "tables as CSV, one a file", csv_tables.write, tuple(f"{table.name}.csv" for table in TABLES)),
        Format(
            "parquet", "the same tables as Parquet", parquet.write, tuple(f"{table.name}.parquet" for table in TABLES)
        ),
        Format("xlsx", "the same tables as one workbook", workbook.write, ("record.xlsx",)),
        Format(
            "ucdp-ged",
            "incidents in the 49 columns of UCDP's Georeferenced Event Dataset",
            ucdp_ged.write,
            ("ucdp_ged.csv",),
        ),
        Format("acled", "incidents in columns like ACLED's", acled_like.write, ("acled_like.csv",)),
        Format("hxl", "incidents with HXL hashtags, as OCHA and HDX take them", hxl.write, ("hxl.csv",)),
        Format("geojson", "incidents as GeoJSON (RFC 7946)", geojson.write, ("incidents.geojson",)),
        Format("geoparquet", "incidents as GeoParquet 1.1", geoparquet.write, ("incidents.parquet",)),
        Format(
            "claimreview",
            "claims as schema.org Claim and ClaimReview in JSON-LD",
            claim_review.write,
            ("claims.jsonld",),
        ),
        Format(
            "ftm",
            "FollowTheMoney entities for Aleph and OpenSanctions tools",
            follow_the_money.write,
            ("followthemoney.ftm.json",),
        ),
        Format("timemap", "events, sources and associations for TimeMap", time_map.write, ("timemap_*.json",)),
        Format("prov", "where each figure comes from, as W3C PROV-JSON", prov.write, ("prov.json",)),
        Format(
            "annotations",
            "the words of each claim as W3C Web Annotations",
            web_annotations.write,
            ("annotations.jsonld",),
        ),
        Format(
            "datapackage", "a Frictionless Data Package over the CSV tables", data_package.write, ("datapackage.json",)
        ),
        Format("ro-crate", "an RO-Crate over everything", ro_crate.write, (ro_crate.NAME,)),
    )
}
"""All formats, in the order in which they are written: the last two describe the files of the others."""


def says_of_file(name: str) -> str:
    """What a file under a publication's data is, by its name."""
    stem, _, suffix = name.rpartition(".")
    table = next((table for table in TABLES if table.name == stem and suffix in ("csv", "parquet")), None)
    if table:
        return table.says
    made = next((one for one in FORMATS.values() if any(fnmatch(name, fits) for fits in one.files)), None)
    return made.says if made else "the publication's own rows, one a line: the other files are made from them"


def choose(names: Iterable[str]) -> list[Format]:
    """The formats of these names in their order; SettingsError for one that is not there."""
    wanted = {name.strip() for name in names if name.strip()}
    unknown = sorted(wanted - FORMATS.keys())
    if unknown:
        raise SettingsError(f"no format {unknown[0]!r}: use {', '.join(FORMATS)}, or all")
    if "datapackage" in wanted:
        wanted.add("csv")
    return [made for name, made in FORMATS.items() if name in wanted]
