"""Make `body_numbers.csv`: the OIN (Organisatie-identificatienummer) of bodies of the registers.

    python vocab/make_body_numbers.py [--standards ../shared/standards]

Reads `woogle/publishers.json`, the list of publishers of Woogle, which names each by its TOOI code. Publishers that are in no TOOI
register, and bodies whose number is not in that list, are left out. Run it after `make.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Write the file and say how many numbers it has."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--standards", type=Path, default=HERE.parent.parent / "shared" / "standards")
    listed = json.loads((parser.parse_args().standards / "woogle" / "publishers.json").read_text(encoding="utf-8"))
    with (HERE / "bodies.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    rows = sorted(
        (each["logius_oin"], each["dc_publisher"]) for each in listed if each["logius_oin"] and each["dc_publisher"] in known
    )
    with (HERE / "body_numbers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("number", "code"), *rows])
    sys.stdout.write(f"body_numbers.csv: {len(rows)}\n")


if __name__ == "__main__":
    main()
