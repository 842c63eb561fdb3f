"""The picture of units by pointer, by keyboard, by thumb and without script; clusters and groups in officers' hands."""
import io

import pypdf


def here(one):
    """The name that has the focus."""
    return one.page.evaluate("document.activeElement?.textContent?.trim()")


def press(one, *keys):
    for key in keys:
        one.page.keyboard.press(key)


def until(one, truth):
    """Waits until something is so; asked again and again, for the page's policy forbids to compile it there."""
    for _ in range(100):
        if one.page.evaluate(truth):
            return
        one.page.wait_for_timeout(50)
    raise AssertionError(f"never: {truth}")


def settled(one):
    """Waits until no branch is on its way."""
    until(one, "!document.querySelector('[data-tree] [aria-busy], #tree-box[aria-busy]')")


def test_the_tree_is_walked_by_keyboard_alone(window):
    one = window(account="liwen")
    one.go("/units")
    one.page.wait_for_selector("[role=tree]")
    tree = one.main.locator("[role=tree]")
    assert tree.locator("[role=treeitem][tabindex='0']").count() == 1, "one stop for Tab"
    one.page.locator("[role=treeitem][tabindex='0']").focus()
    assert here(one) == "北京市教育工会"
    press(one, "ArrowDown", "ArrowDown")
    assert here(one) == "北京大学"
    press(one, "ArrowRight")
    settled(one)
    item = tree.locator("[role=treeitem]").filter(has_text="北京大学").first
    assert item.get_attribute("aria-expanded") == "true" and here(one) == "北京大学"
    press(one, "ArrowRight")
    assert here(one) == "文学院分会"
    press(one, "ArrowLeft")
    assert here(one) == "北京大学"
    press(one, "ArrowLeft")
    assert item.get_attribute("aria-expanded") == "false"
    press(one, "ArrowDown")
    assert here(one) == "中国人民大学", "what is closed is not walked"
    press(one, "End")
    assert here(one) == "延庆区教育工会"
    press(one, "Home")
    assert here(one) == "北京市教育工会"
    one.page.keyboard.type("hdq")
    assert here(one) == "海淀区教育工会", "found by its initials"
    press(one, "Space")
    settled(one)
    one.sound("tree-keyboard")
    press(one, "ArrowDown")
    with one.page.expect_navigation():
        press(one, "Enter")
    assert "海淀区" in one.page.locator("h1").inner_text()


def test_a_reload_finds_the_same_branch_open(window):
    one = window(account="liwen")
    one.go("/units")
    one.main.locator(".trow").filter(has_text="北京大学").first.locator(".tw").click()
    settled(one)
    assert "open=" in one.page.url
    one.page.reload()
    assert one.main.locator(".tn").filter(has_text="文学院分会").count() == 1
    one.main.locator("[data-collapse]").click()
    assert not one.main.locator(".tn").filter(has_text="文学院分会").first.is_visible()


def test_typing_opens_the_way_to_what_is_found(window):
    one = window(account="liwen")
    one.go("/units")
    one.page.locator("main #q").press_sequentially("fsxxfh")
    until(one, "document.querySelectorAll('#tree-box mark').length > 0")
    assert "附属学校分会" in one.words() and "清华大学" in one.words()
    assert "个单位" in one.page.locator("[data-tree-said]").inner_text()
    one.sound("tree-found")
    press(one, "ArrowDown")
    assert here(one) == "附属学校分会", "from the field into the tree"
    one.page.locator("main #q").fill("")
    until(one, "!document.querySelector('#tree-box mark') && document.querySelectorAll('#tree-box .tn').length > 30")


def test_vacancies_are_marked_and_filtered(window):
    one = window(account="sunyue")
    one.go("/units")
    assert "海淀区教育工会" in one.words() and "清华大学" not in one.words()
    all_rows = one.main.locator(".trow").count()
    one.press("只看有空缺的", "main .chips")
    assert one.status == 200 and "空缺" in one.words()
    assert one.main.locator(".trow").count() <= all_rows
    one.sound("tree-vacant")


def test_on_a_phone_one_branch_is_open_at_a_time(window):
    one = window("phone", account="liwen")
    one.go("/units")
    assert one.page.locator("[role=tree]").count() == 0, "lists stay lists"
    step = one.main.locator(".trow").filter(has_text="北京大学").first.locator("a.tg")
    box = step.bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44
    with one.page.expect_navigation():
        step.click()
    assert one.page.locator("h1").inner_text() == "北京大学"
    assert "文学院分会" in one.words() and "清华大学" not in one.words()
    one.sound("tree-phone")
    with one.page.expect_navigation():
        one.main.locator(".crumbs a").last.click()
    assert one.page.locator("h1").inner_text() == "北京市教育工会"


def test_without_script_links_open_and_close(window):
    one = window(account="liwen", script=False)
    one.go("/units")
    with one.page.expect_navigation():
        one.main.locator(".trow").filter(has_text="北京大学").first.locator("a.tw").click()
    assert "文学院分会" in one.words()
    with one.page.expect_navigation():
        one.main.locator(".trow").filter(has_text="北京大学").first.locator("a.tw").click()
    assert "文学院分会" not in one.words()


