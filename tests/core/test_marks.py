import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from django.utils import translation

from speerpunt.core.enums import Health


@pytest.fixture(autouse=True)
def _in_dutch():
    with translation.override("nl"):
        yield


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("value", Health.values)
def test_health_is_always_shape_word_and_colour(value):
    html = render("{% load marks %}{% health value %}", value=value)
    assert f'<span class="hl {value}"><svg class="shape"' in html
    assert str(Health(value).label) in html


def test_health_escapes_a_word_of_its_own():
    assert "&lt;b&gt;" in render('{% load marks %}{% health "stuck" word %}', word="<b>")


def test_health_that_nobody_set_is_not_started():
    assert 'class="hl not_started"' in render('{% load marks %}{% health "" %}')


def test_the_ladder_fills_one_rung_of_five():
    html = render('{% load marks %}{% ladder 3 "adviseren" %}')
    assert html.count("<rect") == 5
    assert html.count('class="on"') == 1
    assert 'class="on" x="16"' in html


def test_blocks_say_how_far_it_is():
    html = render("{% load marks %}{% blocks 2 4 '' True %}")
    assert 'aria-label="2 van 4"' in html
    assert html.count('class=""') == 2
    assert html.count('class="busy"') == 1
    assert html.count('class="open"') == 1


class ProjectForm(forms.Form):
    name = forms.CharField(label="Naam", help_text="Kort")
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A")], widget=forms.RadioSelect)
    is_public = forms.BooleanField(label="Openbaar", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_field_joins_its_hint_and_error_to_the_control():
    form = ProjectForm({"kind": "a"})
    html = render("{% load fields %}{% field form.name %}", form=form)
    assert 'aria-describedby="id_name-about"' in html
    assert 'id="id_name-about"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="utrecht-textbox' in html
    assert "Kort" in html
    assert "optional" not in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = render("{% load fields %}{% field form.kind %}", form=ProjectForm())
    assert "<fieldset" in html
    assert "<legend>Soort" in html


def test_a_checkbox_stands_before_its_words():
    html = render("{% load fields %}{% field form.is_public %}", form=ProjectForm())
    assert html.index('type="checkbox"') < html.index("Openbaar")


def test_the_summary_of_errors_links_to_each_field():
    html = render("{% load fields %}{% form_errors form %}", form=ProjectForm({"kind": "a"}))
    assert '<a href="#id_name">Naam</a>' in html
    assert 'role="alert"' in html
    assert render("{% load fields %}{% form_errors form %}", form=ProjectForm()).strip() == ""


def test_a_filter_is_taken_off_without_the_others_and_back_to_the_first_page():
    query = QueryDict("soort=hotel&gebied=3&bladzijde=4")
    assert render('{% load lists %}{% query_without query "soort" %}', query=query) == "gebied=3"
