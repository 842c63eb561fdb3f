"""Union lives: the timeline, photographs by consent, doubles, two officers at once, giving a post to the right person."""
import base64

import pytest

SIDES = ("phone", "wide")


def picture(one, colour):
    """A photograph as a phone would send it, drawn by the browser itself."""
    data = one.page.evaluate(
        """colour => {
            const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
            const pen = canvas.getContext('2d');
            pen.fillStyle = colour; pen.fillRect(0, 0, 480, 640);
            pen.fillStyle = '#e2b898'; pen.beginPath(); pen.arc(240, 260, 120, 0, 7); pen.fill();
            pen.fillStyle = '#225a52'; pen.fillRect(90, 420, 300, 220);
            return canvas.toDataURL('image/jpeg', .9).split(',')[1];
        }""", colour)
    return {"name": "我.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(data)}


def find(one, atlas, desk, name):
    """Opens the page of the member with this name, by the list."""
    one.go(f"/units/{atlas.desk[desk]}/members?q={name}&state=all")
    one.press(name, "main tbody")


@pytest.mark.parametrize("size", SIDES)
def test_a_life_is_told_in_one_line_and_ends_where_the_reach_ends(window, atlas, size):
    one = window(size, account="zhaoqian")
    find(one, atlas, "zhaoqian", "沈知秋")
    life = one.main.locator("section[aria-labelledby=h-life]").inner_text()
    assert "退休，保留会籍" in life and "会籍在其他单位" in life
    assert "没有选举权、被选举权和表决权，因为已经退休" in one.words()
    one.sound(f"person-life")
    other = window(size, account="liwen")
    find(other, atlas, "liwen", "沈知秋")
    assert "会籍在其他单位" not in other.words()
    assert "加入工会" in other.words()


@pytest.mark.parametrize("size", SIDES)
def test_a_member_sends_their_photograph_and_takes_it_back(window, size):
    one = window(size, account="zhouxiaolan")
    one.go("/me")
    one.sound("me-life")
    one.go("/me/photograph")
    assert one.main.locator("img.portrait").count() == 1, "the demo has one of nobody"
    one.sound("me-photograph")
    one.press("撤回同意并销毁照片")
    assert "照片已销毁" in one.toast()
    assert one.main.locator("img.portrait").count() == 0
    one.main.locator("input[type=file]").set_input_files(picture(one, "#bfddd3"))
    assert one.press("上传", "main form") == 422
    assert "没有您的同意" in one.main.locator(".err-summary").inner_text()
    one.sound("me-photograph-flaw")
    one.main.locator("input[type=file]").set_input_files(picture(one, "#bfddd3"))
    one.main.locator("input[name=consent]").check()
    one.press("上传", "main form")
    assert "照片已保存" in one.toast()
    shown = one.main.locator("img.portrait")
    assert shown.evaluate("one => one.complete && one.naturalWidth") == 480
    one.go("/me?life=consent")
    assert "撤回照片的同意" in one.words() and "本人在系统里勾选" in one.words()


def test_an_officer_sends_a_photograph_with_the_consent_they_were_told(window, atlas):
    one = window("phone", account="heyutong")
    one.go(f"/units/{atlas.desk['heyutong']}/members?q=陆明远")
    one.press("陆明远", "main tbody")
    one.press("照片")
    one.main.locator("input[type=file]").set_input_files(
        {"name": "我.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"})
    assert one.press("上传", "main form") == 422
    assert "这不是 JPEG 或 PNG 图片" in one.words() and "请选择本人怎样同意的" in one.words()
    one.sound("person-photograph-flaws")
    one.main.locator("input[type=file]").set_input_files(picture(one, "#e8d3a6"))
    one.fill(way="paper")
    one.main.locator("input[name=consent]").check()
    one.press("上传", "main form")
    assert one.main.locator("img.portrait").count() == 1
    assert "本人签字的同意书" in one.words()


@pytest.mark.parametrize("size", SIDES)
def test_doubles_are_found_merged_with_a_choice_and_parted_again(window, atlas, size):
    one = window(size, account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/doubles")
    one.press("重新查找")
    assert "江若溪" in one.words() and "同姓名、同出生日期" in one.words()
    one.sound("doubles")
    one.main.locator("tbody tr").filter(has_text="江若溪").locator("a").click()
    one.page.wait_for_load_state("load")
    one.sound("double-compare")
    one.main.locator("input[name='keep.membership'][value=mine]").check()
    one.press("下一步")
    assert "还没有写入" in one.words()
    one.sound("double-preview")
    one.press("确认合并")
    assert "已合并为一份" in one.toast()
    one.sound("merge")
    one.press("撤销合并")
    assert "恢复为两份登记" in one.toast()
    one.go(f"/units/{atlas.desk['zhaoqian']}/members?q=江若溪")
    assert one.main.locator("tbody tr").count() == 2


@pytest.mark.parametrize("size", SIDES)
def test_two_officers_at_once_choose_field_by_field(window, atlas, size):
    person = f"/people/{atlas.members[2]['id']}"
    first, second = window(size, account="zhaoqian"), window(size, account="liwen")
    first.go(person + "/revision")
    second.go(person + "/revision")
    first.fill(note=f"第一位写的（{size}）", phone="13800138001")
    first.press("保存修改")
    second.fill(note=f"第二位写的（{size}）")
    assert second.press("保存修改") == 422
    compared = second.main.locator("section[aria-labelledby=h-versions]").inner_text()
    assert f"第一位写的（{size}）" in compared and f"第二位写的（{size}）" in compared and "赵倩" in compared
    second.sound("versions")
    second.main.locator("input[name='keep.note'][value=theirs]").check()
    second.press("保存修改")
    assert f"第一位写的（{size}）" in second.words()
    assert "138 **** 8001" in second.words(), "what the second did not touch stays as the first left it"


@pytest.mark.parametrize("size", SIDES)
def test_a_post_is_given_to_somebody_picked_from_a_few(window, atlas, size):
    one = window(size, account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/posts")
    one.fill(q="江若溪")
    one.press("查找", "main form")
    hits = one.main.locator("section[aria-labelledby=h-give] a.rowlink")
    assert hits.count() == 2 and "工号" in hits.first.inner_text()
    one.sound("posts-hits")
    hits.first.click()
    one.page.wait_for_load_state("load")
    one.sound("posts-chosen")
    one.fill(kind="committee_member" if size == "phone" else "women_chair")
    one.press("任命", "main form[method=post]")
    assert "已任命" in one.toast()
