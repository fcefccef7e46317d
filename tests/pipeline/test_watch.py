"""Watching files: what counts as a change, when it is acted on, and what is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.pipeline.watch import Sasaran, changed, follow, look


class Berhenti(Exception):
    """The script of a test is over."""


def play(awal: dict, skrip: list[dict], work: Callable | None = None) -> list[list[str]]:
    """Follow what a script says is there at every look; returns what each round was told."""
    dilihat, kabar = iter([awal, *skrip]), []

    def see() -> dict:
        try:
            return dict(next(dilihat))
        except StopIteration:
            raise Berhenti from None

    def note(berubah, kini):
        kabar.append(list(berubah))
        return work(berubah, kini) if work else kini

    with pytest.raises(Berhenti):
        follow(see, note, lambda: None)
    return kabar


A, B, C = {"data a": (1, 1)}, {"data a": (2, 2)}, {"data a": (3, 3)}


def test_it_works_once_and_then_only_when_something_changed():
    assert play(A, [A, A, A]) == [[]]
    assert play(A, [B, B, B, B]) == [[], ["data a"]]
    assert play(A, [B, B, A, A]) == [[], ["data a"], ["data a"]]


def test_it_waits_until_what_changes_is_quiet():
    assert play(A, [B, C, B, C]) == [[]]
    assert play(A, [B, C, B, C, C]) == [[], ["data a"]]
    assert play(A, [{}, B, B]) == [[], ["data a"]]  # removed and written anew, as programs save
    assert play(A, [{}, A, A, A]) == [[]]


def test_a_change_while_it_works_is_not_lost():
    # seen before the round began: what comes later differs from it at the next look
    assert play(A, [B, B, C, C]) == [[], ["data a"], ["data a"]]


def test_what_a_round_changes_itself_is_no_change():
    assert play(A, [B, B, C, C], lambda berubah, kini: C) == [[], ["data a"]]


def test_what_could_not_begin_is_tried_again_and_still_knows_what_changed():
    jawab = iter([A, None, None, B])
    assert play(A, [B, B, B, B, B, B, B], lambda berubah, kini: next(jawab)) == [[], ["data a"], ["data a"], ["data a"]]
    jawab = iter([None, None, A])
    assert play(A, [A, A, A, A, A], lambda berubah, kini: next(jawab)) == [[], [], []]


def test_names_of_what_came_went_and_differs():
    assert changed({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, {"b": (1, 2), "c": (1, 1), "d": (1, 1)}) == ["a", "b", "d"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for nama in ("a.csv", "sub/b.yml", "c.ipynb"):
        (tmp_path / nama).parent.mkdir(exist_ok=True)
        (tmp_path / nama).write_text("isi", encoding="utf-8")
    return tmp_path


def test_every_file_of_a_folder_is_seen_or_those_asked_for(folder):
    assert sorted(look([Sasaran("data", folder)])) == ["data a.csv", "data c.ipynb", "data sub/b.yml"]
    assert sorted(look([Sasaran("notebook", folder, (".ipynb",))])) == ["notebook c.ipynb"]
    assert sorted(look([Sasaran("susunan", folder, (".yml", ".csv"), dalam=False)])) == ["susunan a.csv"]
    assert sorted(look([Sasaran("buku", folder / "a.csv"), Sasaran("berkas", folder / "tidak-ada")])) == ["buku a.csv"]


def test_size_and_time_tell_a_change(folder):
    semula = look([Sasaran("data", folder)])
    (folder / "a.csv").write_text("lain isinya", encoding="utf-8")
    os.utime(folder / "sub" / "b.yml", ns=(1, 1))
    (folder / "c.ipynb").unlink()
    assert changed(semula, look([Sasaran("data", folder)])) == ["data a.csv", "data c.ipynb", "data sub/b.yml"]


def test_a_folder_that_vanishes_holds_nothing(folder):
    shutil.rmtree(folder)
    assert look([Sasaran("data", folder)]) == {}


@pytest.mark.parametrize("nama", ["~$buku.xlsx", ".~lock.buku.xlsx#", "A1B2C3D4", "A1B2C3D4.tmp", "buku.xlsx~", ".a.swp", "#a#", "__pycache__/a.pyc", ".ipynb_checkpoints/a.ipynb"])
def test_what_programs_leave_while_they_save_is_ignored(folder, nama):
    semula = look([Sasaran("data", folder)])
    (folder / nama).parent.mkdir(exist_ok=True)
    (folder / nama).write_text("x", encoding="utf-8")
    assert look([Sasaran("data", folder)]) == semula
