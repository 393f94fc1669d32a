"""nginx takes what it is given, and passes on nothing that a client says of itself."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "deploy"
PROXY = (FOLDER / "nginx" / "flotilla-proxy.conf").read_text("utf-8")


@pytest.fixture(scope="module")
def program():
    """nginx, installed where that may be."""
    found = shutil.which("nginx")
    if found is None and shutil.which("apt-get"):
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "nginx"], check=False, capture_output=True
        )
        found = shutil.which("nginx")
    if found is None:
        pytest.fail("There is no nginx. Install it (Debian: apt-get install nginx).")
    return found


@pytest.mark.parametrize("name", ["nginx/flotilla.conf", "compose/front.conf"])
def test_nginx_takes_it(program, tmp_path, name):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=x",
         "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    for included in ("flotilla-proxy.conf", "flotilla-webs.conf"):
        shutil.copy(FOLDER / "nginx" / included, tmp_path)
    text = (FOLDER / name).read_text("utf-8")
    for place in ("/etc/ssl/flotilla", "/etc/nginx/tls"):
        text = text.replace(place, str(tmp_path))
    text = text.replace("/etc/nginx/flotilla-", f"{tmp_path}/flotilla-")
    text = text.replace("/var/log/nginx", str(tmp_path)).replace("web:8000", "127.0.0.1:8000")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error; events {{}} http {{ {text} }}"
    )
    found = subprocess.run(
        [program, "-t", "-c", whole], capture_output=True, text=True, check=False
    )
    assert (found.returncode, "successful" in found.stderr) == (0, True), found.stderr


def test_what_a_client_says_of_itself_is_set_anew():
    set_anew = dict(re.findall(r"proxy_set_header (\S+) (\S+);", PROXY))
    assert set_anew["X-Forwarded-For"] == "$remote_addr"
    assert set_anew["X-Request-ID"] == "$request_id"
    assert set_anew["X-Forwarded-Proto"] == "$scheme"


def test_figures_and_health_are_closed_to_the_outside():
    closed = re.findall(r"location (?:=|\^~) (\S+) \{\s+return 404;", PROXY)
    assert closed == ["/metrics", "/health/"]
