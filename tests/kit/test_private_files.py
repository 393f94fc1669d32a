"""Files in a store that speaks S3 come out only through the page that may refuse."""

import json
import socket
import urllib.error
import urllib.request
from contextlib import suppress

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from config import stores
from flotilla.contributions import actions
from flotilla.contributions.models import Attachment
from flotilla.privacy import tombstones


@pytest.fixture(scope="module")
def store():
    """A store on this machine that speaks S3."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    where = f"http://127.0.0.1:{port}"
    facts = {
        "aws_access_key_id": "key",
        "aws_secret_access_key": "secret",
        "region_name": "eu-west-2",
    }
    client = boto3.client("s3", endpoint_url=where, **facts)
    with suppress(client.exceptions.BucketAlreadyOwnedByYou):  # a busy machine is asked twice
        client.create_bucket(
            Bucket="flotilla", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
        )
    client.close()
    yield where
    server.stop()


@pytest.fixture
def kept_there(store, settings):
    """Let the site keep its files in that store."""
    address = store.replace("http://", "s3://key:secret@") + "/flotilla?tls=no&region=eu-west-2"
    settings.STORAGES = {**settings.STORAGES, "default": stores.files(address)}
    yield storages["default"]
    storages["default"].connection.meta.client.close()


def test_a_file_is_kept_read_and_thrown_away(kept_there):
    name = kept_there.save("a/note.txt", ContentFile(b"words"))
    with kept_there.open(name) as file:
        assert file.read() == b"words"
    assert kept_there.save("a/note.txt", ContentFile(b"other")) != name
    kept_there.delete(name)
    assert not kept_there.exists(name)
    with pytest.raises(FileNotFoundError):
        kept_there.open(name)


def test_there_are_no_links_to_files(kept_there, store):
    name = kept_there.save("a/private.txt", ContentFile(b"words"))
    with pytest.raises(NotImplementedError):
        kept_there.url(name)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{store}/flotilla/{name}")
    assert refused.value.code == 403
    refused.value.close()


def test_who_may_read_the_words_may_have_the_file_and_nobody_else(
    kept_there, bench, ada, dee, client, client_of, noon
):
    upload = ContentFile(b"A note on benches.", name="note.txt")
    attachment = actions.attach(bench, upload=upload, by=ada, at=noon)
    assert kept_there.exists(Attachment.objects.get().file.name)
    bench.published_at, bench.standing = None, "waiting"
    bench.save()
    where = f"/files/{attachment.pk}/"
    assert [client_of(dee).get(where).status_code, client.get(where).status_code] == [404, 404]
    answer = client_of(ada).get(where)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"A note on benches.")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_from_the_store_is_not_found(kept_there, bench, ada, client_of, noon):
    upload = ContentFile(b"A note on benches.", name="note.txt")
    attachment = actions.attach(bench, upload=upload, by=ada, at=noon)
    kept_there.delete(attachment.file.name)
    assert client_of(ada).get(f"/files/{attachment.pk}/").status_code == 404


def test_tombstones_are_found_in_the_store(kept_there, db):
    assert tombstones.kept() == []
    line = {"scope": "person", "subject": 7, "digest": "ab", "at": "2026-03-11T12:00:00+00:00"}
    kept_there.save(f"{tombstones.FOLDER}/person-ab.json", ContentFile(json.dumps(line).encode()))
    assert tombstones.kept() == [line]
