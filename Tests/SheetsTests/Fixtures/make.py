"""Makes the fixtures of SheetsTests by tools that are not ours: openpyxl, XlsxWriter and Python's zipfile.

Run it once in a virtual environment that has openpyxl and XlsxWriter; what it makes is kept in git.
"""
import datetime
import pathlib
import struct
import zipfile

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill

here = pathlib.Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"


def members(name, **options):
    book = xlsxwriter.Workbook(str(here / name), options)
    sheet = book.add_worksheet("会员")
    date = book.add_format({"num_format": "yyyy\"年\"m\"月\"d\"日\""})
    sheet.write_row(0, 0, ["工号", "姓名", "身份证号", "入会日期", "会费", "在职", "备注"])
    sheet.write_string(1, 0, "007")
    sheet.write_string(1, 1, "陈荷")
    sheet.write_string(1, 2, "110101199003070011")
    sheet.write_datetime(1, 3, datetime.datetime(2024, 2, 29), date)
    sheet.write_number(1, 4, 1280.5)
    sheet.write_boolean(1, 5, True)
    sheet.write_string(1, 6, "第一行\n第二行 & <三>")
    sheet.write_number(3, 0, 12)
    sheet.write_formula(3, 4, "=E2*2", None, 2561)
    sheet.write_formula(3, 5, "=NA()", None, "#N/A")
    sheet.write_formula(3, 6, '="甲"&"乙"', None, "甲乙")
    sheet.merge_range(4, 0, 4, 2, "合并")
    sheet.set_column(7, 8, None, None, {"hidden": True})
    sheet.set_row(4, None, None, {"hidden": True})
    book.add_worksheet("第二张").write(0, 0, "另一张")
    third = book.add_worksheet("藏起来")
    third.hide()
    book.close()


