"""The frame of every e-mail: the organization's name above, who sends it and how to stop it below.

The footer is ours, not the author's, so that no commercial mail can go without postal address and
opt-out (16 CFR 316.4, 316.5; PIPL 15).
"""

from lightyear.consent.models import Purpose
from lightyear.messaging import liquid, mjml

STOP = {
    "en": (
        "You get this because you agreed to it.",
        "Unsubscribe",
        "Choose what you get",
    ),
    "zh-hans": ("您收到这封邮件，是因为您同意过接收。", "退订", "选择接收内容"),
}
ASKED = {
    "en": "You get this once, because somebody gave this address on our website.",
    "zh-hans": "您收到这封邮件，是因为有人在我们的网站上填写了这个邮箱。仅此一封。",
}
FONTS = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_HERE = "\0"
ADVERTISEMENT = "【广告】"
"""Commercial mail in China says so at the front of its subject (互联网电子邮件服务管理办法 13)."""


def wrap(fragment: str, *, language: str, kind: str) -> str:
    """A whole MJML document around an author's sections."""
    return f"""<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="{FONTS}" />
      <mj-text font-size="16px" line-height="24px" color="#1f2a2e" />
      <mj-button font-size="16px" font-weight="600" border-radius="6px" inner-padding="12px 20px"
        color="#ffffff" background-color="{{{{ organization.color }}}}" align="left" />
      <mj-section padding="8px 0" background-color="#ffffff" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f6f7" width="600px">
    <mj-section padding="20px 0 4px">
      <mj-column>
        <mj-text font-weight="600" color="{{{{ organization.color }}}}">{{{{ organization.name }}}}</mj-text>
      </mj-column>
    </mj-section>
    {fragment}
    <mj-section padding="4px 0 20px">
      <mj-column>
        <mj-divider border-width="1px" border-color="#dde3e6" />
        <mj-text font-size="13px" line-height="20px" color="#566268">{_footer(language, kind)}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>"""


def compiled(sections: str, *, language: str, kind: str) -> str:
    """An author's sections in the frame, as HTML. Raises liquid.TemplateError with the author's own line."""
    try:
        return mjml.compile_mjml(wrap(sections, language=language, kind=kind))
    except liquid.TemplateError as error:
        before = wrap(_HERE, language=language, kind=kind).partition(_HERE)[0].count("\n")
        line = error.line - before if error.line and error.line > before else None
        raise liquid.TemplateError(error.kind, line=line, word=error.word) from None


def subject(filled: str, *, language: str, kind: str) -> str:
    """The subject as it leaves, with the mark that Chinese commercial mail carries."""
    is_marked = language.startswith("zh") and kind == Purpose.Kind.COMMERCIAL
    return f"{ADVERTISEMENT}{filled}" if is_marked else filled


def _footer(language: str, kind: str) -> str:
    known = language if language in STOP else "en"
    sender = "{{ organization.name }}<br />{{ organization.postal_address }}"
    if kind != Purpose.Kind.COMMERCIAL:
        return f"{ASKED[known]}<br />{sender}"
    why, stop, choose = STOP[known]
    return (
        f'{why} <a href="{{{{ links.unsubscribe }}}}">{stop}</a> · '
        f'<a href="{{{{ links.preferences }}}}">{choose}</a><br />{sender}'
    )
