"""Notebooks run in this process: outputs, namespaces, errors, the same bytes."""

from __future__ import annotations

import json
import os
import sys
import warnings

import nbformat
import pytest

from helpers.errors import KesalahanMasukan
from helpers.pipeline.errors import KesalahanNotebook
from helpers.pipeline.notebooks import default_parameters, execute, load_notebook, refresh, write_notebook

from .conftest import PARAMETER, make_notebook

P = {"polres": "oku", "tahun": 2023}


@pytest.fixture
def jalankan(tmp_path):
    """Write a notebook of these cells, run it, return it."""

    def call(*sel, **opsi):
        berkas = tmp_path / "coba.ipynb"
        make_notebook(*sel, berkas=berkas)
        return execute(berkas, tmp_path, opsi.pop("parameter", P), **opsi)

    return call


def outputs(nb, ke=-1):
    return nb.cells[ke].outputs


def test_parameters_are_injected_once_and_used(jalankan):
    nb = jalankan("(polres, tahun)", parameter={"polres": "banjar", "tahun": 2025})
    assert [s.id for s in nb.cells] == ["judul", "param", "injected-parameters", "kode-1"]
    assert outputs(nb)[0].data["text/plain"] == "('banjar', 2025)"


def test_outputs_keep_kind_order_and_count(jalankan):
    nb = jalankan(
        "import sys\nfrom IPython.display import display, Markdown, SVG\nprint('satu'); print('dua')\n"
        "display(Markdown('**tebal**'))\nprint('tiga')\nprint('awas', file=sys.stderr)\n6 * 7",
        "'diam';", "",
        "from IPython.display import Image\nImage(data=b'\\x89PNG\\r\\n\\x1a\\n' + b'0' * 20)",
        "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
    )
    ragam = outputs(nb, 3)
    assert [(o.output_type, o.get("name")) for o in ragam] == [
        ("stream", "stdout"), ("display_data", None), ("stream", "stdout"), ("stream", "stderr"), ("execute_result", None)]
    assert ragam[0].text == "satu\ndua\n" and ragam[1].data["text/markdown"] == "**tebal**"
    assert ragam[4].data == {"text/plain": "42"} and ragam[4].execution_count == 3
    assert outputs(nb, 4) == [] and nb.cells[5].execution_count is None
    assert outputs(nb, 6)[0].data["image/png"].startswith("iVBORw0KGgo")
    assert "<svg" in outputs(nb, 7)[0].data["image/svg+xml"]
    assert [s.execution_count for s in nb.cells if s.cell_type == "code"] == [1, 2, 3, 4, None, 5, 6]
    nbformat.validate(nb)


def test_display_can_be_updated_and_cleared(jalankan):
    nb = jalankan(
        "from IPython.display import clear_output, display, Markdown\nprint('hilang'); clear_output()\n"
        "d = display(Markdown('a'), display_id='x')\nd.update(Markdown('b'))"
    )
    assert [o.data["text/markdown"] for o in outputs(nb)] == ["b"]


def test_namespaces_are_separate_and_modules_shared(jalankan):
    utama = sys.modules["__main__"]
    jalankan("rahasia = 1\nimport helpers.errors\nhelpers.errors.penanda_uji = 5")
    nb = jalankan("'rahasia' in globals(), __import__('helpers.errors').errors.penanda_uji, __name__")
    assert outputs(nb)[0].data["text/plain"] == "(False, 5, '__main__')"
    assert sys.modules["__main__"] is utama
    import helpers.errors

    del helpers.errors.penanda_uji


def test_the_process_is_left_as_it_was(jalankan, monkeypatch, capsys):
    monkeypatch.delenv("LKIP_AKAR", raising=False)
    folder, keluaran = os.getcwd(), sys.stdout
    jalankan("import os\nassert 'LKIP_AKAR' in os.environ")
    with pytest.raises(KesalahanNotebook):
        jalankan("1 / 0")
    assert os.getcwd() == folder and sys.stdout is keluaran
    assert "LKIP_AKAR" not in os.environ and not hasattr(sys, "ps1")
    assert capsys.readouterr() == ("", "")


def test_outputs_are_not_kept_in_the_process(jalankan):
    from IPython.core.history import HistoryManager

    jalankan("from IPython.display import display\ndisplay('a' * 10_000)\n'b' * 10_000")
    assert not HistoryManager.outputs


def test_warnings_and_logs_stay_out(jalankan):
    with warnings.catch_warnings(record=True) as terdengar:
        warnings.simplefilter("always")
        nb = jalankan("import logging, warnings\nwarnings.warn('gaduh')\nlogging.warning('gaduh')\nlogging.getLogger('x').error('gaduh')")
    assert outputs(nb) == [] and not [w for w in terdengar if "gaduh" in str(w.message)]


def test_analytics_are_off():
    import helpers.pipeline  # noqa: F401

    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_bad_input_in_a_cell_comes_out_as_itself(jalankan):
    with pytest.raises(KesalahanMasukan) as galat:
        jalankan("from helpers.errors import KesalahanMasukan\nraise KesalahanMasukan(['Satu.', 'Dua.'])")
    assert galat.value.masalah == ("Satu.", "Dua.")


