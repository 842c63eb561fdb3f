"""Makes the fixtures that need more than openpyxl and XlsxWriter: xlwt, msoffcrypto-tool, and LibreOffice Calc as `soffice`.

Run it once after make.py, in a virtual environment that has them; what it makes is kept in git.
"""
import datetime
import pathlib
import shutil
import struct
import subprocess
import tempfile
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import xlwt

here = pathlib.Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def converted(source, kind, name):
    with tempfile.TemporaryDirectory() as folder:
        end = kind.split(":")[0]
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                        "--outdir", folder, str(here / source)], check=True, capture_output=True)
        shutil.copyfile(pathlib.Path(folder) / f"{pathlib.Path(source).stem}.{end}", here / name)


def by_xlwt():
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = True
    sheet = book.add_sheet("名册")
    date, month, zeros = (xlwt.XFStyle() for _ in range(3))
    date.num_format_str, month.num_format_str, zeros.num_format_str = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', "0000"
    sheet.write_merge(0, 0, 0, 4, "某校会员名册")
    sheet.write(1, 0, 110101199003070011.0)
    sheet.write(1, 1, datetime.date(2024, 9, 1), date)
    sheet.write(1, 2, datetime.date(2024, 9, 1), month)
    sheet.write(1, 3, 42, zeros)
    sheet.write(1, 4, 13800000000)
    sheet.write(2, 0, True)
    sheet.write(2, 1, 0.125)
    sheet.write(2, 2, -7)
    sheet.write(2, 3, xlwt.Formula("A1"))
    sheet.write_merge(3, 5, 0, 0, "合并的部门")
    for row in range(3, 6):
        sheet.write(row, 1, f"行{row}")
    hidden = book.add_sheet("藏")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    book.save(str(here / "xlwt.xls"))
    # The record of the last writer becomes the one that announces a password.
    data = bytearray((here / "xlwt.xls").read_bytes())
    at = data.index(b"\x5c\x00\x70\x00")
    data[at] = 0x2F
    (here / "locked.xls").write_bytes(data)
    (here / "truncated.xls").write_bytes((here / "xlwt.xls").read_bytes()[:3000])
    (here / "xls-as.xlsx").write_bytes((here / "xlwt.xls").read_bytes())
    (here / "xlsx-as.xls").write_bytes((here / "members.xlsx").read_bytes())


def long_strings():
    """Strings enough to run over several records, two bytes a sign and one in turn."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("长")
    for row in range(300):
        sheet.write(row, 0, ("陈荷" if row % 2 else "ab") * 15 + str(row))
    book.save(str(here / "long-strings.xls"))


def by_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([datetime.date(2024, 9, 1), datetime.date(2024, 9, 2), 7, 110101199003070011, 0.1 + 0.2, "１２３"])
    for cell, code in zip(sheet[1], ["yyyy年m月", "yyyy年m月", "000", "General", "General", "@"]):
        cell.number_format = code
    sheet.append(["文学院", "甲"])
    sheet.append([None, "乙"])
    sheet.append([None, None, "尾"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("C4:E4")
    book.save(here / "looks.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["甲", 1, "=B1*2", '="甲"&"乙"', "=NA()", True, "=1=1", '=""'])
    book.save(here / "formulas.xlsx")
    with open(here / "looks.xlsx", "rb") as plain, open(here / "password.xlsx", "wb") as locked:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("jiaogong", locked)


def formatting_only():
    """A million rows that hold looks and nothing else, below one that holds a value."""
    rows = "<row r=\"1\"><c t=\"inlineStr\"><is><t>姓名</t></is></c></row>" + "<row><c/></row>" * 1_048_575
    with zipfile.ZipFile(here / "bare.xlsx") as bare, zipfile.ZipFile(
            here / "formatting-only.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for entry in bare.namelist():
            if entry == "xl/s.xml":
                out.writestr(entry, f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>')
            else:
                out.writestr(entry, bare.read(entry))


def pages():
    page = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312">
<title>不是内容</title><style>td {mso-number-format:"\\@"}</style></head><body><!-- <table><tr><td>注释</td></tr></table> -->
<table border=1><tr><th colspan="4">在职会员 &lt;名册&gt;</th></tr>
<tr><td>部门<td>姓名<td>身份证号<td>备注</tr>
<tr><td rowspan="2">文学院</td><td>陈荷</td><td style='vnd.ms-excel.numberformat:@'>110101199003070011</td><td>第一行<br/>第二行</td></tr>
<tr style="display: none"><td>李&nbsp;文</td><td></td><td>3 < 5 &amp; 6 &#20013;</td></tr>
<tr><td>体育部</td><td>  王   芳 </td></tr></table></body></html>"""
    (here / "table.xls").write_bytes(page.encode("gb18030"))
    (here / "no-table.xls").write_bytes("<!DOCTYPE html><html><frameset><frame src='sheet001.htm'></frameset></html>".encode())
    (here / "mail.xls").write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n")
    (here / "old4.xls").write_bytes(bytes.fromhex("0904060000001000") + bytes(64))
    (here / "other.xml").write_bytes("<?xml version='1.0'?><roster><name>x</name></roster>".encode())
    (here / "nul.csv").write_bytes("工号,姓名\r\n1,陈\0荷\r\n".encode())
    (here / "utf16be.csv").write_bytes(b"\xfe\xff" + "工号\t姓名\r\n007\t陈荷\r\n".encode("utf-16-be"))
    (here / "excel2003.xls").write_bytes("""<?xml version="1.0" encoding="GB2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="名册"><Table><Column ss:Index="3" ss:Hidden="1"/><Row><Cell ss:MergeAcross="2"><Data ss:Type="String">标题</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1280.5</Data></Cell><Cell><Data ss:Type="DateTime">2024-02-29T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><ss:Data ss:Type="String">陈<B>荷</B></ss:Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>""".encode("gb18030"))


