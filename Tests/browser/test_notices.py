"""What the union says: a paper from draft to signature, a message from its sender to a phone, a certificate and its proof."""
import re

import openpyxl

from house import LOOKS


def looked_at(one, name, looks=LOOKS):
    """Turns the page as it stands through the looks, asks each time whether it is sound, and turns it back."""
    was = (one.size, one.scheme)
    for size, scheme in looks:
        one.turn(size, scheme)
        one.sound(name, rules=None if scheme == "light" else ["color-contrast"])
    one.turn(*was)


def downloaded(one, words, path):
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text=words).first.click()
    waiting.value.save_as(path)
    return path


def fetched(one, path):
    """A file's first bytes and length, with this window's session."""
    return one.page.evaluate(
        """async path => {
            const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
            return [String.fromCharCode(...bytes.slice(0, 7)), bytes.length];
        }""", path)


def test_a_paper_is_drafted_numbered_sent_and_signed_for(window, atlas, tmp_path):
    office, city, school = window(account="liwen"), atlas.desk["liwen"], atlas.desk["chenlixin"]
    office.go(f"/units/{city}/documents")
    looked_at(office, "documents")
    office.press("起草公文")
    office.fill(title="短", body="")
    assert office.press("保存草稿", "main form[method=post]") == 422
    assert "标题至少 4 个字" in office.words() and "请填写正文" in office.words()
    looked_at(office, "document-flaws", [("wide", "light"), ("phone", "dark")])
    office.fill(title="关于做好工会会员信息核对工作的通知", body="现将有关事项通知如下。\n一、时间安排\n（一）核对。月底前完成第一次核对。")
    office.main.locator("input[name=to][value=bases]").check()
    assert office.press("保存草稿", "main form[method=post]") == 200
    looked_at(office, "document-draft")
    begin, size = fetched(office, office.main.locator("a").filter(has_text="看版式文件").get_attribute("href"))
    assert begin.startswith("%PDF-1") and size > 10_000
    assert office.press("送签") == 200
    assert office.press("编号印发") == 200
    looked_at(office, "document-issue")
    number = re.search(r"下一个：(\S+号)", office.words()).group(1)
    assert office.press("印发给", "main form[method=post]") == 200
    assert number in office.words() and "没有签收" in office.words()
    paper = office.page.url.rsplit("/", 1)[1]
    looked_at(office, "document-issued")

    reader = window("phone", account="chenlixin")
    reader.go(f"/units/{school}/received?state=waiting")
    looked_at(reader, "received")
    reader.press("关于做好工会会员信息核对工作的通知")
    assert number in reader.words()
    looked_at(reader, "received-paper")
    assert reader.press("签收") == 200
    assert "已于" in reader.words() and "签收" in reader.toast()

    office.go(f"/documents/{paper}/receipts?state=received")
    assert "海淀区第一中学工会" in office.words()
    looked_at(office, "receipts")
    office.go(f"/documents/{paper}/receipts?state=waiting")
    lines = list(openpyxl.load_workbook(downloaded(office, "导出名单", tmp_path / "list.xlsx")).active.values)
    assert lines[0][0] == "单位" and all(line[3] == "未签收" for line in lines[1:]) and len(lines) > 10

    office.go(f"/documents/{paper}")
    assert office.press("撤回", "main form[action$=withdrawal]") == 422
    office.fill(reason="附件有误，另行印发")
    assert office.press("撤回", "main form[action$=withdrawal]") == 200
    reader.go(f"/units/{school}/received/{paper}")
    assert "已撤回这份公文" in reader.words()
    reader.sound("received-withdrawn")


def test_series_are_kept(window, atlas):
    one, city = window(account="liwen"), atlas.desk["liwen"]
    one.go(f"/units/{city}/document-series")
    looked_at(one, "series")
    one.fill(code="校工发", used="0")
    assert one.press("登记", "main form[method=post]") == 422 and "已经是别的单位的机关代字" in one.words()


def test_a_message_comes_to_a_phone_and_its_sender_knows(window, atlas):
    sender, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    sender.go(f"/units/{unit}/notices")
    looked_at(sender, "notices")
    sender.press("发通知")
    looked_at(sender, "notice-new")
    sender.fill(audience="members", purpose="rights", title="体检报名今天开始", body="请在本周五前到分会报名。", happens_on="2027-01-15")
    assert sender.press("发出", "main form[method=post]") == 200
    address = sender.page.url
    for _ in range(60):
        sender.page.goto(address)
        if "正在分发" not in sender.words():
            break
        sender.page.wait_for_timeout(500)
    looked_at(sender, "notice")

    member = window("phone", account="zhouxiaolan")
    member.go("/")
    bell = member.page.locator("header a[href='/inbox']")
    assert "未读" in bell.get_attribute("aria-label")
    looked_at(member, "home-bell")
    bell.click()
    looked_at(member, "inbox")
    assert member.press("体检报名今天开始") == 200
    assert "请在本周五前到分会报名" in member.words()
    looked_at(member, "message")

    sender.press("名单")
    looked_at(sender, "notice-people")
    sender.press("已通知到")
    assert "周晓岚" in sender.words() and "站内消息 已读" in sender.words()
    sender.go(f"/{address.split('/', 3)[3]}/slips")
    sender.sound("notice-slips")


def test_a_member_chooses_how_to_be_told(window):
    one = window("phone", account="zhouxiaolan")
    one.go("/me/choices")
    looked_at(one, "choices")
    one.fill(mail="zhou")
    assert one.press("保存", "main form[action='/me/choices']") == 422 and "邮箱地址读不出" in one.words()
    one.fill(mail="zhou@example.cn")
    assert one.press("保存", "main form[action='/me/choices']") == 200
    assert one.press("生成订阅地址") == 200
    looked_at(one, "calendar-address", [("phone", "light")])
    address = one.main.locator("#secret").inner_text()
    begin, _ = fetched(one, address)
    assert begin == "BEGIN:V"
    one.go("/me/choices")
    assert one.press("停用") == 200


def test_the_ways_out_are_kept(window, atlas):
    one, city = window(account="guanli"), atlas.desk["guanli"]
    one.go(f"/units/{city}/channels")
    looked_at(one, "channels")
    one.press("添加渠道")
    looked_at(one, "gateway-new")
    one.fill(kind="wecom", name="工会群", address="http://10.0.0.1/x")
    assert one.press("添加", "main form[method=post]") == 422 and "https://" in one.words()


def test_a_certificate_proves_itself(window, atlas):
    member = window("phone", account="zhouxiaolan")
    member.go("/me/certificates")
    looked_at(member, "my-certificates")
    member.press("荣誉证书")
    looked_at(member, "certificate")
    begin, size = fetched(member, member.main.locator("a").filter(has_text="下载打印").get_attribute("href"))
    assert begin.startswith("%PDF-1") and size > 10_000
    code = re.search(r"核验码\s*(\w{5}-\w{5})", member.words()).group(1)

    stranger = window("phone")
    stranger.go("/public/certificates")
    looked_at(stranger, "proof-ask")
    stranger.fill(code=code)
    assert stranger.press("核验", "main form") == 200
    assert "真实有效" in stranger.words() and "周 **" in stranger.words() and "周晓岚" not in stranger.words()
    looked_at(stranger, "proof")
    stranger.go("/public/certificates?code=ABCDEFGHJK")
    assert "没有这个核验码" in stranger.words()

    office, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    office.go(f"/units/{unit}/certificates")
    looked_at(office, "certificates")
    assert "已撤销" in office.words()
    office.press("制发证书")
    looked_at(office, "certificate-new")
