"""Rows of the registry's file become proposals: new, completed, contradicting; nothing is invented and nothing overwritten."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import DATA, shipped

from geo.language import Language
from geo.programme import assemble, text_tables
from geo.registry import __main__ as command
from geo.registry import entries, files, location
from geo.registry.columns import wordings
from geo.registry.entries import FAR_POINT, NO_COUNTRY, NO_POINT, SWAPPED, NotARegistryFileError
from geo.registry.proposals import SAME_NAME, SAME_NUMBER, SAME_PARTNER, SEVERAL, Proposals, propose

SAMPLE = Path(__file__).with_name("registry_sample.csv")
SOURCE = "jcm-vn012"
COPY = "github-nigtldcmap"
HEADINGS = (
    "Reference number",
    "Title of the project",
    "Location of project",
    "Project participants (Japan)",
    "Project participants (partner country)",
    "Expected emission reductions (tCO2/year)",
    "Status",
    "Fiscal year",
)
FILLED = {
    "name_ja": "見本",
    "name_ja_origin": "description",
    "scheme": "unknown",
    "sector": "unknown",
    "technology_type": "unknown",
    "technology_en": "Not stated in the source",
    "technology_ja": "出典に記載なし",
    "status": "registered",
}
ENGLISH = Language("en")


def proposals(*rows: tuple[str, ...], source: str = SOURCE) -> Proposals:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([HEADINGS, *(row + ("",) * (len(HEADINGS) - len(row)) for row in rows)])
    return propose(shipped(), *entries.read(shipped(), "file.csv", file.getvalue().encode(), source), source)


def sample(source: str = SOURCE) -> Proposals:
    return propose(shipped(), *entries.read(shipped(), SAMPLE.name, SAMPLE.read_bytes(), source), source)


def place(country: str, province: str = "N/A", address: str = "N/A", coordinates: str = "N/A") -> str:
    return "\n".join((country, province, address, coordinates))


def installation(identifier: str) -> dict[str, str]:
    table = text_tables(shipped())["installations"]
    return table[table["installation_id"] == identifier].iloc[0].to_dict()


def test_the_sample_says_of_every_row_that_it_is_one() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["Title of the project"].startswith("SAMPLE ") and "made up by us" in row["Remarks"] for row in rows)
    names = set(shipped().installations["name_en"])
    assert not names & {row["Title of the project"] for row in rows}


def test_the_four_lines_of_a_place_are_told_apart() -> None:
    found = location.read(place("Viet Nam", "Dong Nai", "Lot 1, Park", "10.9574, 106.8427"), wordings())
    assert (found.country, found.province, found.address, found.point) == (
        "Viet Nam",
        "Dong Nai",
        "Lot 1, Park",
        (10.9574, 106.8427),
    )
    assert found.text == "Lot 1, Park, Dong Nai"
    nothing = location.read(place("Viet Nam"), wordings())
    assert (nothing.province, nothing.address, nothing.coordinates, nothing.point, nothing.text) == ("", "", "", None, "")
    longer = location.read("Viet Nam\nN/A\nLot 1\nPark\n10.9574, 106.8427", wordings())
    assert (longer.address, longer.point) == ("Lot 1, Park", (10.9574, 106.8427))
    shorter = location.read("Viet Nam\nN/A\n10.9574, 106.8427", wordings())
    assert (shorter.address, shorter.point) == ("", (10.9574, 106.8427))


@pytest.mark.parametrize(
    "text",
    [
        "10.9574, 106.8427",
        "10.9574 106.8427",
        "10.9574N, 106.8427E",
        "E106.8427 N10.9574",
        "N 10.9574, E 106.8427",
        "Latitude: 10.9574, Longitude: 106.8427",
        "10°57'26.64\"N 106°50'33.72\"E",
        "10°57.444'N, 106°50.562'E",
        "N10°57'26.64\" E106°50'33.72\"",
        "北緯10度57分26.64秒、東経106度50分33.72秒",
        "１０．９５７４，１０６．８４２７",
    ],
)
def test_coordinates_are_read_however_they_are_written(text: str) -> None:
    found = location.point(text)
    assert found is not None
    assert found == pytest.approx((10.9574, 106.8427), abs=1e-5)


@pytest.mark.parametrize(
    "text",
    ["", "N/A", "10.9574", "see map", "10.9574N, 106.8427N", "200, 300", "1, 2; 3, 4", "10°70'N 106°50'E", "x" * 5000, "1 " * 90],
)
def test_what_is_no_single_point_is_none(text: str) -> None:
    assert location.point(text) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_the_globe_is_read_back(lat: float, lon: float) -> None:
    assert location.point(f"{lat:.6f}, {lon:.6f}") == (float(f"{lat:.6f}"), float(f"{lon:.6f}"))


@given(st.text(max_size=80))
def test_whatever_a_cell_holds_is_read_without_an_error(cell: str) -> None:
    found = location.read(cell, wordings())
    assert found.point is None or (abs(found.point[0]) <= 180 and abs(found.point[1]) <= 180)


def test_precision_follows_what_the_cell_holds() -> None:
    found = proposals(
        ("VN901", "One", place("Viet Nam", "Dong Nai", "Lot 1", "10.9574, 106.8427")),
        ("LA901", "Two", place("Lao PDR", "Savannakhet Province")),
        ("VN903", "Three", place("Viet Nam", "A province nobody knows")),
        ("VN904", "Four", place("Viet Nam")),
    )
    assert [new.row["location_precision"] for new in found.new] == ["site", "province", "country", "country"]
    province = found.new[1].row
    assert (province["lat"], province["lon"], province["location_source"]) == (
        "16.5703",
        "104.7622",
        "GeoNames 1653316 (Savannakhet)",
    )
    assert all(not found.new[place].row["lat"] for place in (2, 3))


def test_a_point_off_its_country_is_left_out_and_one_with_exchanged_axes_is_turned() -> None:
    far, turned, unclear = proposals(
        ("TH901", "One", place("Thailand", coordinates="2.0, 90.0")),
        ("MN901", "Two", place("Mongolia", coordinates="106.9, 47.9")),
        ("MN902", "Three", place("Mongolia", coordinates="near the bridge")),
    ).new
    assert far.row["location_precision"] == "country"
    assert [remark[0] for remark in far.remarks] == [FAR_POINT]
    assert (turned.row["lat"], turned.row["lon"]) == ("47.9", "106.9")
    assert [remark[0] for remark in turned.remarks] == [SWAPPED]
    assert [remark[0] for remark in unclear.remarks] == [NO_POINT]


def test_only_complete_rows_of_an_official_source_are_evidence_a() -> None:
    whole = ("VN901", "One", place("Viet Nam", "Dong Nai", "Lot 1", "10.9574, 106.8427"), "A", "B", "1,234", "Registered")
    assert [new.row["evidence"] for new in proposals(whole).new] == ["A"]
    assert [new.row["evidence"] for new in proposals(whole, source=COPY).new] == ["B"]
    for missing in range(3, 7):
        assert (
            proposals(tuple("N/A" if place == missing else cell for place, cell in enumerate(whole))).new[0].row["evidence"] == "B"
        )


def test_rows_are_matched_by_number_then_name_then_partner_and_year() -> None:
    vn012 = installation("vn012")
    looms = installation("15pro-ban-01")
    by_number, by_name, by_partner = proposals(
        ("VN012", "SAMPLE name", place("Viet Nam")),
        ("", f"  {looms['name_en'].upper()} ", place("Bangladesh")),
        ("", "SAMPLE other name", place("Viet Nam"), "", vn012["partner_participant"], "", "", "FY" + vn012["fiscal_year"]),
    ).matches
    assert (by_number.row["installation_id"], by_number.reason) == ("vn012", SAME_NUMBER)
    assert (by_name.row["installation_id"], by_name.reason) == ("15pro-ban-01", SAME_NAME)
    assert (by_partner.row["installation_id"], by_partner.reason) == ("vn012", SAME_PARTNER)


def test_empty_fields_are_completed_and_filled_ones_are_kept_beside_the_other_value() -> None:
    vn012 = installation("vn012")
    assert vn012["ghg_reduction_tco2_per_year"] == ""
    (match,) = proposals(("VN012", "SAMPLE name", place("Viet Nam", coordinates="16.1, 108.1"), "", "", "777")).matches
    assert {field.column: field.proposed for field in match.completed} == {"ghg_reduction_tco2_per_year": "777"}
    conflicts = {field.column: (field.present, field.proposed) for field in match.conflicts}
    assert conflicts["name_en"] == (vn012["name_en"], "SAMPLE name")
    assert conflicts["lat"] == (vn012["lat"], "16.1")
    assert conflicts["location_precision"] == ("city", "site")
    assert installation("vn012") == vn012


def test_a_row_known_by_its_country_only_is_given_its_point_whole() -> None:
    assert installation("th007")["location_precision"] == "country"
    (match,) = proposals(("TH007", installation("th007")["name_en"], place("Thailand", coordinates="13.7, 100.5"))).matches
    assert {field.column for field in match.completed} == {"location_precision", "lat", "lon", "location_source"}
    assert not match.conflicts


def test_a_row_that_may_be_several_is_left_to_the_keeper() -> None:
    rows = text_tables(shipped())["installations"]
    doubled = rows[rows.duplicated(["country_iso3", "name_en"], keep=False)]
    if doubled.empty:
        tables = text_tables(shipped())
        tables["installations"].loc[3, "name_en"] = tables["installations"].loc[2, "name_en"]
        tables["installations"].loc[3, "country_iso3"] = tables["installations"].loc[2, "country_iso3"]
        programme = assemble(tables, "0" * 64)
        doubled = tables["installations"].loc[[2, 3]]
    else:
        programme = shipped()
    first = doubled.iloc[0]
    country = shipped().countries.set_index("iso3").loc[first["country_iso3"], "name_en"]
    entry = entries.Entry(2, first["name_en"], {"name_en": first["name_en"], "country_iso3": first["country_iso3"]})
    found = propose(programme, [entry], [], SOURCE)
    assert country
    assert [other.reason[0] for other in found.others] == [SEVERAL]
    assert not found.new
    assert not found.matches


def test_rows_that_are_not_understood_say_why_and_where() -> None:
    found = sample()
    reasons = {other.line: other.reason[0] for other in found.others}
    assert len(reasons) == 3
    assert NO_COUNTRY in reasons.values()
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    assert all("SAMPLE" in lines[line - 1] for line in reasons)


def test_new_rows_fit_the_table_once_what_is_still_missing_is_filled_in() -> None:
    tables = text_tables(shipped())
    table = tables["installations"]
    found = sample()
    assert len(found.new) == 6
    for number, new in enumerate(found.new):
        assert set(new.missing) <= set(FILLED)
        table.loc[1000 + number] = {**new.row, **{column: FILLED[column] for column in new.missing}}
    assert len(assemble(tables, "0" * 64).installations) == len(shipped().installations) + 6


def test_a_file_without_the_headings_is_refused() -> None:
    with pytest.raises(NotARegistryFileError, match="Location of project"):
        entries.read(shipped(), "file.csv", b"a,b\n1,2\n", SOURCE)


def test_headings_are_told_as_they_are_written_in_the_file_and_in_the_list() -> None:
    content = "\n,,\nプロジェクト名,Site (Address),\x07\n1,2,3\n".encode()
    with pytest.raises(NotARegistryFileError) as refused:
        entries.read(shipped(), "file.csv", content, None)
    assert refused.value.parameters == {
        "file": "file.csv",
        "found": "プロジェクト名, Site (Address), \\u{0007}",
        "known": ", ".join(wordings().headings("location", "name_en")),
    }
    assert "Title of the project" in str(refused.value)


def test_without_a_source_it_is_left_to_be_filled_in_and_nothing_is_evidence_a(capsys: pytest.CaptureFixture[str]) -> None:
    found = propose(shipped(), *entries.read(shipped(), SAMPLE.name, SAMPLE.read_bytes(), None), None)
    named = sample()
    assert len(found.new) == len(named.new) > 0
    for new, other in zip(found.new, named.new, strict=True):
        differing = {column for column in new.row if new.row[column] != other.row[column]}
        assert differing <= {"source_id", "evidence", "location_source"}
        assert (new.row["source_id"], new.row["evidence"]) == ("", "B")
        assert "source_id" in new.missing
        assert "source_id" not in other.missing
        assert "()" not in new.row["location_source"]
    assert command.main([str(SAMPLE), "--lang", "en"]) == 1
    assert "source_id is still to be filled in in every new row" in capsys.readouterr().out


def test_the_files_hold_every_proposal_and_run_nothing() -> None:
    found = proposals(("VN901", '=HYPERLINK("http://example.org")', place("Viet Nam")), ("VN012", "SAMPLE", place("Viet Nam")))
    listed = list(csv.reader(io.StringIO(files.to_list(found, ENGLISH).decode("utf-8-sig"), newline="")))
    assert "'=HYPERLINK" in next(row for row in listed if row[4] == "name_en")[6]
    book = openpyxl.load_workbook(io.BytesIO(files.to_workbook(found, ENGLISH)))
    assert book.sheetnames == ["Rows to bring", "New rows", "To complete", "Contradictions", "Not understood"]
    rows = book["Rows to bring"]
    assert [cell.value for cell in rows[2]] == list(text_tables(shipped())["installations"].columns)
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)
    contradictions = [[cell.value for cell in row] for row in book["Contradictions"].iter_rows(min_row=3)]
    assert [row[3:6] for row in contradictions] == [["name_en", installation("vn012")["name_en"], "SAMPLE"]]


def test_the_command_writes_proposals_and_leaves_the_tables_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in DATA.glob("*.csv")}
    out = tmp_path / "proposals.xlsx"
    assert command.main([str(SAMPLE), "--source", SOURCE, "--out", str(out), "--lang", "en"]) == 1
    assert "6 new, 1 that could be completed, 1 with contradictions" in capsys.readouterr().out
    assert out.stat().st_size
    assert {path: path.read_bytes() for path in DATA.glob("*.csv")} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv", "--source", SOURCE], "nowhere.csv cannot be read"),
        ([str(SAMPLE), "--source", "jcm-vn999"], "no such source"),
        ([str(SAMPLE), "--source", SOURCE, "--out", "x.txt"], "must end in .xlsx or .csv"),
        ([str(DATA / "places.csv"), "--source", SOURCE], "no row with the headings"),
        ([str(DATA / "LICENSE"), "--source", SOURCE], ""),
    ],
)
def test_what_cannot_be_used_is_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*arguments, "--lang", "en"]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.strip()
    assert printed.out == ""
