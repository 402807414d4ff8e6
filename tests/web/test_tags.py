"""The tags of the pages and what the templates, the icons and the stylesheets owe one another."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

import lightyear.web
from lightyear.web.templatetags import lightyear as tags

WEB = Path(lightyear.web.__file__).parent
STATIC = WEB / "static" / "lightyear"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("elena@mailbox.example", "e•••@m••••.example"),
        ("(503) 555-0147", "(•••) •••-••47"),
        ("13812342207", "138****2207"),
        ("张晓梅", "张**"),
        ("97214", "97•••"),
        ("123456", "••••••"),
        ("Elena", "E•••"),
        ("Al", "•••"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_mask_keeps_what_tells_two_apart(value, shown):
    assert tags.mask(value) == shown


@given(st.emails())
def test_a_masked_address_tells_neither_name_nor_length(address):
    local, _, domain = address.rpartition("@")

    masked = tags.mask(address)

    assert masked.startswith(f"{local[0]}•••@{domain[0]}••••")
    assert len(masked) == len("e•••@m••••.") + len(domain.rpartition(".")[2])


@pytest.mark.parametrize(("value", "word"), [("allow", "Allow"), ("redact", "Redact"), ("block", "Block")])
def test_a_verdict_always_has_icon_and_word(value, word):
    shown = Template("{% load lightyear %}{% verdict value %}").render(Context({"value": value}))

    assert word in shown
    assert f"#{value}" in shown


def test_a_verdict_escapes_the_word_it_is_given():
    shown = Template("{% load lightyear %}{% verdict 'block' word %}").render(Context({"word": "<b>4</b>"}))

    assert "<b>4</b>" not in shown


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("health_context", "health"),
        ("ip", "device"),
        ("click_id", "device"),
        ("email", "direct"),
        ("ssn", "direct"),
    ],
)
def test_a_category_falls_into_one_of_three_kinds(category, kind):
    assert tags.finding_kind(category) == kind


def test_the_error_page_needs_no_context():
    assert "Something broke on our side" in render_to_string("web/error.html")


def test_every_icon_the_templates_name_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))

    named = {name for page in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', page.read_text())}

    assert named
    assert named <= drawn


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: page.name)
def test_no_page_needs_an_inline_style_or_script(page):
    text = page.read_text()

    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_the_stylesheets_use_only_tokens_that_exist():
    sheets = "\n".join(sheet.read_text() for sheet in (STATIC / "css").glob("*.css"))

    used = set(re.findall(r"var\((--[\w-]+)\)", sheets))

    assert used <= set(re.findall(r"(--[\w-]+):", sheets))


def test_every_component_sheet_is_linked_once():
    linked = re.findall(r'@import url\("([\w-]+\.css)"\)', (STATIC / "css" / "lightyear.css").read_text())

    owned = {sheet.name for sheet in (STATIC / "css").glob("*.css")} - {"lightyear.css", "public.css"}

    assert sorted(linked) == sorted(owned)
