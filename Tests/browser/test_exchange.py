"""Programs: a token is made and used, changes arrive at a receiver, and the token is taken away."""
import base64
import gzip
import hashlib
import hmac
import http.server
import json
import os
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest

from house import in_every_look


@pytest.fixture
def receiver():
    """A receiving server on this machine: what it got, and its address."""
    got = []

    class Receiving(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((dict((name.lower(), value) for name, value in self.headers.items()), body.decode()))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield got, f"http://127.0.0.1:{server.server_port}/notify"
    server.shutdown()


def call(served, token, path, body=None, method=None, **headers):
    """A call over the wire: status, headers, and what came."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{served.port}{path}", method=method, data=None if body is None else json.dumps(body).encode(),
        headers={"Host": f"bj.localhost:{served.port}", "Authorization": f"Bearer {token}",
                 **({"Content-Type": "application/json"} if body is not None else {}),
                 **{name.replace("_", "-"): value for name, value in headers.items()}})
    try:
        answer = urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    raw = answer.read()
    if answer.headers.get("Content-Encoding") == "gzip":
        raw = gzip.decompress(raw)
    return answer.status, answer.headers, json.loads(raw) if raw else None


def until(found, seconds=15):
    """Waits until something is there and gives it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.2)
    raise AssertionError("nothing came")


def make_token(one, unit, *scopes):
    one.go(f"/units/{unit}/interfaces/tokens/new")
    one.fill(purpose="人事系统每晚同步")
    for scope in scopes:
        one.main.locator(f"input[name=scope][value='{scope}']").check()
    assert one.press("制作令牌") == 200
    return one.main.locator("#secret").inner_text()


def test_a_program_is_let_in_told_and_shut_out(window, atlas, served, receiver):
    got, address = receiver
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    one.go(f"/units/{unit}/interfaces")
    assert one.press("制作令牌") == 200
    assert one.press("制作令牌", "main form") == 422
    one.sound("token-flaws")
    token = make_token(one, unit, "members.read", "members.write", "units.read", "changes.read")
    one.sound("token-secret")

    one.go(f"/units/{unit}/interfaces/webhooks/new")
    one.fill(purpose="人事系统", address=address)
    one.main.locator("input[name=kind][value=member]").check()
    assert one.press("添加", "main form") == 200
    secret = one.main.locator("#secret").inner_text()
    one.press("去试发一条")
    one.press("试发一条")
    assert json.loads(until(lambda: got)[0][1])["type"] == "ping"

    status, headers, page = call(served, token, "/api/v1/members?limit=5", Accept_Encoding="gzip")
    assert status == 200 and len(page["items"]) == 5 and page["next"] and headers["Content-Encoding"] == "gzip"
    assert call(served, token, "/api/v1/members?limit=5", Accept_Encoding="gzip", If_None_Match=headers["ETag"])[0] == 304
    mark = page["mark"]
    branch = next(u for u in call(served, token, "/api/v1/units?limit=500")[2]["items"] if u["level"] == "branch")
    batch = {"members": [{"key": "HR-77", "name": "欧阳新来", "number": "HR77", "unit": branch["id"], "sex": "female"}]}
    for _ in range(2):
        status, _, outcome = call(served, token, "/api/v1/members", batch, Idempotency_Key="journey-0001")
        assert status == 200 and outcome["counts"]["created"] == 1
    person = outcome["items"][0]["id"]

    headers, body = until(lambda: [one for one in got if person in one[1]])[0]
    assert "欧阳" not in body
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    code = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(code).decode()
    changes = call(served, token, f"/api/v1/changes?since={mark}")[2]
    assert [change["id"] for change in changes["items"]] == [person]

    one.page.reload()
    assert "已送达" in one.words()
    one.sound("webhook")
    assert one.press("更换签名密钥") == 200
    one.sound("webhook-secret")
    fresh = one.main.locator("#secret").inner_text()
    assert fresh.startswith("whsec_") and fresh != secret
    one.press("抄好了")
    assert "新、旧两个签名" in one.words()
    one.press("试发一条")
    assert len(until(lambda: [h for h, body in got if len(h["webhook-signature"].split()) == 2])) == 1
    one.page.reload()
    one.sound("webhook-two-secrets")
    one.press("立即停用旧密钥")
    assert "更换签名密钥" in one.words()
    assert call(served, token, f"/api/v1/units/{atlas.desk['sunyue']}")[0] == 404

    one.go(f"/units/{unit}/interfaces")
    one.press("人事系统每晚同步")
    one.sound("token")
    one.press("作废这个令牌")
    status, headers, problem = call(served, token, "/api/v1/members")
    assert status == 401 and "已作废" in problem["detail"] and headers["WWW-Authenticate"].startswith("Bearer")


def test_the_examples_work_as_they_stand(window, atlas):
    if not shutil.which("curl"):
        pytest.skip("no curl here")
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    token = make_token(one, unit, "members.read", "members.write", "units.read", "changes.read")
    one.go(f"/units/{unit}/interfaces/guide")
    examples = [text for text in one.main.locator("pre").all_inner_texts() if "curl" in text]
    assert len(examples) == 6
    for example in examples:
        if "@members.json" in example or "编号,编号" in example:
            continue
        example = example.replace("uhk_这里换成您的令牌", token)
        done = subprocess.run(
            ["bash", "-c", example], env={**os.environ, "TOKEN": token}, capture_output=True, text=True, timeout=20)
        answer = json.loads(done.stdout)
        assert "items" in answer, f"{example}\n{done.stdout}"


@pytest.mark.parametrize("account, pages", [
    ("liwen", ("interfaces", "interfaces/tokens/new", "interfaces/webhooks/new", "interfaces/guide")), ("guanli", ("interfaces", "interfaces/tokens/new")),
])
def test_the_pages_are_sound_in_every_look(window, atlas, account, pages):
    for page in pages:
        in_every_look(window, f"/units/{atlas.desk[account]}/{page}", f"exchange-{account}-{page.replace('/', '-')}", account)
