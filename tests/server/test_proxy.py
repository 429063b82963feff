"""The reverse proxy and the service of docs/deploy.md, as they stand there: a real nginx with TLS before the real server."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server.access import Role
from server.users import new_user, write_users
from tests.server.served import PATIENCE_S, ROOT, Served, eventually, make_library

DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
NAME = "cite.example.org"
PASSWORD = "correct horse battery"
QUESTION = "How long does pain relief last after ketamine?"
AROUND = """daemon off; master_process off; pid {place}/nginx.pid; error_log {place}/nginx-error.txt;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
{server}
}}
"""


def block(language: str) -> str:
    """The one block of code in this language in docs/deploy.md."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", DEPLOY, re.DOTALL)
    return str(found)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def write_certificate(place: Path) -> None:
    """A certificate that signs itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - timedelta(1), now + timedelta(2))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False).sign(key, hashes.SHA256())
    (place / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (place / "privkey.pem").write_bytes(pem)


@dataclass(frozen=True, slots=True)
class Proxied:
    """The server behind nginx."""

    served: Served
    port: int
    context: ssl.SSLContext

    def connect(self, source: str = "127.0.0.1") -> ssl.SSLSocket:
        """A TLS connection from one of this machine's addresses, its certificate checked."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S, source_address=(source, 0))
        return self.context.wrap_socket(plain, server_hostname=NAME)

    def send(
        self, method: str, path: str, body: bytes | None = None, *, source: str = "127.0.0.1", **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """A request through the proxy."""
        connection = http.client.HTTPConnection(NAME)
        connection.sock = self.connect(source)
        try:
            connection.request(method, path, body, {"Host": NAME} | {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def sign_in(self, name: str, password: str = PASSWORD, *, source: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
        """The status, and the cookie as it was set."""
        body = urlencode({"username": name, "password": password}).encode()
        form = {"Content_Type": "application/x-www-form-urlencoded"} | headers
        status, received, _ = self.send("POST", "/login", body, source=source, **form)
        return status, received.get("Set-Cookie", "")


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if nginx is None:
        pytest.skip("no nginx here (Debian: apt-get install nginx-light)")
    place = tmp_path_factory.mktemp("proxied")
    write_users(place / "users.json", {name: new_user(name, role, PASSWORD) for name, role in (("ada", Role.KEEPER), ("ben", Role.READER))})
    served = Served(place, ("--users", str(place / "users.json"), "--behind-proxy", "--name", NAME))
    make_library(place, ROOT / "sources")
    served.start()
    write_certificate(place)
    port = free_port()
    server = block("nginx").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl").replace("http://127.0.0.1:7860", served.url)
    server = server.replace(f"/etc/letsencrypt/live/{NAME}", str(place))
    (place / "nginx.conf").write_text(AROUND.format(place=place, server=server))
    proxy = subprocess.Popen([nginx, "-p", str(place), "-c", str(place / "nginx.conf")], stderr=subprocess.PIPE)
    context = ssl.create_default_context(cafile=str(place / "fullchain.pem"))
    found = Proxied(served, port, context)
    try:
        eventually(lambda: proxy.poll() is not None or found.send("GET", "/health")[0] == 200, "nginx did not come up")
        assert proxy.poll() is None, proxy.stderr and proxy.stderr.read()
        yield found
    finally:
        proxy.terminate()
        proxy.wait(timeout=60)
        if proxy.stderr:
            proxy.stderr.close()
        served.stop()


def test_one_signs_in_over_tls_and_asks(proxied: Proxied) -> None:
    assert proxied.send("GET", "/config")[0] == 401
    status, cookie = proxied.sign_in("ben")
    assert (status, all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=strict"))) == (200, True)
    session = {"Cookie": cookie.partition(";")[0], "Content_Type": "application/json", "Origin": f"https://{NAME}"}
    status, _, text = proxied.send("POST", "/gradio_api/call/ask", json.dumps({"data": [QUESTION, None, None]}).encode(), **session)
    assert status == 200
    status, headers, text = proxied.send("GET", f"/gradio_api/call/ask/{json.loads(text)['event_id']}", None, **session)
    assert "event: complete" in text
    assert "text/event-stream" in headers["Content-Type"]
    assert headers["Strict-Transport-Security"]
    assert headers["X-Frame-Options"] == "DENY"
    status, _, text = proxied.send("GET", "/", None, Accept="text/html", **session)
    assert status == 200
    assert "http://127" not in text  # what the page loads next comes over TLS, too


def test_another_origin_is_refused_through_the_proxy_as_well(proxied: Proxied) -> None:
    _, cookie = proxied.sign_in("ben")
    for origin in ("https://evil.example", "null"):
        assert proxied.send("POST", "/gradio_api/queue/join", b"{}", Cookie=cookie.partition(";")[0], Origin=origin)[0] == 403


def test_events_come_through_as_they_happen(proxied: Proxied) -> None:
    """The first of an endless stream arrives: nothing waits for a buffer to fill."""
    _, cookie = proxied.sign_in("ben")
    with proxied.connect() as connection:
        head = f"GET /gradio_api/heartbeat/here HTTP/1.1\r\nHost: {NAME}\r\nCookie: {cookie.partition(';')[0]}\r\n\r\n"
        connection.sendall(head.encode())
        received = b""
        while b"ALIVE" not in received:
            block_ = connection.recv(4096)
            assert block_, received
            received += block_
    assert received.startswith(b"HTTP/1.1 200")


def test_tries_are_counted_for_the_real_address_whatever_a_visitor_says_of_it(proxied: Proxied) -> None:
    statuses = [proxied.sign_in("ben", "wrong", source="127.0.0.2", X_Forwarded_For=f"10.0.0.{number}")[0] for number in range(11)]
    assert statuses[:10] == [401] * 10
    if statuses[10] == 401:  # a machine so slow that a try came back meanwhile: ten seconds each
        statuses = [proxied.sign_in("ben", "wrong", source="127.0.0.2")[0] for _ in range(30)]
    assert statuses[-1] == 429
    assert proxied.sign_in("ada", source="127.0.0.3")[0] == 200
    assert proxied.sign_in("ada", source="127.0.0.2")[0] == 429
    assert "127.0.0.2" in proxied.served.log
    assert "10.0.0." not in proxied.served.log


def test_a_keepers_large_file_comes_through_and_a_name_that_is_not_ours_does_not(proxied: Proxied) -> None:
    _, cookie = proxied.sign_in("ada")
    head = b'--part\r\nContent-Disposition: form-data; name="files"; filename="large.txt"\r\n\r\n'
    body = head + b"x" * (3 << 20) + b"\r\n--part--\r\n"
    upload = {"Cookie": cookie.partition(";")[0], "Content_Type": "multipart/form-data; boundary=part"}
    assert proxied.send("POST", "/gradio_api/upload", body, **upload)[0] == 200
    connection = http.client.HTTPConnection(NAME)
    connection.sock = proxied.connect()
    connection.request("GET", "/health", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 421
    connection.close()


def test_the_service_is_one_that_systemd_understands(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here (Debian: apt-get install systemd)")
    unit = tmp_path / "citewell.service"
    unit.write_text(block("ini").replace("/opt/citewell/.venv/bin/python", sys.executable).replace("/opt/citewell", str(tmp_path)))
    done = subprocess.run([analyze, "verify", "--man=no", str(unit)], capture_output=True, text=True)
    said = [line for line in (done.stdout + done.stderr).splitlines() if "citewell" in line]
    assert said == []
    assert done.returncode == 0, done.stderr
