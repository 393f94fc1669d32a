"""The form of the page on which one chooses a language."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LanguageForm(forms.Form):
    """Which language, and where to go back to."""

    language = forms.ChoiceField(
        label=_("Which language?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
