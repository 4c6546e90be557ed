"""A form field as it is drawn: words of people are never read as HTML."""

from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe

DRAWN = Template("{% load fields %}{% field form.name %}")


def drawn(help_text):
    class NameForm(forms.Form):
        name = forms.CharField(help_text=help_text)

    return DRAWN.render(Context({"form": NameForm()}))


def test_a_hint_with_the_words_of_somebody_shows_them_as_they_are():
    assert "&lt;b&gt;Bakker&lt;/b&gt; &amp; Zn" in drawn("<b>Bakker</b> & Zn")


def test_a_hint_of_the_product_may_hold_a_list():
    assert "<ul><li>Tien tekens</li></ul>" in drawn(mark_safe("<ul><li>Tien tekens</li></ul>"))
