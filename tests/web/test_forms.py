"""How forms are drawn: label, hint, error and count tied together, nothing lost of what was typed."""

import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.urls import get_resolver
from django.utils.datastructures import MultiValueDict

from flotilla.web import inputs


class Idea(forms.Form):
    """A form with one field of each kind."""

    kind = inputs.OneOf(
        label="What is it?",
        choices=[("idea", "An idea"), ("story", "A story", "What it is like now")],
    )
    title = forms.CharField(
        label="In one line",
        help_text="As to a neighbour.",
        max_length=10,
        widget=forms.TextInput({"data-count": ""}),
    )
    text = forms.CharField(label="Tell us", widget=forms.Textarea, max_length=5000, required=False)
    on = inputs.DayField(label="When?", required=False)
    cost = inputs.MoneyField(label="What would it cost?", required=False)
    place = forms.ChoiceField(label="Where", choices=[("e", "Eastfield")])
    files = inputs.FilesField(label="Files", required=False)
    ok = forms.BooleanField(label="You may publish it")


def drawn(template: str, **context: object) -> str:
    """Draw a piece of a page."""
    return engines["django"].from_string(template).render(context)


def test_a_box_is_described_by_its_hint_its_error_and_its_count():
    form = Idea({"title": "much too long a title"})
    page = drawn("{% field form.title %}", form=form)
    told = re.search(r'<input[^>]*aria-describedby="([^"]+)"', page)[1].split()
    assert told == ["id_title_helptext", "id_title_error", "id_title_count"]
    assert all(f'id="{name}"' in page for name in told)
    assert 'aria-invalid="true"' in page


def test_nothing_is_cut_or_checked_by_the_browser():
    page = drawn("{% fields form %}", form=Idea())
    assert "maxlength" not in page.replace('maxlength="40"', "")
    assert " required" not in page


def test_what_may_stay_empty_is_marked_and_nothing_else():
    page = drawn(
        "{% field form.text %}|{% field form.title %}|{% field form.ok %}", form=Idea()
    ).split("|")
    assert ["fl-optional" in part for part in page] == [True, False, False]


def test_too_long_is_said_in_numbers():
    assert Idea({"title": "x" * 13})["title"].problems == [
        "This is 3 characters too long. Please shorten it to 10."
    ]


def test_empty_is_said_for_what_it_is():
    form = Idea({})
    assert [form[name].problems for name in ("kind", "title", "ok")] == [
        ["Please choose."],
        ["Please fill this in."],
        ["Please tick this to go on."],
    ]


def test_a_nul_is_refused_in_words():
    assert Idea({"title": "a\x00b"})["title"].problems == [
        "There is a sign in this that is not text. Please remove it, or type it anew."
    ]


def test_what_a_field_says_itself_is_left_as_it_is():
    form = Idea({"title": "ok"})
    form.add_error("title", "The stage closed at noon.")
    assert form["title"].problems == ["The stage closed at noon."]


def test_choices_have_a_legend_and_say_what_they_mean():
    page = drawn("{% field form.kind %}", form=Idea())
    assert page.count("<fieldset") == page.count("<legend") == 1
    assert page.count('type="radio"') == 2
    assert page.count("What it is like now") == 1
    assert 'for="id_kind_1"' in page


def test_the_summary_leads_to_the_first_box_of_each_field():
    form = Idea(
        {"on_0": "31", "on_1": "2", "on_2": "2026", "title": "ok", "place": "e", "ok": "on"}
    )
    page = drawn("{% error_summary form %}", form=form)
    assert re.findall(r'href="#([^"]+)"', page) == ["id_kind_0", "id_on_0"]
    assert "Please look at these 2 things again" in page
    assert "When? There is no such day: 31 2 2026." in page


def test_a_refusal_of_the_whole_form_stands_in_the_summary():
    form = Idea({"kind": "idea", "title": "ok", "place": "e", "ok": "on"})
    form.add_error(None, "The campaign closed at noon.")
    page = drawn("{% error_summary form %}", form=form)
    assert "<li>The campaign closed at noon.</li>" in page
    assert "Please look at this again" in page


def test_a_form_without_trouble_has_no_summary():
    assert drawn("{% error_summary form other %}", form=Idea(), other=None).strip() == ""


def test_what_was_typed_stays():
    typed = {
        "title": "<b>much too long</b>",
        "text": "line\n</textarea>",
        "cost": "abc",
        "on_0": "31",
        "on_1": "x",
    }
    page = drawn("{% fields form %}", form=Idea(typed))
    assert "&lt;b&gt;much too long&lt;/b&gt;" in page
    assert "line\n&lt;/textarea&gt;" in page
    assert 'value="abc"' in page
    assert 'value="31"' in page
    assert 'value="x"' in page


def test_money_shows_its_sign_and_keeps_minor_units():
    form = Idea({"cost": "1,200.50"})
    form.is_valid()
    assert form.cleaned_data["cost"] == 120050
    assert '<span aria-hidden="true">£</span>' in drawn("{% field form.cost %}", form=form)
    assert 'value="1200.50"' in drawn("{% field form.cost %}", form=Idea(initial={"cost": 120050}))


def test_files_come_as_a_list_and_not_too_many():
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(6)]
    few = Idea({}, MultiValueDict({"files": files[:2]}))
    few.is_valid()
    assert [file.name for file in few.cleaned_data["files"]] == ["0.txt", "1.txt"]
    assert Idea({}, MultiValueDict({"files": files}))["files"].problems == [
        "Choose at most 5 files."
    ]
    none = Idea({})
    none.is_valid()
    assert none.cleaned_data["files"] == []


def every_form(kind=forms.Form):
    """Yield every form of the site."""
    for one in kind.__subclasses__():
        yield one
        yield from every_form(one)


def test_no_form_takes_an_address_longer_than_a_row_can_keep():
    get_resolver().url_patterns  # the pages bring their forms with them
    boxes = [
        (f"{form.__name__}.{name}", box.max_length)
        for form in every_form()
        if form.__module__.startswith("flotilla.web")
        for name, box in form.base_fields.items()
        if isinstance(box, forms.EmailField)
    ]
    assert len(boxes) > 5
    assert {name: most for name, most in boxes if most > 254} == {}
