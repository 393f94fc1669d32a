"""What is sealed can be read only with its key."""

from flotilla.kit.sealed import seal, unseal


def test_the_same_key_opens_and_no_other():
    sealed = seal("Somewhere to sit", key="a", purpose="deed")
    assert "sit" not in sealed
    assert unseal(sealed, key="a", purpose="deed") == "Somewhere to sit"
    assert unseal(sealed, key="b", purpose="deed") is None
    assert unseal(sealed, key="a", purpose="letter") is None
    assert unseal("spoiled", key="a", purpose="deed") is None


def test_another_secret_of_the_copy_opens_nothing(settings):
    sealed = seal("Somewhere to sit", key="a", purpose="deed")
    settings.SECRET_KEY = "another"
    assert unseal(sealed, key="a", purpose="deed") is None
