"""Requests up the tree, quotas down it, lists in public: by everybody who has a part in them, on a phone and at a desk."""
import re

import openpyxl
import pytest

from house import LOOKS, SCHEMES


def looked_at(one, name, looks=LOOKS):
    """Turns the page as it stands through the looks, asks each time whether it is sound, and turns it back."""
    was = (one.size, one.scheme)
    for size, scheme in looks:
        one.turn(size, scheme)
        one.sound(name, rules=None if scheme == "light" else ["color-contrast"])
    one.turn(*was)


def line(one, words):
    """The address of a line of the menu."""
    one.go("/workbench")
    return one.page.locator("nav a").filter(has_text=words).first.get_attribute("href")


def decide(one, choice, words=""):
    """Says one of the three answers to the case on the page; gives the status."""
    one.main.locator(f"input[name=decision][value={choice}]").check(force=True)
    one.fill(words=words)
    return one.press("提交意见")


def test_a_request_goes_up_comes_back_and_is_approved(window):
    branch, university, city = window("phone", account="heyutong"), window("wide", account="zhaoqian"), window(
        "wide", account="liwen")
    branch.go(line(branch, "待我审核"))
    looked_at(branch, "desk-branch")
    branch.press("报送请示")
    branch.fill(title="请", text="短")
    assert branch.press("报送", "main form[method=post]") == 422
    assert "标题至少 5 个字" in branch.words() and branch.main.locator("input[name=title]").input_value() == "请"
    looked_at(branch, "request-flaws")
    branch.fill(title="关于举办教师节活动的请示", text="拟于教师节前一天举办座谈会，参加 40 人，请审批。")
    branch.main.locator("input[name=papers]").set_input_files(
        [{"name": "预算.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}])
    assert branch.press("报送", "main form[method=post]") == 200
    assert "已报送" in branch.toast() and "等" in branch.words()
    case = branch.page.url.removeprefix(branch.address)
    looked_at(branch, "signoff-filed")
    paper = branch.main.locator("a").filter(has_text="预算.pdf").get_attribute("href")
    assert branch.asked(paper)["status"] == 200

    university.go(line(university, "待我审核"))
    looked_at(university, "desk-university")
    assert "关于举办教师节活动的请示" in university.words()
    university.go(case)
    looked_at(university, "signoff-decide")
    assert decide(university, "give_back") == 422 and "要写明理由" in university.words()
    looked_at(university, "signoff-flaws")
    assert decide(university, "give_back", "请写明经费从哪里列支。") == 200 and "已退回" in university.toast()

    branch.go(line(branch, "待我审核") + "?show=returned")
    branch.press("关于举办教师节活动的请示")
    assert "请写明经费从哪里列支" in branch.words()
    looked_at(branch, "signoff-returned")
    branch.press("修改后重新提交")
    branch.fill(text="拟于教师节前一天举办座谈会，参加 40 人，经费从分会活动费列支，请审批。")
    assert branch.press("重新报送") == 200 and "已重新报送" in branch.toast()

    university.go(case)
    assert decide(university, "agree", "情况属实，同意。") == 200 and "已同意" in university.toast()
    city.go(case)
    assert "情况属实" in city.words()
    assert decide(city, "agree") == 200 and "已批准" in city.toast()
    branch.go(case)
    words = branch.words()
    assert "已批准" in words and all(act in words for act in ("退回", "修改后重新提交", "批准"))
    looked_at(branch, "signoff-approved")
    # The second of two officers hears of the first.
    city.go(case)
    assert city.main.locator("input[name=decision]").count() == 0


def test_a_batch_is_listed_before_it_is_carried_out(window):
    one = window("wide", account="zhaoqian")
    one.go(line(one, "待我审核"))
    boxes = one.main.locator("tbody input[name=case]")
    assert boxes.count() >= 1
    boxes.first.check()
    one.fill(decision="agree")
    looked_at(one, "desk-ticked", [("wide", scheme) for scheme in SCHEMES])
    assert one.press("先看清单") == 200 and "请核对清单" in one.words()
    looked_at(one, "batch-list")
    assert one.press("同意 1 件") == 200
    one.main.get_by_text("已办完").first.wait_for(timeout=30_000)
    looked_at(one, "batch-done")


def test_somebody_stands_in(window):
    one = window("phone", account="liwen")
    one.go(line(one, "待我审核"))
    one.press("请假代办")
    looked_at(one, "stand-ins")
    one.press("安排代办")
    assert one.status == 422 and "请选择不在岗的人" in one.words()


def test_a_quota_goes_down_by_rule_and_comes_back_by_sheet(window, tmp_path):
    city, university = window("wide", account="liwen"), window("phone", account="zhaoqian")
    city.go(line(city, "名额"))
    looked_at(city, "quotas")
    city.press("设立名额")
    city.fill(name="体", categories="体检 一百")
    assert city.press("设立名额", "main form[method=post]") == 422 and "读不懂" in city.words()
    looked_at(city, "quota-flaws")
    city.fill(name="女教职工体检", categories="两癌筛查 120\n常规体检 600", return_by="2030-12-31")
    assert city.press("设立名额", "main form[method=post]") == 200 and "已设立" in city.toast()
    page = city.page.url.removeprefix(city.address)
    city.fill(rule="largest_remainder", least="1")
    city.press("先看分配结果")
    assert "分配预览" in city.words() and "余 0" in city.words()
    looked_at(city, "quota-preview")
    assert city.press("分下去") == 200 and "已分下去 120 个" in city.toast()
    looked_at(city, "quota-city")

    with city.page.expect_download() as waiting:
        city.main.locator("a").filter(has_text="导出名额表").click()
    path = tmp_path / "quota.xlsx"
    waiting.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    row, column = 2, heads.index("常规体检") + 1
    sheet.cell(row, column).value = 5
    book.save(path)
    city.fill(sheet_reason="按各单位来函调整")
    city.main.locator("input[name=file]").set_input_files(path)
    assert city.press("导入名额表") == 200 and "已按表改动 1 处" in city.toast()

    university.go(line(university, "名额"))
    university.press("女教职工体检")
    looked_at(university, "quota-university")
    university.fill(move="use", amount="99999", reason="第一批")
    assert university.press("办理", "main form[method=post]") == 422 and "现在只剩" in university.words()
    university.fill(amount="1", reason="第一批")
    assert university.press("办理", "main form[method=post]") == 200 and "已办理" in university.toast()
    assert "第一批" in university.words()
    city.go(page)
    city.fill(recall_reason="到期收回，重新分配")
    assert city.press("收回未用") == 200 and "已收回" in city.toast()


def test_a_list_in_public_is_objected_to_and_published_again(window):
    officer, stranger = window("wide", account="zhaoqian"), window("phone")
    officer.go(line(officer, "公示"))
    looked_at(officer, "publicities")
    officer.press("关于拟表彰先进教职工小家的公示")
    looked_at(officer, "publicity")
    path = officer.main.locator("a").filter(has_text="公示页面").get_attribute("href")
    stranger.go(path)
    assert stranger.status == 200 and "提出异议" in stranger.words()
    looked_at(stranger, "publicity-public")
    stranger.fill(kind="named", text="太短")
    assert stranger.press("提交异议") == 422 and "请填写手机号" in stranger.words()
    looked_at(stranger, "publicity-flaws")
    choices = stranger.main.locator("select[name=entry] option").evaluate_all("all => all.map(e => e.value)")
    stranger.fill(
        entry=choices[1], kind="named", text="这个小家的开放时间与材料写的不一样，请核实。", name="钱某某", phone="13800138000")
    assert stranger.press("提交异议") == 200 and "这一条已停下" in stranger.toast()

    officer.page.reload()
    assert "有异议，调查中" in officer.words()
    objection = officer.main.locator(".tbl-wrap[aria-label='收到的异议'] a").last.get_attribute("href")
    officer.go(objection)
    assert "钱某某" in officer.words()
    looked_at(officer, "objection")
    officer.fill(outcome="unfounded", finding="经现场查看，开放时间与材料一致，异议不成立。")
    assert officer.press("写入结论") == 200 and "结论已写入" in officer.toast()
    officer.press("打印公示")
    assert "公示期" in officer.words()
    for account in ("heyutong", "zhouxiaolan"):
        other = window("phone", account=account)
        other.go("/me")
        assert other.asked(objection)["status"] in (403, 404)


@pytest.mark.parametrize("account", ["sunyue", "chenlixin", "hejun", "wuhang"])
def test_everybody_finds_what_is_theirs(window, account):
    one = window("phone", account=account)
    for words in ("待我审核", "名额", "公示"):
        one.go(line(one, words))
        assert one.status == 200 and re.search(r"\S", one.words())
        one.sound(f"procedures-{account}")
