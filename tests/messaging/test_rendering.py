import contextlib
import html as html_module
import time
import traceback
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lightyear.messaging import rendering
from lightyear.messaging.mjml import compile_mjml
from lightyear.messaging.rendering import Kind, TemplateError

CONTACT = {
    "contact": {"first_name": "Ana", "is_member": True},
    "link": "https://clinic.example/visit?a=1&b=2",
}


def render(*, subject="Hello", html="<p>Hello</p>", context=CONTACT):
    return rendering.render(subject=subject, html=html, context=context)


def trouble(source, context=CONTACT):
    with pytest.raises(TemplateError) as raised:
        render(html=source, context=context)
    return raised.value


def compiling_trouble(source):
    with pytest.raises(TemplateError) as raised:
        compile_mjml(source)
    return raised.value


def mjml(body, head=""):
    return f"<mjml>{head}<mj-body>{body}</mj-body></mjml>"


def column(content):
    return f"<mj-section><mj-column>{content}</mj-column></mj-section>"


def test_a_template_is_filled_in_for_a_contact():
    message = render(
        subject="{{ contact.first_name }}, your seat",
        html='<p>Hi {{ contact.first_name }}</p><a href="{{ link }}">Book</a>',
    )

    assert message.subject == "Ana, your seat"
    assert message.html == '<p>Hi Ana</p><a href="https://clinic.example/visit?a=1&amp;b=2">Book</a>'
    assert message.text == "Hi Ana\n\nBook: https://clinic.example/visit?a=1&b=2\n"


@given(st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
@example("<script>alert(1)</script>")
@example('" onmouseover="x')
def test_a_value_is_text_in_html_whatever_it_holds(value):
    message = render(html='<i title="{{ name }}">{{ name }}</i>', context={"name": value})

    attribute, content = message.html.removeprefix('<i title="').removesuffix("</i>").split('">', 1)
    assert not set("<>\"'") & set(attribute + content)
    assert html_module.unescape(attribute) == html_module.unescape(html_module.escape(value))


@pytest.mark.parametrize(
    "source",
    [
        "{{ name | append: '!' }}",
        "{{ name | prepend: '<' | newline_to_br }}",
        "{% capture c %}{{ name }}{% endcapture %}{{ c }}",
        "{% assign parts = name | split: '|' %}{{ parts | join }}{{ parts }}",
        "{{ name | strip_html | replace: 'x', 'y' }}",
        "{{ name | url_encode }}",
    ],
)
def test_no_filter_or_tag_lets_markup_of_a_value_through(source):
    message = render(html=source, context={"name": "<b>|&x"})

    assert "<b" not in message.html


@pytest.mark.parametrize("name", ["safe", "escapejs", "base64_decode", "base64_encode"])
def test_filters_that_would_undo_escaping_or_review_are_unknown(name):
    error = trouble("<p>\n{{ contact.first_name | " + name + " }}</p>")

    assert (error.kind, error.line, error.word) == (Kind.UNKNOWN_FILTER, 2, name)


@pytest.mark.parametrize("character", ["\r", "\n", "\0", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"])
def test_a_control_character_in_the_subject_is_refused(character):
    context = {"name": f"Ana{character}Bcc: eve@intruder.example"}

    with pytest.raises(TemplateError) as raised:
        render(subject="Hi {{ name }}", context=context)

    assert raised.value.kind is Kind.CONTROL_CHARACTER


def test_a_subject_keeps_emoji_and_chinese():
    message = render(subject="👩‍⚕️ {{ name }}：您好", context={"name": "王女士"})

    assert message.subject == "👩‍⚕️ 王女士：您好"


def test_a_misspelled_name_is_an_error_even_with_a_default():
    error = trouble("<p>Hi</p>\n\n{{ contact.frist_name | default: 'there' }}")

    assert (error.kind, error.line, error.word) == (Kind.UNDEFINED, 3, "contact.frist_name")


def test_an_unknown_value_takes_its_default():
    message = render(
        html="{{ contact.first_name | default: 'there' }}", context={"contact": {"first_name": None}}
    )

    assert message.html == "there"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("{{ x.y[secret] }}", Kind.UNDEFINED),
        ("{{ secret | date: '%Y' }}", Kind.VALUE),
        ("{{ list | date }}", Kind.VALUE),
        ("{{ x | divided_by: secret }}", Kind.VALUE),
        ("{{ secret | slice: secret }}", Kind.VALUE),
        ("{% for i in list limit: secret %}{% endfor %}", Kind.VALUE),
    ],
)
def test_an_error_never_repeats_a_value(source, kind):
    error = trouble(source, {"secret": "Ana Lovelace", "x": {"y": {}}, "list": [1]})

    told = "".join(traceback.format_exception(error)) + repr(error.args) + str(error.word)
    assert error.kind is kind
    assert "Lovelace" not in told
    assert error.__context__ is None


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>\n{% if contact %}", 2),
        ("{% if contact %}{% endif %}\n{% for x in y %}", 2),
        ("\n\n{% frobnicate %}", 3),
        ("\n{{ contact.first_name", 2),
    ],
)
def test_a_syntax_error_tells_its_line(source, line):
    error = trouble(source)

    assert (error.kind, error.line) == (Kind.SYNTAX, line)


