"""The long select says the same as Django's own."""

from django import forms
from django.utils.html import escape

from lightyear.web.long_select import LongSelect

CHOICES = [("", "None"), ("a", "One & two"), ("b", "Three")]


class Question(forms.Form):
    asked = forms.ChoiceField(choices=CHOICES, widget=LongSelect(attrs={"class": "wide"}))


def test_it_shows_each_choice_escaped_and_marks_the_chosen_one():
    html = str(Question(initial={"asked": "b"})["asked"])

    assert html.startswith("<select ")
    assert {'class="wide"', 'name="asked"', 'id="id_asked"', "required"} <= set(
        html[: html.index(">")].split()
    )
    assert f'<option value="a">{escape("One & two")}</option>' in html
    assert html.count(" selected>") == 1
    assert '<option value="b" selected>Three</option>' in html


def test_a_wrong_answer_is_marked_for_the_ear():
    html = str(Question({"asked": '"><script>'})["asked"])

    assert 'aria-invalid="true"' in html
    assert "<script>" not in html
    assert " selected" not in html
