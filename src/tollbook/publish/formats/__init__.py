"""The formats of a publication: each a function of the release that writes its files and returns their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ...errors import SettingsError
from ..released import Release
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
    """A format by its name on the command line; `write(release, folder)` gives the files that it wrote."""

    name: str
    says: str
    write: Callable[[Release, Path], list[Path]]


FORMATS = {
    made.name: made
    for made in (
        Format("csv", "tables as CSV, one a file", csv_tables.write),
        Format("parquet", "the same tables as Parquet", parquet.write),
        Format("xlsx", "the same tables as one workbook", workbook.write),
        Format("ucdp-ged", "incidents in the 49 columns of UCDP's Georeferenced Event Dataset", ucdp_ged.write),
        Format("acled", "incidents in columns like ACLED's", acled_like.write),
        Format("hxl", "incidents with HXL hashtags, as OCHA and HDX take them", hxl.write),
        Format("geojson", "incidents as GeoJSON (RFC 7946)", geojson.write),
        Format("geoparquet", "incidents as GeoParquet 1.1", geoparquet.write),
        Format("claimreview", "claims as schema.org Claim and ClaimReview in JSON-LD", claim_review.write),
        Format("ftm", "FollowTheMoney entities for Aleph and OpenSanctions tools", follow_the_money.write),
        Format("timemap", "events, sources and associations for TimeMap", time_map.write),
        Format("prov", "where each figure comes from, as W3C PROV-JSON", prov.write),
        Format("annotations", "the words of each claim as W3C Web Annotations", web_annotations.write),
        Format("datapackage", "a Frictionless Data Package over the CSV tables", data_package.write),
        Format("ro-crate", "an RO-Crate over everything", ro_crate.write),
    )
}
"""All formats, in the order in which they are written: the last two describe the files of the others."""


def choose(names: Iterable[str]) -> list[Format]:
    """The formats of these names in their order; SettingsError for one that is not there."""
    wanted = {name.strip() for name in names if name.strip()}
    unknown = sorted(wanted - FORMATS.keys())
    if unknown:
        raise SettingsError(f"no format {unknown[0]!r}: use {', '.join(FORMATS)}, or all")
    if "datapackage" in wanted:
        wanted.add("csv")
    return [made for name, made in FORMATS.items() if name in wanted]
