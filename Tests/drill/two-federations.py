"""Two federations in one installation: nothing of one is reachable through the other's host."""
import io
import re

from house import SCRATCH, Client, Server, engines, own_unit, run, say

OTHER = "gx.localhost"


def addresses(client, start, most=60):
    """Addresses that lead somewhere for this visitor, found by following links."""
    found, waiting = [], [start]
    while waiting and len(found) < most:
        address = waiting.pop(0)
        status, headers, content = client.get(address)
        if status != 200:
            continue
        found.append(address)
        if "text/html" in headers["Content-Type"]:
            for link in re.findall(r'href="(/[^"#]*)"', content.decode()):
                link = link.replace("&amp;", "&")
                if link not in found and link not in waiting and "/assets/" not in link and "sign-out" not in link:
                    waiting.append(link)
    return found


def upload(client, unit):
    """Sends a roster and gives the address of the import."""
    path = f"/units/{unit}/imports"
    page = client.get(path)[2].decode()
    form = page[page.index('multipart/form-data'):]
    keys = dict(re.findall(r'name="(csrf|key)" value="([^"]+)"', form)[:2])
    name = re.search(r'<input[^>]*name="(\w+)"[^>]*type="file"|type="file"[^>]*name="(\w+)"', form)
    field = next(word for word in name.groups() if word)
    bound, body = "b0undary", io.BytesIO()
    for key, value in keys.items():
        body.write(f'--{bound}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode())
    roster = "工号,姓名,身份证号\r\nZ-1,某某某,123\r\n"
    body.write(
        f'--{bound}\r\nContent-Disposition: form-data; name="{field}"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
        f"{roster}\r\n--{bound}--\r\n".encode())
    status, headers, content = client.ask(
        "POST", path, body.getvalue(), {"Content-Type": f"multipart/form-data; boundary={bound}", "Accept": "text/html"})
    assert status == 303, f"upload: {status} {content[:500].decode()}"
    return headers["Location"]


for engine, flags in engines("drill_two"):
    data = SCRATCH / engine
    run("demo", "--data", str(data), "--members", "400", *flags)
    server = Server(data, flags).start()
    here = Client(server.port).sign_in(("liwen", "jiaogong-2026"))
    there = Client(server.port, host=OTHER).sign_in(("liwen", "jiaogong-2026"))
    imported = upload(here, own_unit(here))
    person = "/people/" + here.data(f"/units/{own_unit(here)}/members")["items"][0]["id"]
    export = f"/units/{own_unit(here)}/members/export?format=csv"
    assert here.get(export)[0] == 200
    mine = [a for a in addresses(here, "/workbench") if re.search(r"\d", a)]
    mine += [imported, imported + "/findings", person, export]
    assert len(mine) > 20, mine

    # Whoever is signed in there finds none of our things there.
    for address in mine:
        status, _, content = there.get(address)
        assert status == 404, f"{address} answers {status} at the other federation"
        assert "某某某".encode() not in content

    # Our session opens nothing there, whatever a proxy or a form says about the host.
    token = here.cookies["uh"]
    stolen = Client(server.port, host=OTHER)
    stolen.cookies["uh"] = token
    for address in ["/", "/me", "/workbench", "/account", *mine[:5]]:
        status, headers, _ = stolen.get(address)
        assert status in (303, 404) and (headers["Location"] or "/sign-in").startswith("/sign-in"), f"{address}: {status}"
        status, headers, _ = stolen.ask("GET", address, headers={"X-Forwarded-Host": "bj.localhost", "Accept": "text/html"})
        assert status in (303, 404), f"{address} by X-Forwarded-Host: {status}"

    # A form of ours is a forgery there, even with the cookies of there.
    page = here.get("/account")[2].decode()
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    body = f"csrf={csrf}&key=abcdefghijkl&theme=dark"
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    assert here.ask("POST", "/preferences/theme", body, sent)[0] == 303
    assert there.ask("POST", "/preferences/theme", body, sent)[0] == 403

    # No write of there reaches us.
    assert there.send(f"{person}/revision", {"name": "改名", "version": "1"}, "two-feder-1")[0] == 404
    assert here.data(person)["name"] != "改名"
    say(f"{engine}: {len(mine)} addresses of one federation lead nowhere in the other")
    assert server.stop() == 0
