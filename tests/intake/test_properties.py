"""For any input: amounts survive exactly, and nothing but a message in Chinese comes back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import GongkaiError
from generator.intake import load
from generator.intake.collector import Collector
from generator.intake.yaml.reader import read

TEXT = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "数据.yaml"


@QUIET
@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12),
    st.booleans(),
    st.sampled_from("'\" "),
)
def test_any_amount_survives_exactly_with_its_scale(file: Path, amount: Decimal, grouped: bool, quote: str) -> None:
    typed = f"{amount:,f}" if grouped else f"{amount:f}"
    quote = quote.strip()
    file.write_text(TEXT.replace('其他收入: "4.00"', f"其他收入: {quote}{typed}{quote}"), encoding="utf-8")
    value = load(file).data.revenue.other.amount.value
    assert value.as_tuple() == Decimal(f"{amount:f}").as_tuple()


@QUIET
@given(st.text())
def test_arbitrary_text_never_raises_anything_but_our_errors(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    with pytest.raises(GongkaiError) as caught:
        load(file)
    assert str(caught.value)


@QUIET
@given(st.binary())
def test_arbitrary_bytes_never_raise_anything_but_our_errors(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    with pytest.raises(GongkaiError):
        load(file)


MARKS = st.text(alphabet="：:-[]{}|>&*!%@`'\"#,? \n\t\u3000年度支出科目2023~<\\", max_size=12)


@QUIET
@given(st.integers(0, len(TEXT)), st.integers(0, 40), MARKS)
def test_a_good_file_damaged_anywhere_loads_or_gives_our_errors(file: Path, at: int, cut: int, put: str) -> None:
    file.write_text(TEXT[:at] + put + TEXT[at + cut :], encoding="utf-8", newline="\n")
    try:
        loaded = load(file)
    except GongkaiError as error:
        assert str(error)
    else:
        assert loaded.data.year == 2023 or "年度" in put or at < 40


@QUIET
@given(
    st.text(
        alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp"), blacklist_characters="\ufffe\uffff"),
        min_size=1,
    )
)
def test_any_text_in_quotes_comes_back_as_typed(file: Path, text: str) -> None:
    quoted = text.replace("'", "''")
    file.write_text(f"字段: '{quoted}'\n", encoding="utf-8")
    problems = Collector()
    page = read(file, problems)
    assert problems.errors == []
    assert page.tree == {"字段": text}
    assert page.tree["字段"].place[1:4] == (1, 5, "字段")
