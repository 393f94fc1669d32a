"""One address names the database with its standby, the cache, the files."""

import pytest

from config import stores
from config.env import SettingMissing


def test_one_postgres_is_named_by_its_host():
    found = stores.database("postgres://flotilla:a%2Fb@db.example.gov:5433/site")
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "site", "flotilla", "a/b", "db.example.gov", "5433",
    ]  # fmt: skip
    assert "target_session_attrs" not in found["OPTIONS"]


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("postgres://u@10.0.0.1:5432,10.0.0.2:5433/site", "10.0.0.1,10.0.0.2", "5432,5433"),
        ("postgres://u@db1,db2/site", "db1,db2", ""),
        ("postgres://u@/site?host=db1,db2&port=5432,5433", "db1,db2", "5432,5433"),
        ("postgres://u@[::1]:5432,[fe80::2]:5432/site", "::1,fe80::2", "5432,5432"),
    ],
)
def test_of_several_hosts_the_one_that_takes_writes_is_asked(address, host, port):
    found = stores.database(address)
    assert (found["HOST"], found["PORT"]) == (host, port)
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"


def test_a_server_that_has_gone_is_noticed_in_seconds_unless_the_address_says_otherwise():
    assert stores.database("postgres://u@db/site")["OPTIONS"]["tcp_user_timeout"] == "8000"
    said = stores.database("postgres://u@db/site?tcp_user_timeout=20000&sslmode=verify-full")
    assert said["OPTIONS"]["tcp_user_timeout"] == "20000"
    assert said["OPTIONS"]["sslmode"] == "verify-full"


def test_a_database_on_a_socket_has_no_host():
    found = stores.database("postgres://flotilla@/site")
    assert (found["HOST"], found["PORT"]) == ("", "")
    assert "keepalives_idle" not in found["OPTIONS"]


@pytest.mark.parametrize("address", ["mysql://u@h/n", "postgres://u@a:b:c/n"])
def test_a_database_that_cannot_be_read_is_refused_without_its_password(address):
    with pytest.raises(SettingMissing) as refused:
        stores.database(address.replace("u@", "u:secret@"))
    assert "secret" not in str(refused.value)


def test_without_an_address_the_cache_is_the_memory_of_this_process():
    assert stores.cache("")["BACKEND"].endswith("LocMemCache")
    with pytest.raises(SettingMissing):
        stores.cache("memcached://10.0.0.1")


def test_files_are_named_by_one_address():
    assert stores.files("")["BACKEND"].endswith("FileSystemStorage")
    found = stores.files("s3://key:se%2Fcret@files.example.gov:9000/flotilla?tls=no&region=eu")
    assert found["OPTIONS"] == {
        "access_key": "key",
        "secret_key": "se/cret",
        "bucket_name": "flotilla",
        "endpoint_url": "http://files.example.gov:9000",
        "region_name": "eu",
    }
    with pytest.raises(SettingMissing):
        stores.files("s3://key:secret@files.example.gov")
