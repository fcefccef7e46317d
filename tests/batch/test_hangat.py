"""A warm worker: what one report leaves behind in the process never reaches the next one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import AKAR

from .conftest import LINGKUNGAN, content

#: One process that makes reports in the order given, as a worker of a batch does; tells which modules of ours are still patched.
PEKERJA = """
import json, sys
from helpers.cli.satu import DIBUAT, Permintaan, make_one
from helpers.pipeline.inputs import program_digest
from pathlib import Path
akar, dari, ke, *polres = sys.argv[1:]
program = program_digest(Path(akar))
for satu in polres:
    hasil = make_one(Permintaan(akar, dari, ke, satu, 2023, ("html", "pdf"), "embedded", program))
    assert hasil.keadaan == DIBUAT, hasil.kalimat
from great_expectations.expectations.expectation import Expectation
print(json.dumps({"penemu": [type(f).__name__ for f in sys.meta_path], "pengaturan": Expectation.configuration.fget.__module__}))
"""


def work(dari: Path, ke: Path, *polres: str) -> dict[str, object]:
    perintah = [sys.executable, "-X", "utf8", "-c", PEKERJA, str(AKAR), str(dari), str(ke), *polres]
    hasil = subprocess.run(perintah, capture_output=True, encoding="utf-8", env=LINGKUNGAN, cwd=AKAR, check=False)
    assert hasil.returncode == 0, hasil.stderr
    return json.loads(hasil.stdout.splitlines()[-1])


@pytest.mark.lambat
def test_two_polres_in_both_orders_give_the_bytes_of_separate_runs(data, tmp_path):
    dari, (a, b) = data(2)
    keadaan = work(dari, tmp_path / "ab", a, b)
    work(dari, tmp_path / "ba", b, a)
    for polres in (a, b):  # the first report of each process is that of a process of its own
        satu, dua = (content(tmp_path / urutan / f"{polres}-2023") for urutan in ("ab", "ba"))
        assert satu == dua and len(satu) > 10 and "lkip.pdf" in satu
    assert content(tmp_path / "ab" / f"{a}-2023")["lkip.html"] != content(tmp_path / "ab" / f"{b}-2023")["lkip.html"]
    assert "_Malas" not in keadaan["penemu"] and keadaan["pengaturan"].startswith("great_expectations")