@pytest.mark.parametrize("kode, jenis", [("1 / 0", "ZeroDivisionError"), ("raise SystemExit(3)", "SystemExit"), ("a b", "SyntaxError")])
def test_any_other_exception_names_notebook_and_cell(jalankan, kode, jenis):
    with pytest.raises(KesalahanNotebook) as galat:
        jalankan("x = 1", f"#| label: tbl-x\n{kode}", "y = 2")
    assert galat.value.nama == "coba.ipynb" and galat.value.sel == 4  # as counted in the source
    assert "sel ke-4 (label tbl-x)" in str(galat.value) and jenis in str(galat.value)
    gagal = galat.value.hasil.cells[4]
    assert gagal.outputs[-1].output_type == "error" and gagal.outputs[-1].traceback
    assert galat.value.hasil.cells[5].outputs == [] and "papermill" not in galat.value.hasil.metadata


def test_an_interrupt_is_an_interrupt(jalankan):
    with pytest.raises(KeyboardInterrupt):
        jalankan("raise KeyboardInterrupt")


@pytest.mark.parametrize("kode", [
    "from IPython.display import HTML\nHTML('<b>x</b>')",
    "import pandas as pd\npd.DataFrame({'a': [1]})",
    "from IPython.display import Javascript\nJavascript('1')",
    "display({'application/vnd.jupyter.widget-view+json': {}}, raw=True)",
])
def test_outputs_that_load_scripts_are_refused(jalankan, kode):
    with pytest.raises(KesalahanNotebook, match="sel ke-3: keluaran .* tidak boleh ada"):
        jalankan(kode)


def test_two_runs_give_the_same_bytes_without_time_or_place(tmp_path):
    sumber = tmp_path / "a.ipynb"
    make_notebook("object()", "import pandas as pd\nprint(pd.Series([1]))", berkas=sumber)
    asli = sumber.read_bytes()
    for nama in ("satu.ipynb", "dua.ipynb"):
        write_notebook(execute(sumber, tmp_path, P), tmp_path / nama)
    hasil = (tmp_path / "satu.ipynb").read_bytes()
    assert hasil == (tmp_path / "dua.ipynb").read_bytes() and sumber.read_bytes() == asli
    for terlarang in (b"papermill", b"start_time", str(tmp_path).encode(), b"0x7"):
        assert terlarang not in hasil
    isi = json.loads(hasil)
    assert isi["metadata"]["kernelspec"]["name"] == "python3" and "version" not in isi["metadata"]["language_info"]


def test_cells_without_id_get_one_from_their_position(tmp_path):
    berkas = tmp_path / "lama.ipynb"
    make_notebook("1", berkas=berkas)
    isi = json.loads(berkas.read_text(encoding="utf-8"))
    isi["nbformat_minor"] = 4
    for sel in isi["cells"]:
        del sel["id"]
    berkas.write_text(json.dumps(isi), encoding="utf-8")
    nb = execute(berkas, tmp_path, P)
    assert [s.id for s in nb.cells] == ["sel-01", "sel-02", "injected-parameters", "sel-03"]


def test_unknown_parameters_and_broken_files_are_bad_input(tmp_path, jalankan):
    with pytest.raises(KesalahanMasukan, match="tidak mempunyai parameter bulan"):
        jalankan("1", parameter={"bulan": 1})
    (tmp_path / "rusak.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(KesalahanMasukan, match="bukan notebook"):
        load_notebook(tmp_path / "rusak.ipynb")
    with pytest.raises(KesalahanMasukan, match="tidak ditemukan"):
        load_notebook(tmp_path / "tiada.ipynb")


def test_defaults_are_read_not_run(tmp_path):
    nb = make_notebook(parameter='polres: str = "oku"\ntahun = 2023\nlain = open("x")')
    assert default_parameters(nb) == {"polres": "oku", "tahun": 2023}


def test_refresh_fills_the_source_without_a_second_parameters_cell(tmp_path):
    folder = tmp_path / "notebooks"
    make_notebook("(polres, tahun)", berkas=folder / "01_a.ipynb")
    refresh(folder, tmp_path)
    pertama = (folder / "01_a.ipynb").read_bytes()
    nb = load_notebook(folder / "01_a.ipynb")
    assert [s.id for s in nb.cells] == ["judul", "param", "kode-1"] and nb.cells[1].source == PARAMETER
    assert outputs(nb)[0].data["text/plain"] == "('oku', 2023)"
    refresh(folder, tmp_path, P)
    assert (folder / "01_a.ipynb").read_bytes() == pertama
    for _ in range(2):
        refresh(folder, tmp_path, {"polres": "banjar", "tahun": 2025})
    assert [s.id for s in load_notebook(folder / "01_a.ipynb").cells] == ["judul", "param", "injected-parameters", "kode-1"]
    refresh(folder, tmp_path)
    assert (folder / "01_a.ipynb").read_bytes() == pertama


def test_refresh_writes_nothing_when_one_fails(tmp_path):
    folder = tmp_path / "notebooks"
    make_notebook("1", berkas=folder / "01_a.ipynb")
    make_notebook("1 / 0", berkas=folder / "02_b.ipynb")
    semula = (folder / "01_a.ipynb").read_bytes()
    with pytest.raises(KesalahanNotebook):
        refresh(folder, tmp_path)
    assert (folder / "01_a.ipynb").read_bytes() == semula
