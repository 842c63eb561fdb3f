"""Five thousand rows with exactly three hundred planted faults, through the browser: those are reported, and no others."""
import datetime
import importlib.util
import random

import openpyxl

from house import ROOT
from test_import import figures, until
from test_import_columns import checked, send, undone
from test_import_queue import LIGHT_RED

HOMES = {"文学院": "北京大学文学院分会", "理学院": "北京大学理学院分会"}
BRANCHES = {"arts": "文学院分会", "science": "理学院分会"}


def planting():
    """The rows, the faults and the people that the tests of the rules plant, for the units of the demo."""
    spec = importlib.util.spec_from_file_location("faults", ROOT / "Tests" / "FederationTests" / "Fixtures" / "faults.py")
    faults = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(faults)
    faults.DICE = random.Random(300)
    rows = [faults.sound(at) for at in range(faults.ROWS)]
    planted, people = faults.planting(rows)
    faults.mended(rows)
    for row in rows:
        row[faults.UNIT] = HOMES.get(row[faults.UNIT], row[faults.UNIT])
    for fault in planted:
        if fault[2] == "ambiguous_unit":
            # No two units of the university have one name.
            rows[fault[0] - 2][faults.UNIT] = "航海学院"
    return faults, rows, {(row, column) for row, column, _ in planted}, people


def people_file(path, people, where):
    """Those whom the register must have before."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "出生日期", "职工号", "身份证号码", "所属分会", "入会时间"])
    for name, birth, number, identity, unit in people:
        if unit in where:
            book.active.append([name, birth, number, identity, BRANCHES.get(unit), datetime.date(2015, 9, 1)])
    book.save(path)
    return path


def entered(one, unit, path):
    send(one, unit, path)
    count = checked(one)["可以导入"]
    assert count == figures(one)["文件共"], one.words()
    one.press(f"导入 {count} 行")
    until(one, f"已写入 {count} 人")
    return one.page.url, count


def marked(path, columns):
    """The cells that are painted, by row and column, each with what its comment says."""
    sheet = openpyxl.load_workbook(path).active
    return {
        (cell.row, columns[cell.column - 1]): cell.comment and cell.comment.text
        for cells in sheet.iter_rows(min_row=2) for cell in cells
        if cell.has_style and cell.fill.fgColor.rgb.endswith(LIGHT_RED)}


def stopped(one):
    """Says yes, and stop as soon as the first people are written, quicker than a finger; gives how many were written."""
    one.page.evaluate("""async () => {
        const send = async way => {
            const form = document.querySelector(`form[action$="${way}"]`);
            await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
        };
        const stands = async () => (await fetch(location.pathname, { headers: { Accept: 'application/json' } })).json();
        await send('/confirmation');
        for (let now = await stands(); now.state === 'running' && now.counts.written === 0; now = await stands());
        await send('/cancellation');
    }""")
    one.page.reload()
    until(one, "中途取消，已写入")
    return one.asked(one.page.url.removeprefix(one.address))["data"]["counts"]["written"]


def test_three_hundred_faults_and_no_others(window, atlas, tmp_path):
    faults, rows, planted, people = planting()
    school, chair = window(account="chenlixin"), window(account="zhaoqian")
    before = [
        (school, *entered(school, atlas.desk["chenlixin"], people_file(tmp_path / "school.xlsx", people, ["school"]))),
        (chair, *entered(chair, atlas.desk["zhaoqian"], people_file(tmp_path / "own.xlsx", people, BRANCHES)))]
    faults.write(rows, tmp_path / "faults.xlsx")
    send(chair, atlas.desk["zhaoqian"], tmp_path / "faults.xlsx")
    said = checked(chair)
    assert said["文件共"] == 5000 and said["有错误"] + said["要您决定"] == 300, said
    assert said["可以导入"] == 4700, said
    chair.sound("import-faults")
    chair.turn("phone", "dark")
    chair.sound("import-faults")
    chair.turn("wide", "light")
    with chair.page.expect_download() as waiting:
        chair.main.locator("a").filter(has_text="下载全部行").click()
    waiting.value.save_as(tmp_path / "marked.xlsx")
    found = marked(tmp_path / "marked.xlsx", faults.COLUMNS)
    assert found.keys() == planted, (sorted(planted - found.keys())[:5], sorted(found.keys() - planted)[:5])
    assert all(words and len(words) > 6 for words in found.values()), "each cell says why"

    # Stopped in the middle, the file is sent once more, and goes on where it was left.
    first = chair.page.url
    written = stopped(chair)
    assert 0 < written < 4700
    chair.sound("import-stopped")
    send(chair, atlas.desk["zhaoqian"], tmp_path / "faults.xlsx")
    said = checked(chair)
    assert said["可以导入"] == 4700 - written, (written, said)
    chair.press("取消这次导入")
    undone(chair, first, f"{written:,}")
    for one, batch, count in before:
        undone(one, batch, count)
