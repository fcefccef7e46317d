"""Indented JSON: the same text as the standard library's."""

import json

import pytest

from helpers.jsontext import write_indented


@pytest.mark.parametrize("isi", [
    {}, [], (), {"a": {}, "b": [], "c": [[]]}, None, True, 1, 1.5, 1e-9, "é \" \\ \n \x01 –", [1, [2, {"ké\"y": None}], (3, False)],
    {"angka": {"x": {"nilai": 18.3, "daftar": [{"id": "a"}, {}]}}, "kosong": ""},
])
def test_same_as_the_standard_library(isi):
    assert write_indented(isi) == json.dumps(isi, ensure_ascii=False, indent=1)
