"""Tables as Word keeps them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from sightline.exchange.chronology.errors import FileRefused
from tests.unit.exchange.chronology.files import HEAD, days, events, part, read, repacked, word

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_blank_date_is_that_of_the_row_above(tmp_path: Path) -> None:
    word(
        tmp_path / "a.docx",
        [HEAD, ("1/5/2016", "s", "one"), ("", "s", "two"), ("ditto", "s", "three"), ("2/5/2016", "s", "four")],
    )
    found = read(tmp_path / "a.docx")
    assert days(found) == ["2016-05-01", "2016-05-01", "2016-05-01", "2016-05-02"]
    assert [row.when.flags for row in found.rows] == [(), ("as_above",), ("as_above",), ()]
    assert found.rows[1].date_raw == "1/5/2016"


def test_a_blank_first_date_has_nothing_above_it(tmp_path: Path) -> None:
    word(tmp_path / "a.docx", [HEAD, ("", "s", "one"), ("2/5/2016", "s", "two")])
    found = read(tmp_path / "a.docx")
    assert days(found) == [None, "2016-05-02"]
    assert found.rows[0].problems[0].code == "unknown"


def test_headings_on_every_page_are_no_rows(tmp_path: Path) -> None:
    word(
        tmp_path / "a.docx",
        [HEAD, ("1/5/2016", "s", "one"), HEAD, ("", "s", "two"), ("DATE:", "Source", "event"), ("3/5/2016", "s", "3")],
    )
    found = read(tmp_path / "a.docx")
    assert days(found) == ["2016-05-01", "2016-05-01", "2016-05-03"]
    assert [row.at.row for row in found.rows] == [2, 4, 6]
    assert found.tables[0]["headings_repeated"] == 2


def test_a_date_merged_down_holds_for_all_its_rows(tmp_path: Path) -> None:
    document = word(
        tmp_path / "a.docx",
        [HEAD, ("1/5/2016", "s", "one"), ("", "s", "two"), ("", "s", "three"), ("4/5/2016", "s", "four")],
    )
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(3, 0))
    document.save(str(tmp_path / "a.docx"))
    assert days(read(tmp_path / "a.docx")) == ["2016-05-01"] * 3 + ["2016-05-04"]


def test_two_lines_of_headings_with_cells_merged_both_ways(tmp_path: Path) -> None:
    lines = [("Date", "When", "x", "Event"), ("Date", "From", "To", "Event"), ("a", "1/5/2016", "3/5/2016", "one")]
    document = word(tmp_path / "a.docx", [("Agency view", "Period", "", "Event"), ("", "From", "To", ""), *lines[2:]])
    table = document.tables[0]
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 3).merge(table.cell(1, 3))
    document.save(str(tmp_path / "a.docx"))
    [row] = read(tmp_path / "a.docx").rows
    assert (row.when.start_date, row.when.end_date, row.event) == ("2016-05-01", "2016-05-03", "one")
    assert row.extras == {"Agency view": "a"}


def test_one_heading_over_date_and_time(tmp_path: Path) -> None:
    document = word(
        tmp_path / "a.docx", [("Date and time", "", "Event"), ("1/5/2016", "14:30", "one"), ("2/5/2016", "", "two")]
    )
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(0, 1))
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert [(row.when.edtf, row.when.start_time) for row in found.rows] == [
        ("2016-05-01T14:30", "14:30"),
        ("2016-05-02", None),
    ]


def test_a_band_across_the_table_is_context(tmp_path: Path) -> None:
    document = word(
        tmp_path / "a.docx",
        [HEAD, ("2016", "", ""), ("1/5/2016", "s", "one"), ("Episode 1: the move", "", ""), ("2/5/2016", "s", "two")],
    )
    for at in (1, 3):
        table = document.tables[0]
        table.cell(at, 0).merge(table.cell(at, 2))
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert [(row.row_type.value, row.event, row.when.edtf) for row in found.rows] == [
        ("context", "2016", "2016"),
        ("event", "one", "2016-05-01"),
        ("context", "Episode 1: the move", None),
        ("event", "two", "2016-05-02"),
    ]


def test_several_tables_one_of_them_something_else(tmp_path: Path) -> None:
    document = docx.Document()
    for lines in (
        [("Name", "Role"), ("A B", "nurse")],
        [HEAD, ("1/5/2016", "s", "one")],
        [("Event", "Date"), ("two", "2/5/2016")],
    ):
        table = document.add_table(rows=0, cols=len(lines[0]))
        for line in lines:
            for cell, text in zip(table.add_row().cells, line):
                cell.text = text
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert [(row.at.place, row.event) for row in found.rows] == [("table 2", "one"), ("table 3", "two")]
    assert "Table 1 has no column with a date: its 2 rows were not read." in found.notices


def test_a_chronology_inside_a_layout_table_is_found(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=1)
    inner = outer.cell(0, 0).add_table(rows=2, cols=3)
    for row, line in zip(inner.rows, [HEAD, ("1/5/2016", "s", "one")]):
        for cell, text in zip(row.cells, line):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    [row] = read(tmp_path / "a.docx").rows
    assert (row.at.place, row.at.row, row.event) == ("table 1, inner table 1", 2, "one")


def test_a_table_inside_a_cell_is_part_of_its_words(tmp_path: Path) -> None:
    document = word(tmp_path / "a.docx", [HEAD, ("1/5/2016", "s", "Weights:")])
    inner = document.tables[0].cell(1, 2).add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in inner.rows for cell in row.cells), ("May", "9 kg", "June", "8 kg")):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert events(read(tmp_path / "a.docx")) == ["Weights:\nMay | 9 kg\nJune | 8 kg"]


CHANGES = f"""<w:p {NS}><w:r><w:t>Child </w:t></w:r>
<w:del w:id="1" w:author="a"><w:r><w:delText>not </w:delText></w:r></w:del>
<w:ins w:id="2" w:author="a"><w:r><w:t>seen</w:t></w:r></w:ins>
<w:moveFrom w:id="3" w:author="a"><w:r><w:t>gone</w:t></w:r></w:moveFrom>
<w:hyperlink><w:r><w:t> at</w:t><w:tab/><w:t>home</w:t><w:br/><w:t>alone</w:t></w:r></w:hyperlink>
<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click to enter</w:t></w:r></w:sdtContent></w:sdt>
<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>, said MGM</w:t></w:r></w:sdtContent></w:sdt></w:p>"""


def test_tracked_changes_are_read_as_if_accepted_and_told(tmp_path: Path) -> None:
    document = word(tmp_path / "a.docx", [HEAD, ("1/5/2016", "s", ""), ("2/5/2016", "s", "two")])
    document.tables[0].cell(1, 2)._tc.append(parse_xml(CHANGES))
    row = document.tables[0].rows[2]._tr
    row.insert(0, parse_xml(f'<w:trPr {NS}><w:del w:id="9" w:author="a"/></w:trPr>'))
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert events(found) == ["Child seen at\thome\nalone, said MGM"]
    assert "tracked" in {problem.code for problem in found.rows[0].problems}
    assert any("deleted with tracked changes" in notice for notice in found.notices)
    assert any("1 row holds tracked changes" in notice for notice in found.notices)


def test_a_row_inside_a_control_is_a_row(tmp_path: Path) -> None:
    document = word(tmp_path / "a.docx", [HEAD, ("1/5/2016", "s", "one")])
    table = document.tables[0]._tbl
    row = table.tr_lst[1]
    control = parse_xml(f"<w:sdt {NS}><w:sdtPr/><w:sdtContent/></w:sdt>")
    table.replace(row, control)
    control[1].append(row)
    document.save(str(tmp_path / "a.docx"))
    assert events(read(tmp_path / "a.docx")) == ["one"]


def test_a_strict_document_reads_like_any_other(tmp_path: Path) -> None:
    word(tmp_path / "a.docx", [HEAD, ("1/5/2016", "s", "one")])
    main = part(tmp_path / "a.docx", "word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    repacked(tmp_path / "a.docx", {"word/document.xml": main})
    assert events(read(tmp_path / "a.docx")) == ["one"]


def test_cells_that_lie_across_two_headings_count_where_they_begin(tmp_path: Path) -> None:
    document = word(
        tmp_path / "a.docx",
        [("Date", "Source", "Event", "Outcome"), ("1/5/2016", "s", "no reply", ""), ("2/5/2016", "s", "e", "o")],
    )
    document.tables[0].cell(1, 2).merge(document.tables[0].cell(1, 3))
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert [(row.event, row.response) for row in found.rows] == [("no reply", ""), ("e", "o")]


def test_no_table_at_all_is_refused_in_one_sentence(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("On 1 May we met the family.")
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(FileRefused, match="has no table with rows in it"):
        read(tmp_path / "a.docx")


def test_a_table_without_a_date_column_is_refused_with_its_headings(tmp_path: Path) -> None:
    word(tmp_path / "a.docx", [("Name", "Role"), ("A", "B")])
    with pytest.raises(FileRefused, match=r"no table with a date column.*Name; Role"):
        read(tmp_path / "a.docx")


def test_two_date_columns_are_refused_and_named(tmp_path: Path) -> None:
    word(tmp_path / "a.docx", [("Date", "Date of contact", "Event"), ("1/5/2016", "2/5/2016", "x")])
    with pytest.raises(
        FileRefused, match="two columns that could be the date of the event: “Date” and “Date of contact”"
    ):
        read(tmp_path / "a.docx")


def field(inside: str) -> str:
    return f'<w:p {NS}><w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r></w:p>'


def test_lists_and_boxes_of_old_forms_are_read(tmp_path: Path) -> None:
    document = word(
        tmp_path / "a.docx",
        [("Date", "Source", "Event", "Child seen"), ("1/5/2016", "s", "one", ""), ("2/5/2016", "s", "two", "")],
    )
    chosen = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Yes"/><w:listEntry w:val="No"/></w:ddList>'
    for at, inside in ((1, chosen), (2, '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')):
        document.tables[0].cell(at, 3)._tc.append(parse_xml(field(inside)))
    document.save(str(tmp_path / "a.docx"))
    assert [row.child_seen for row in read(tmp_path / "a.docx").rows] == ["no", "yes"]
