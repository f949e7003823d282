"""A draft that takes too long stops nothing: it is given up, the next one is made, and Ctrl-C ends at once; nothing outside of
the folder is read."""

from __future__ import annotations

import http.client
import json
import shutil
import time
from pathlib import Path

import pytest

from generator.errors import GongkaiError
from generator.intake import load
from generator.preview.draft.drafter import Drafter, Made, drafting
from generator.preview.scope import scope_of
from generator.runtime.allowance import Allowance
from generator.runtime.fence import fenced
from generator.runtime.lane import Lane, WorkerLost
from tests.batch.executors.test_limits import slow_pack
from tests.examples import SHILI
from tests.preview.conftest import finish, start


def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHILI, tmp_path / "示例" / "2023")
    return tmp_path / "示例"


def test_a_warm_process_makes_drafts_and_shows_sources_and_a_new_one_takes_its_place(tmp_path: Path) -> None:
    scope = scope_of(folder(tmp_path))
    entry = scope.entries()[0]
    lane = Lane()
    made = lane.ask(drafting, scope, "make", entry, "")
    assert isinstance(made, Made)
    assert made.html.keys() >= {one for sheet in made.sheets for one in sheet["ids"]}  # type: ignore[attr-defined]
    ids = [one for sheet in made.sheets for one in sheet["ids"]]  # type: ignore[attr-defined]
    piece = next(number for number, one in enumerate(ids) if "<data" in made.html[one])
    first = lane.ask(drafting, scope, "source", entry, "", piece, 0, [])
    lane.kill()
    with pytest.raises(WorkerLost):
        lane.ask(drafting, scope, "names", entry)
    other = Lane()
    assert other.ask(drafting, scope, "source", entry, "", piece, 0, []) == first
    assert other.ask(drafting, scope, "source", entry, "", 10**6, 0, []) is None
    other.kill()


def test_a_draft_that_nobody_waits_for_is_given_up(tmp_path: Path) -> None:
    lane = Lane()
    begin = time.monotonic()
    with pytest.raises(WorkerLost, match="没有人再等"):
        lane.ask(time.sleep, 300, allowance=Allowance(0, 0), unwanted=lambda seconds: seconds > 1)
    assert time.monotonic() - begin < 30


def test_the_preview_answers_and_ends_at_once_while_a_draft_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = folder(tmp_path)
    slow_pack(tmp_path / "packs")
    file = data / "2023" / "基本情况.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("报告: [", "报告: [磨, ", 1), encoding="utf-8")
    assert "磨" in file.read_text(encoding="utf-8")
    running = start(data / "2023", GONGKAI_TEMPLATES=str(tmp_path / "packs"))
    try:
        entry = json.loads(running.ask("/api/rows").text)["rows"][0]["id"]
        stream = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        cookie = f"gongkai-{running.port}={running.key()}"
        stream.request("GET", f"/events?d={entry}&r=%E7%A3%A8", headers={"Cookie": cookie})
        stream.getresponse()
        time.sleep(4)
        begin = time.monotonic()
        assert running.ask("/").status == 200
        assert time.monotonic() - begin < 5
        begin = time.monotonic()
        running.stop()
        assert time.monotonic() - begin < 10
        stream.close()
    finally:
        finish(running)


def test_data_outside_of_the_opened_folder_are_not_read_whatever_names_them(tmp_path: Path) -> None:
    secret = tmp_path / "秘密" / "2023"
    shutil.copytree(SHILI, secret)
    (secret / "暗号.yaml").write_text("芝麻开门\n", encoding="utf-8")
    data = folder(tmp_path)
    with fenced(data), pytest.raises(GongkaiError) as caught:
        load(secret)
    assert "打开的文件夹外面" in str(caught.value)
    assert "芝麻" not in str(caught.value)
    for word in ("../../秘密/2023", "../../秘密/2023/暗号.yaml", "/etc/passwd"):
        (data / "2023" / "汇总.yaml").write_text(f"汇总:\n  单位: [{word}]\n", encoding="utf-8")
        scope = scope_of(data)
        told = Drafter(scope).make(scope.entries()[0], "")
        assert not isinstance(told, Made), word
        assert "芝麻" not in str(told)
        assert "root:" not in str(told)
