"""Tables of parameter sets that somebody has saved out of a spreadsheet."""

from __future__ import annotations

import pytest

from sim.foundation.errors import ParameterError, SettingsError
from sim.foundation.parameters import registry
from sim.study.parameter_sets import find_sets


@pytest.fixture
def table(tmp_path):
    def save(content: str | bytes) -> str:
        file = tmp_path / "ours.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(file)

    return save


@pytest.mark.parametrize("content", ["prior\n0.4\n0.35\n", "\ufeffprior\r\n0.4\r\n0.35\r\n", "prior\n0.4\n\n0.35\n\n"])
def test_a_table_is_read(table, content):
    assert find_sets(table(content)) == [{"prior": 0.4}, {"prior": 0.35}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "holds no sets"),
        ("prior\n", "holds no sets"),
        ("prior,prior\n0.4,0.4\n", "row 1: the column prior stands twice"),
        ("priors\n0.4\n", "Did you mean prior"),
        ("prior,\n0.4,1\n", r"no name in column 2"),
        ("prior\n0.9\n", r"row 2: parameter 'prior' is 0.9; its plausible range is 0.32 to 0.44"),
        ("prior\n0.4\nmuch\n", "row 3, column prior: the cell is 'much'"),
        ("prior,drop_rate\n0.4,\n", "row 2, column drop_rate: the cell is empty"),
        ("prior\n0.4,1\n", "row 2: there are 2 cells under 1 names"),
        ("prior\nnan\n", "it must be a number"),
        (b"prior\n0.4\n\xfc\n", "row 3 is not UTF-8"),
        ("prior;drop_rate\n0.4;0.1\n", "separated by semicolons"),
        ('prior\n"0.4\n', "quotation mark without its partner"),
        ("prior\n" + "0" * 200_000 + "\n", "cannot be read as CSV"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(table, content, words):
    with pytest.raises(ParameterError, match=words) as refused:
        find_sets(table(content))
    assert "ours.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_more_than_plausible_on_purpose(table):
    assert find_sets(table("prior\n0.9\n"), beyond_range=True) == [{"prior": 0.9}]
    with pytest.raises(ParameterError, match="cannot be negative"):
        find_sets(table("drop_rate\n-1\n"), beyond_range=True)


@pytest.mark.parametrize("wanted", [True, 1.5, None, "²", "calibrated:²", "x" * 300])
def test_other_nonsense(wanted):
    with pytest.raises(SettingsError):
        find_sets(wanted)


def test_values_of_five_digits_count_as_inside():
    row = registry()["prior"]
    assert row.plausible(row.high * 1.00005)
    assert not row.plausible(row.high * 1.01)