def compound(name, stream, data):
    """A compound file of one stream: its table in the first sector, its directory in the second."""
    data = data.ljust(4096, b"\0")
    data += bytes(-len(data) % 512)
    count = len(data) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE] + [3 + index for index in range(count - 1)] + [0xFFFFFFFE]
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head[80:] = b"\xff" * 432
    directory = bytearray()
    for title, kind, start, size in (("Root Entry", 5, 0xFFFFFFFE, 0), (stream, 2, 2, len(data))):
        entry = bytearray(128)
        entry[: len(title) * 2] = title.encode("utf-16-le")
        struct.pack_into("<HB", entry, 64, len(title) * 2 + 2, kind)
        struct.pack_into("<II", entry, 116, start, size)
        directory += entry
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff") + bytes(directory).ljust(512, b"\0") + data
    (here / name).write_bytes(bytes(head) + sectors)


def excel95():
    """Excel 95 in the code page of China, with the results of formulas."""
    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data

    def words(*numbers):
        return struct.pack(f"<{len(numbers)}H", *numbers)

    name = "名册".encode("gbk")
    look = 'yyyy"年"m"月"d"日"'.encode("gbk")
    before = record(0x809, words(0x500, 5, 0, 0)) + record(0x42, words(936)) + record(0x41E, words(164) + bytes([len(look)]) + look)
    before += record(0xE0, words(0, 0) + bytes(12)) + record(0xE0, words(0, 164) + bytes(12))
    at = len(before) + 4 + 7 + len(name) + 4
    text = "陈荷".encode("gbk")
    start = before + record(0x85, struct.pack("<IBBB", at, 0, 0, len(name)) + name) + record(0x0A, b"")
    rows = record(0x809, words(0x500, 0x10, 0, 0)) + record(0x204, words(0, 0, 0, len(text)) + text)
    rows += record(0x203, words(0, 1, 1) + struct.pack("<d", 45536))
    rows += record(0x06, words(1, 0, 0) + bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + words(0) + bytes(4) + words(0)) + record(0x207, words(len(text)) + text)
    rows += record(0x06, words(1, 1, 0) + struct.pack("<d", 2.5) + words(0) + bytes(4) + words(0))
    rows += record(0x06, words(1, 2, 0) + bytes([2, 0, 42, 0, 0, 0, 0xFF, 0xFF]) + words(0) + bytes(4) + words(0)) + record(0x0A, b"")
    compound("excel95.xls", "Book", start + rows)
    compound("circle.xls", "Book", start + rows)
    data = bytearray((here / "circle.xls").read_bytes())
    struct.pack_into("<I", data, 512 + 4 * 4, 3)
    (here / "circle.xls").write_bytes(data)


by_xlwt()
excel95()
long_strings()
by_openpyxl()
formatting_only()
pages()
converted("members.xlsx", "xls", "calc.xls")
converted("formulas.xlsx", "xls", "formulas.xls")
(here / "formulas.xlsx").unlink()
converted("calc.xls", "xlsx", "calc.xlsx")
converted("members.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1", "calc.csv")