@pytest.mark.parametrize("tag", ["include 'x'", "render '/etc/passwd'", "liquid\n echo 1"])
def test_a_template_reads_no_other_template_or_file(tag):
    assert trouble("{% " + tag + " %}").kind is Kind.SYNTAX


def test_a_value_gives_only_its_keys_not_its_attributes():
    assert trouble("{{ when.year }}", {"when": datetime(2026, 5, 1, tzinfo=UTC)}).kind is Kind.UNDEFINED


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in (1..1000000000) %}x{% endfor %}",
        "{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}",
        "{{ (1..1000000000) | join }}",
        "{{ (1..1000000000) | reverse | size }}",
        "{% assign parts = big | split: '' %}{{ parts | join: big | size }}",
        "{{ big | replace: '', big | size }}",
        "{% for i in (1..5000) %}{{ big }}{% endfor %}",
        "{% assign a = big %}{% for i in (1..50) %}{% assign a = a | append: a %}{% endfor %}",
        "x" * 600_000,
        "{% if true %}" * 40 + "{% endif %}" * 40,
    ],
)
def test_a_template_that_would_take_the_machine_is_stopped(source):
    assert trouble(source, {"big": "0123456789" * 1000}).kind is Kind.LIMIT


@pytest.mark.parametrize(
    "source",
    [
        "{% assign x = 'a' " + "| append: big " * 2_000 + "%}",
        "{{ big " + "| append: big | slice: 0, 200000 " * 2_000 + "| size }}",
        "{% for i in (1..10000) %}{% capture x %}{{ big }}{% endcapture %}{% endfor %}",
        "{% for i in (1..10000) %}{% if big contains 'nothing' %}{% endif %}{% endfor %}",
        "{% for i in (1..10000) %}" + "{% if 1 == 2 %}{% endif %}" * 1_000 + "{% endfor %}",
        "{% assign n = 7 %}{% for i in (1..10000) %}{% assign n = n | times: n %}{% endfor %}",
        "{{ big | replace: 'x', '<script' | strip_html | size }}",
        "{{ many | uniq | size }}",
    ],
)
def test_a_template_that_toils_and_writes_little_is_stopped_soon(source):
    context = {"big": "x" * 200_000, "many": [str(number) for number in range(100_000)]}
    begun = time.monotonic()

    found = trouble(source, context)

    assert found.kind is Kind.LIMIT
    assert time.monotonic() - begun < 5


def test_a_long_letter_is_no_toil():
    rows = [{"name": f"Row {number}", "text": "word " * 20} for number in range(500)]
    source = "{% for row in rows %}{{ row.name | upcase | append: '!' }} {{ row.text | strip }}\n{% endfor %}"

    message = render(html=source, context={"rows": rows})

    assert message.html.count("\n") >= 500


