"""The page of words."""

from flotilla.web import glossary


def test_the_page_has_every_word_at_its_own_place(client, marlhaven):
    page = client.get("/glossary/").content.decode()
    for key, term in glossary.terms().items():
        assert f'id="{key}"' in page
        assert term.meanings["en"].replace("&", "&amp;") in page


def test_the_page_speaks_french(client, marlhaven):
    page = client.get("/glossary/", headers={"accept-language": "fr"}).content.decode()
    assert glossary.terms()["promise"].meanings["fr"] in page
