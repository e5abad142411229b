"""Learn what words say, or measure what that is worth on papers of a hand that did not teach.

    python -m tests.bench.learned types             # each opened hand's papers told by what the others' taught
    python -m tests.bench.learned types --out FILE  # what all of them teach, for intake/learned_types.npz
    python -m tests.bench.learned labels            # each hand's papers read without the labels that only it uses
    python -m tests.bench.learned labels --out FILE # what all lists teach, for intake/extract/unlisted.npz

Drawn sheets' own texts are learned from and read, not pictures of them: a thousand take a minute. Needs scikit-learn,
which the project itself does not.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from tests.bench.learned import labels, left_out, types
from tests.bench.learned.sheets import told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.learned", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["types", "labels"])
    parser.add_argument("--out", type=Path, help="write what all hands teach into this file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sheets = list(told(options.seed))
    print(f"{len(sheets)} sheets of {len({(one.hand, one.layout) for one in sheets})} layouts\n")
    if options.out is None:
        (types if options.what == "types" else left_out).print_left_out(sheets, options.seed)
        return
    learned = types.learn(sheets, options.seed) if options.what == "types" else labels.learn(labels.listed(), sheets)
    weights = learned.weights.astype(np.float16)
    np.savez_compressed(options.out, pieces=learned.pieces, classes=learned.classes, weights=weights)
    print(f"{len(learned.pieces)} pieces, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