def test_time_comes_from_the_context_alone():
    source = "{{ 'now' | date: '%d %B %Y' }} {{ now | date: '%Y' }} {{ visit | date }} {{ none | date }}"

    message = render(
        html=source, context={"now": datetime(2031, 2, 3, tzinfo=UTC), "visit": "2030-01-02", "none": None}
    )

    assert message.html == "03 February 2031 2031 2030-01-02 "
    assert trouble("{{ now }}").kind is Kind.UNDEFINED
    assert trouble("{{ 'today' | date: '%Y' }}").kind is Kind.UNDEFINED


def test_mjml_becomes_html_with_its_liquid_in_place():
    source = mjml(
        "{% if contact.is_member and 1 < 2 %}"
        + column('<mj-text>Hi {{ contact.first_name }}, <a href="{{ link }}">your page</a></mj-text>')
        + "{% else %}"
        + column("<mj-text>Join</mj-text>")
        + "{% endif %}<mj-section>{% for day in days %}<mj-column><mj-text>{{ day }}</mj-text></mj-column>"
        + '{% endfor %}</mj-section><mj-section background-color="{{ color }}"></mj-section>',
        head="<mj-head><mj-title>{{ title }}</mj-title><mj-preview>{{ title }}</mj-preview></mj-head>",
    )

    html = compile_mjml(source)

    context = CONTACT | {"days": ["Mon", "Tue"], "color": "#fff", "title": "News"}
    filled = render(html=html, context=context)
    assert filled.text == "Hi Ana, your page: https://clinic.example/visit?a=1&b=2\n\nMon\n\nTue\n"
    assert "<title>News</title>" in filled.html
    assert "#fff" in filled.html


def test_compiled_mjml_asks_nothing_of_third_parties():
    html = compile_mjml(mjml(column('<mj-text font-family="Roboto, Ubuntu">Hello</mj-text>')))

    assert "fonts." not in html
    assert "@import" not in html


@pytest.mark.parametrize(
    ("element", "host"),
    [
        (
            '<mj-social><mj-social-element name="facebook">Us</mj-social-element></mj-social>',
            "www.mailjet.com",
        ),
        ("<mj-accordion><mj-accordion-element></mj-accordion-element></mj-accordion>", "i.imgur.com"),
    ],
)
def test_an_address_that_the_compiler_would_add_is_refused(element, host):
    error = compiling_trouble(mjml(column(element)))

    assert (error.kind, error.word) == (Kind.ADDED_ADDRESS, host)


def test_icons_of_ones_own_are_fine():
    element = '<mj-social-element name="facebook" src="https://clinic.example/f.png">Us</mj-social-element>'

    html = compile_mjml(mjml(column(f"<mj-social>{element}</mj-social>")))

    assert "https://clinic.example/f.png" in html


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<mjml>\n<mj-body>\n<mj-section>\n</mj-body></mjml>", 4),
        ("<mjml><mj-body>\n<mj-section>", 2),
        ("<mjml><mj-body><mj-section/>\n</mj-section></mj-body></mjml>", 2),
        ("<mjml>\n<mj-body>{{ a\n\n}}\n<mj-madeup/></mj-body></mjml>", 5),
        ("<mjml>\n<mj-body>诊所{{ a\n\n}}\n<mj-include path='/etc/passwd'/></mj-body></mjml>", 5),
        ("<p>Not MJML</p>", 1),
        ("", None),
    ],
)
def test_bad_mjml_tells_its_line(source, line):
    error = compiling_trouble(source)

    assert (error.kind, error.line) == (Kind.MJML, line)


