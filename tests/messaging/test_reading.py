import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear import guard
from lightyear.messaging import layout, mjml, reading, rendering

NUMBER = "MRN 48213377"
SSN = "078-05-1120"


def read(html, *, source=None, subject="Hello"):
    rendered = rendering.Rendered(subject=subject, html=html, text=rendering.text_part(html))
    return reading.of(rendered, source=html if source is None else source)


def test_subject_and_text_are_read_as_they_are():
    parts = read("<p>Hello Ana</p>", subject="Autumn")

    assert parts["subject"] == "Autumn"
    assert parts["text"].startswith("Hello Ana\n")


@pytest.mark.parametrize(
    "html",
    [
        f'<p title="{NUMBER}">Hello</p>',
        f'<p {SSN}="x">Hello</p>',
        f'<div style="display:none">{NUMBER}</div>',
        f"<!-- {NUMBER} -->",
        f"<!DOCTYPE {SSN}>",
        f"<?php {SSN}>",
        f"<![CDATA[{SSN}]]>",
        f"<style>p {{ content: '{SSN}' }}</style>",
        f"<title>{NUMBER}</title>",
        '<img src="https://pixel.example/x.gif?email=ana@inbox.example">',
        "<p title='ana&#64;inbox.example'>Hello</p>",
        f"<p hidden>{SSN[:6]}&#8203;{SSN[6:]}</p>",
    ],
)
@pytest.mark.parametrize("is_filled_in", [True, False])
def test_whatever_a_mail_hides_in_its_markup_is_read(html, is_filled_in):
    parts = read(html, source="<p></p>" if is_filled_in else html)

    assert guard.scan(parts["text"], channel="email")


def test_what_stands_in_the_text_isnt_read_twice():
    parts = read('<p>See <a href="https://cedar.example/autumn">the program</a></p>')

    assert parts["text"].count("https://cedar.example/autumn") == 1


def test_what_is_only_part_of_a_longer_number_in_the_text_is_read_for_itself():
    parts = read(f'<p title="{SSN}">9{SSN}9</p>', source="")

    assert SSN in parts["text"].splitlines()


def test_the_frame_of_our_mails_adds_almost_nothing_to_what_is_read():
    source = mjml.compile_mjml(layout.wrap("<mj-section></mj-section>", language="en", kind="commercial"))
    context = {
        "organization": {"name": "Cedar", "postal_address": "1 Mill Road", "color": "#174a7c"},
        "links": {"unsubscribe": "https://cedar.example/u/1", "preferences": "https://cedar.example/p/1"},
    }
    rendered = rendering.render(subject="Hi", html=source, context=context)

    parts = reading.of(rendered, source=source)

    assert len(rendered.html) > 4000
    assert len(parts["text"]) - len(rendered.text) < 400


@given(name=st.text(max_size=40))
def test_a_value_is_read_wherever_the_template_puts_it(name):
    source = (
        '<p title="{{ contact.name }}" {{ contact.name }}="1">{{ contact.name }}</p><!--{{ contact.name }}-->'
    )
    rendered = rendering.render(subject="Hi", html=source, context={"contact": {"name": name}})

    parts = reading.of(rendered, source=source)

    words = [word for word in name.split() if word.isalnum() and word.isascii()]
    assert [word for word in words if word not in parts["text"]] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", ["commercial", "service"])
def test_in_the_frame_of_our_mails_nothing_is_found(language, kind):
    """Names of elements, values and colors stood below the text, and were taken for people and numbers."""
    html = layout.compiled("", language=language, kind=kind)

    parts = read(html, source="")

    text = rendering.text_part(html)
    assert guard.scan(parts["text"], channel="email") == guard.scan(text, channel="email")