def by_openpyxl():
    book = openpyxl.Workbook(iso_dates=False)
    sheet = book.active
    sheet.title = "样式"
    sheet.append([datetime.date(1900, 1, 1), datetime.datetime(2025, 3, 28, 15, 4), datetime.time(9, 30), 45000])
    sheet["C1"].number_format = "h:mm"
    sheet.append([45000, 45000, 45000, 45000.5, 60, 45000])
    for cell, code in zip(sheet[2], ["m/d/yy", "[$-804]yyyy年m月", '0.00"d"', "yyyy-mm-dd hh:mm", "yyyy-mm-dd", "[h]:mm:ss"]):
        cell.number_format = code
    sheet["A3"] = CellRichText("会", TextBlock(InlineFont(b=True), "员"), "证")
    sheet["B3"] = "=1+1"
    sheet["C3"] = "_x000D_\t尾"
    sheet["XFD4"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(here / "styles.xlsx")
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(here / "mac1904.xlsx")


def package(name, sheet, strings=None, workbook=None, styles=None, home="xl/workbook.xml", more=()):
    with zipfile.ZipFile(here / name, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", f'<Relationships xmlns="{PKG}"><Relationship Id="r" Type="{DOC}/officeDocument" Target="{home}"/></Relationships>')
        z.writestr(home, workbook or f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><sheets><sheet name="一" sheetId="1" r:id="a"/></sheets></workbook>')
        relations = f'<Relationship Id="a" Type="{DOC}/worksheet" Target="/xl/worksheets/../s.xml"/>'
        if strings is not None:
            relations += f'<Relationship Id="b" Type="{DOC}/sharedStrings" Target="t.xml"/>'
            z.writestr("xl/t.xml", strings)
        z.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PKG}">{relations}</Relationships>')
        if sheet is not None:
            z.writestr("xl/s.xml", sheet)
        for path, data in more:
            z.writestr(path, data)


def sheet(rows, head=""):
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def by_hand():
    package("bare.xlsx", sheet('<row><c><v>1</v></c><c t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t xml:space="preserve"> 乙</t></r></is></c></row>'
            '<row><c t="s"><v>0</v></c><c r="D2" t="d"><v>2025-03-28T00:00:00</v></c></row>'
            '<row r="9"><c r="A9"><v>1.1010119900307E+17</v></c><c t="b"><v>0</v></c></row>'),
            f'<sst xmlns="{MAIN}"><si><r><t>陈</t></r><r><t>荷</t></r><rPh sb="0" eb="1"><t>chen</t></rPh></si></sst>')
    prefixed = sheet('<row r="1"><c r="A1"><v>7</v></c></row>').replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    package("prefixed.xlsx", prefixed)
    package("missing-sheet.xlsx", None)
    package("missing-string.xlsx", sheet('<row><c t="s"><v>5</v></c></row>'))
    package("wide.xlsx", sheet('<row r="3"><c r="XFD3"><v>1</v></c></row>'))
    package("not-a-number.xlsx", sheet("<row><c><v>abc</v></c></row>"))
    package("rows-backwards.xlsx", sheet('<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>'))
    package("xlsb.xlsx", None, home="xl/workbook.bin")
    package("letter.xlsx", None, home="word/document.xml")
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    package("laughs.xlsx", sheet('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>', laughs))
    fetch = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    package("xxe.xlsx", sheet('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>', fetch))
    package("xxe-workbook.xlsx", sheet(""), workbook=f'{fetch}<workbook xmlns="{MAIN}"/>')
    package("deep.xlsx", sheet("<a>" * 500 + "</a>" * 500))
    package("broken-xml.xlsx", sheet("<row><c></row>"))
    package("bomb.xlsx", sheet("<row><c><v>1</v></c></row>" + " " * (40 << 20)))
    package("bomb-strings.xlsx", sheet(""), f'<sst xmlns="{MAIN}"><si><t>{"甲" * (12 << 20)}</t></si></sst>')
    package("long-token.xlsx", sheet(f'<row a="{"x" * (4 << 20)}"/>'))
    package("long-cell.xlsx", sheet(f'<row><c t="inlineStr"><is><t>{"x" * (2 << 20)}</t></is></c></row>'))
    package("many-entries.xlsx", sheet(""), more=[(f"n{i}", "") for i in range(2100)])
    whole = (here / "members.xlsx").read_bytes()
    (here / "truncated.xlsx").write_bytes(whole[: len(whole) // 2])
    flipped = bytearray(whole)
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    flipped[at:at + 40] = bytes(40)
    (here / "corrupted.xlsx").write_bytes(flipped)
    with zipfile.ZipFile(here / "plain-zip.xlsx", "w") as z:
        z.writestr("photo.txt", "x")
    with zipfile.ZipFile(here / "ods.xlsx", "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", "<x/>")
        z.writestr("META-INF/manifest.xml", "<x/>")
    # The entry's flag says it is encrypted, in the local head and in the central directory.
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        while place >= 0:
            locked[place + at] |= 1
            place = locked.find(mark, place + 4)
    (here / "locked-zip.xlsx").write_bytes(locked)


def ole(name, streams):
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    directory = bytearray()
    for stream in ["Root Entry", *streams]:
        entry = bytearray(128)
        text = stream.encode("utf-16-le")
        entry[: len(text)] = text
        struct.pack_into("<H", entry, 64, len(text) + 2)
        directory += entry
    (here / name).write_bytes(bytes(head) + bytes(512) + bytes(directory).ljust(1024, b"\0"))


def texts():
    rows = [["工号", "姓名", "备注"], ["007", "陈荷", '说"好"，\r\n两行'], [], ["008", "", "尾"]]

    def line(row, sign):
        return sign.join(f'"{f.replace(chr(34), chr(34) * 2)}"' if any(c in f for c in '",;\t\r\n') else f for f in row)

    for name, encoding, sign, end in [
        ("utf8.csv", "utf-8", ",", "\r\n"), ("utf8-bom.csv", "utf-8-sig", ",", "\n"), ("gb18030.csv", "gb18030", ",", "\r\n"),
        ("tabs.txt", "utf-8", "\t", "\r"), ("semicolons.csv", "gb18030", ";", "\n"), ("utf16.txt", "utf-16", "\t", "\r\n"),
    ]:
        (here / name).write_bytes(end.join(line(row, sign) for row in rows).encode(encoding))
    (here / "open-quote.csv").write_bytes("甲,乙\n1,\"2\n3,4\n".encode())
    (here / "wrong-bytes.csv").write_bytes(b"a,b\n\xff\xff\xff,1\n")
    (here / "empty.csv").write_bytes(b"")
    (here / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (here / "paper.csv").write_bytes(b"%PDF-1.7\nx")
    (here / "page.xls").write_bytes("\ufeff<html><table><tr><td>1</td></tr></table></html>".encode())


members("members.xlsx")
members("inline.xlsx", constant_memory=False, in_memory=True, date_1904=True)
by_openpyxl()
by_hand()
ole("old.xls", ["Workbook"])
ole("old-renamed.xlsx", ["Workbook"])
texts()