def test_liquid_that_the_compiler_repeats_out_of_balance_is_refused():
    element = (
        '<mj-social-element src="a.png" href="{% if link %}{{ link }}">Us{% endif %}</mj-social-element>'
    )

    error = compiling_trouble(mjml(column(f"<mj-social>{element}</mj-social>")))

    assert error.kind is Kind.MISPLACED_LIQUID


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        (mjml(column('\n<mj-image src="a.png" width="{{ width }}" />')), Kind.MISPLACED_LIQUID, 2),
        (mjml(column("\n\n<mj-text>{{ name | madeup }}</mj-text>")), Kind.UNKNOWN_FILTER, 3),
        (mjml(column("\n<mj-text>{% if name %}</mj-text>")), Kind.SYNTAX, 2),
    ],
)
def test_liquid_that_would_be_lost_or_broken_is_refused_at_its_line(source, kind, line):
    error = compiling_trouble(source)

    assert (error.kind, error.line) == (kind, line)


def test_mjml_on_which_the_compiler_itself_fails_is_a_template_error():
    error = compiling_trouble(mjml(column('<mj-text>é"></mj-text>')))

    assert error.kind is Kind.MJML


@given(st.text(alphabet="<>/{}%\"'= \nmj-textbodyé", max_size=60))
def test_any_text_between_mjml_tags_compiles_or_is_a_template_error(text):
    with contextlib.suppress(TemplateError):
        html = compile_mjml(mjml(column(f"<mj-text>{text}</mj-text>")))

        assert "lyheld" not in html


def test_html_becomes_readable_text():
    html = """<html><head><title>T</title><style>p { color: red }</style></head><body>
      <div style="display: none">Preview<img alt="x">&zwnj;</div><h1>News&nbsp;&amp; dates</h1>
      <p>Dear Ana,<br>come   and
      see.</p><ul><li>One</li><li>Two <b>bold</b></li></ul><hr>
      <table><tr><td>Mon</td><td>9:00</td></tr><tr><td>Tue</td><td>10:00</td></tr></table>
      <a href="https://clinic.example/book">Book a seat</a> <a href="https://clinic.example">https://clinic.example</a>
      <a href="mailto:desk@clinic.example">Write</a> <a href="#top">Top</a>
      <a href="https://clinic.example/logo"><img src="l.png" alt="Logo"></a><a href="https://clinic.example/n"></a>
      <!--[if mso]>Outlook<![endif]--><script>alert(1)</script></body></html>"""

    text = rendering.text_part(html)

    assert text == (
        "News & dates\n\nDear Ana,\ncome and see.\n\n- One\n- Two bold\n\n---\n\nMon 9:00\n\nTue 10:00\n\n"
        "Book a seat: https://clinic.example/book https://clinic.example Write: desk@clinic.example Top "
        "Logo: https://clinic.example/logohttps://clinic.example/n\n"
    )


def test_invisible_padding_and_soft_hyphens_leave_no_trace():
    assert rendering.text_part("<p>exam\u00adple\u200b\ufeff \u034f \u00a0 here</p>") == "example here\n"


def test_loose_ends_of_links_and_hidden_elements_do_no_harm():
    html = '<p>a</a><b style="DISPLAY: none"><a href="https://clinic.example">no<br/></a></b>b<a href="x">c'

    assert rendering.text_part(html) == "abc\n"


def test_words_like_the_compilers_placeholders_stay_as_they_are():
    html = compile_mjml(mjml(column("<mj-text>lyheld0z lyheldx {{ name }}</mj-text>")))

    assert "lyheld0z lyheldx {{ name }}" in html


def test_unclosed_hidden_elements_end_with_their_parent():
    assert rendering.text_part("<p>a<span hidden><b>no<i>no</span>b</p>") == "ab\n"


@given(st.lists(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1)))
def test_escaped_text_comes_back_word_for_word(words):
    text = rendering.text_part(f"<p>{html_module.escape(' '.join(words))}</p>")

    assert text.split() == words


def test_a_rendered_message_shows_nothing_of_itself_in_logs():
    assert "Ana" not in repr(render(html="{{ contact.first_name }}"))


def test_defaults_for_tags_that_do_not_occur_are_no_loss():
    head = "<mj-head><mj-attributes><mj-button color='{{ color }}' /></mj-attributes></mj-head>"
    body = "<mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body>"

    assert "Hello" in compile_mjml(f"<mjml>{head}{body}</mjml>")