def test_the_tree_goes_on_paper_and_into_a_chart(window, atlas):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    one.go(f"/units/{unit}/diagram")
    one.sound("diagram")
    assert one.main.locator("svg.orgchart a").count() > 8
    assert not one.layout(), "the chart scrolls in its own box"
    one.main.locator("summary").filter(has_text="组织图的文字版").click()
    assert "文学院第一小组" in one.words()
    one.go(f"/units/{unit}/tree/paper?levels=2")
    one.sound("tree-paper")
    assert "1.1" in one.words() and "文学院第一小组" in one.words()
    sheets = pypdf.PdfReader(io.BytesIO(one.page.pdf())).pages
    assert len(sheets) <= 3 and "打印" not in sheets[0].extract_text()


def test_the_tree_of_another_day(window):
    one = window(account="liwen")
    one.go("/units?on=2024-12-31")
    assert "2024 年 12 月 31 日的样子" in one.words()
    one.main.locator(".trow").filter(has_text="北京大学").first.locator(".tw").click()
    settled(one)
    assert "文学院分会" in one.words() and "on=2024-12-31" in one.page.url
    one.sound("tree-past")


def test_a_group_says_whom_it_means_and_why(window, atlas):
    one, top = window(account="liwen"), atlas.desk["liwen"]
    one.go(f"/units/{top}/groups")
    one.sound("groups")
    one.fill(read="各高等学校、直属单位工会，各区（燕山）教育工会、各相关高校工会")
    one.press("看指谁")
    read = one.main.locator("section[aria-labelledby=h-read]").inner_text()
    assert "各高等学校、直属单位工会" in read and "今天指 18 个单位" in read and "由人选定" in read
    one.press("新建分组")
    assert one.press("建立分组") == 422
    one.fill(name="各试点高校工会", spellings="各高等学校工会")
    assert one.press("建立分组") == 422
    assert "已经是“各高校工会”的写法" in one.words()
    one.sound("group-new-flaws")
    one.fill(spellings="首批试点高校工会")
    one.press("建立分组")
    one.fill(kind="university")
    one.press("加一条规则")
    one.fill(unit="清华大学", how="out", reason="另行安排", paper="京教工发〔2025〕9 号")
    one.press("加一个例外")
    one.sound("group-revision")
    one.press("看指谁")
    assert "规则第 1 条" in one.words() and "特别除外：另行安排（京教工发〔2025〕9 号）" in one.words()
    assert "17 个" in one.words()
    one.sound("group")
    with one.page.expect_download() as coming:
        one.main.locator("a").filter(has_text="导出").click()
    assert coming.value.suggested_filename.endswith(".xlsx")
    one.press("比较两天")
    assert "增加" in one.words()
    one.sound("group-difference")


def test_a_district_sees_its_own_in_a_group_and_its_cluster(window, atlas):
    one, desk = window("phone", account="sunyue"), atlas.desk["sunyue"]
    one.go(f"/units/{desk}/groups")
    one.press("各区（燕山）教育工会")
    assert "海淀区教育工会" in one.words() and "东城区" not in one.words()
    assert "不在您能看到的范围内" in one.words()
    one.sound("group-district")
    one.go(f"/units/{desk}")
    one.press("区教育工会第一片组", "main")
    assert "组长单位" in one.words() and "东城区教育工会" in one.words()
    assert one.main.locator("a").filter(has_text="修改").count() == 0
    one.sound("cluster-district")


def test_a_cluster_is_handed_over_left_and_joined(window, atlas):
    one, top = window(account="liwen"), atlas.desk["liwen"]
    one.go(f"/units/{top}/clusters")
    one.sound("clusters")
    one.press("区教育工会第三片组")
    one.press("修改")
    choice = one.main.locator("#lead option").nth(1)
    name = choice.inner_text()
    one.fill(lead=choice.get_attribute("value"))
    one.press("交接组长")
    assert f"“{name}”" in one.toast()
    assert name in one.main.locator("section[aria-labelledby=h-leads]").inner_text()
    one.sound("cluster")
    one.press("修改")
    row = one.main.locator("section[aria-labelledby=h-members] li").filter(has_text="延庆区教育工会")
    with one.page.expect_navigation():
        row.locator("a").filter(has_text="移出").click()
    one.sound("cluster-leaving")
    one.press("移出片组")
    assert "延庆区教育工会" in one.main.locator("section[aria-labelledby=h-members]").inner_text(), "today is its last day"
    one.press("修改")
    one.sound("cluster-revision")
    one.go(f"/units/{top}/clusters/new")
    assert one.press("建立片组") == 422
    one.fill(kind="base", name="直属单位片组", paper="演示")
    one.press("建立片组")
    one.main.locator("input[name=unit]").first.check()
    one.press("加入勾选的单位")
    assert one.status == 200 and "已加入 1 个单位" in one.toast()
