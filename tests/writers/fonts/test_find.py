"""Finding fonts: by file name, in order, with a report, and a plain word where there are none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from generator.errors import MissingEngine
from generator.writers.fonts import find as fonts
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.fontfile import face_bytes
from tests.writers import html_sample as sample


def only(monkeypatch: pytest.MonkeyPatch, folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"")
    monkeypatch.setattr(fonts, "_folders", lambda: (folder,))


def test_the_first_font_of_a_role_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(
        monkeypatch,
        tmp_path,
        "SIMFANG.TTF",
        "FandolFang-Regular.otf",
        "NotoSerifSC-Regular.otf",
        "NotoSansSC-Regular.otf",
        "times.ttf",
    )
    report = {row["role"]: row for row in find_fonts(sample.style()).report()}
    assert report["仿宋"]["wanted"] == "仿宋_GB2312"
    assert report["仿宋"]["used"] == "仿宋"
    assert report["仿宋"]["file"].endswith("SIMFANG.TTF")
    assert report["楷体"]["used"] == "Noto Serif SC"
    assert report["黑体"]["used"] == "Noto Sans SC"
    assert report["西文"]["used"] == "Times New Roman"


def test_every_chain_ends_in_a_font_for_rare_characters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "simfang.ttf", "simkai.ttf", "simhei.ttf", "simsun.ttc", "NotoSerifSC-Regular.otf")
    for _, chain in find_fonts(sample.style()).chains:
        assert "Noto Serif SC" in [face.name for face in chain]


def test_a_role_that_finds_none_of_its_fonts_takes_anothers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "FandolFang-Regular.otf")
    assert {row["used"] for row in find_fonts(sample.style()).report()} == {"FandolFang"}


def test_latin_stands_first_and_only_for_latin_letters_and_digits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "simfang.ttf", "NotoSerifSC-Regular.otf", "LiberationSerif-Regular.ttf")
    found = find_fonts(sample.style())
    assert found.family("仿宋").startswith('"gk-LiberationSerif-Regular-latin", "gk-simfang"')
    latin = next(line for line in found.css().splitlines() if "-latin" in line)
    assert "unicode-range: U+0020-007E" in latin
    assert "U+2" not in latin


def test_a_role_without_a_bold_file_borrows_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(
        monkeypatch, tmp_path, "FandolFang-Regular.otf", "FandolSong-Regular.otf", "FandolSong-Bold.otf", "FandolHei-Regular.otf"
    )
    faces = {font.role: chain[0] for font, chain in find_fonts(sample.style()).chains}
    assert faces["仿宋"].bold is not None
    assert faces["仿宋"].bold.name == "FandolSong-Bold.otf"
    assert faces["小标宋"].file.name == "FandolSong-Bold.otf"


def test_without_a_title_font_titles_take_the_heavier_song(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Regular.ttc")
    found = find_fonts(sample.style())
    report = {row["role"]: row for row in found.report()}
    assert report["小标宋"]["used"] == "Noto Serif SC Bold"
    assert report["小标宋"]["file"].endswith("NotoSerifCJK-Bold.ttc")
    assert {report[role]["used"] for role in ("仿宋", "楷体", "宋体")} == {"Noto Serif SC"}
    assert set(found.files().values()) == {
        (tmp_path / f"Noto{kind}-{weight}.ttc", f"Noto {kind[:-3]} CJK SC")
        for kind, weight in (("SerifCJK", "Regular"), ("SerifCJK", "Bold"), ("SansCJK", "Regular"))
    }


def test_where_there_is_no_latin_font_the_report_says_what_stands_in_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only(monkeypatch, tmp_path, "NotoSerifCJK-Regular.ttc")
    (latin,) = [row for row in find_fonts(sample.style()).report() if row["role"] == "西文"]
    assert (latin["wanted"], latin["used"]) == ("Times New Roman", "Noto Serif SC")


def test_bold_borrowed_from_a_collection_is_its_chinese_face(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "simfang.ttf", "simsun.ttc", "NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
    found = find_fonts(sample.style())
    faces = {font.role: chain[0] for font, chain in found.chains}
    assert {(face.bold.name, face.bold_member) for face in faces.values() if face.bold} == {
        ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC")
    }
    members = {file.name: member for file, member in found.files().values()}
    assert members["NotoSerifCJK-Bold.ttc"] == members["NotoSerifCJK-Regular.ttc"] == "Noto Serif CJK SC"
    assert members["simsun.ttc"] == ""


def test_no_chinese_font_at_all_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path, "times.ttf")
    with pytest.raises(MissingEngine) as caught:
        find_fonts(sample.style())
    assert "找不到可用的中文字体" in caught.value.message
    assert "fonts-noto-cjk" in caught.value.remedy
    assert "GONGKAI_FONTS" in caught.value.remedy


def test_the_users_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GONGKAI_FONTS", str(tmp_path))
    monkeypatch.setenv("WINDIR", "C:\\Windows")
    folders = fonts._folders()
    assert folders[0] == tmp_path
    assert any("Windows" in str(folder) for folder in folders)


def test_all_faces_share_the_line_metrics_of_chinese_type_and_keep_their_glyphs() -> None:
    found = find_fonts(sample.style())
    assert found.files()
    for path, member in found.files().values():
        font = TTFont(BytesIO(face_bytes(path, member)))
        em = font["head"].unitsPerEm
        assert (font["hhea"].ascent / em, font["hhea"].descent / em) == (0.875, -0.125)
        assert len(font.getGlyphOrder()) > 400


def test_the_right_face_is_taken_out_of_a_collection(tmp_path: Path) -> None:
    from fontTools.ttLib import TTCollection

    source = next(path for path, _ in find_fonts(sample.style()).files().values() if "Serif" in path.name)
    collection = TTCollection()
    for family in ("First", "Second"):
        font = TTFont(source, fontNumber=0)
        font["name"].setName(family, 1, 3, 1, 0x409)
        font["name"].names = [record for record in font["name"].names if record.nameID != 1 or str(record) == family]
        collection.fonts.append(font)
    path = tmp_path / "both.ttc"
    collection.save(path)
    taken = TTFont(BytesIO(face_bytes(path, "Second")))
    assert taken["name"].getDebugName(1) == "Second"
