"""A template filled in for one contact: which version, and the values it gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from lightyear.messaging import layout, rendering, tokens
from lightyear.messaging.models import Message, TemplateVersion
from lightyear.messaging.rendering import Rendered
from lightyear.workspaces.models import Workspace


@dataclass(frozen=True, repr=False)
class Filled:
    """A message as its reader gets it, and the version that it was made from."""

    rendered: Rendered
    version: TemplateVersion

    @property
    def source(self) -> str:
        """The HTML template."""
        return self.version.html


def fill(message: Message, versions: Mapping[str, TemplateVersion], workspace: Workspace) -> Filled:
    """Fill in the version of the contact's language, else of the organization's, else any.

    `versions` are those in force, by language. Raises rendering.TemplateError.
    """
    version = choose(versions, message.contact.language, workspace.language)
    kind = message.template.purpose.kind
    filled = rendering.render(subject=version.subject, html=version.html, context=context(message, workspace))
    subject = layout.subject(filled.subject, language=version.language, kind=kind)
    return Filled(Rendered(subject=subject, html=filled.html, text=filled.text), version)


def choose(versions: Mapping[str, TemplateVersion], *wanted: str) -> TemplateVersion:
    """The version of the first wanted language that is there, else any. Raises rendering.TemplateError."""
    for language in (*wanted, *sorted(versions)):
        if language in versions:
            return versions[language]
    raise rendering.TemplateError(rendering.Kind.UNDEFINED)


def context(message: Message, workspace: Workspace) -> dict[str, object]:
    """What a template may name, for one message."""
    token = tokens.of("message", message.id)
    links = {
        "unsubscribe": _address("u", workspace, token),
        "preferences": _address("p", workspace, token),
    }
    for name, link in message.details.get("links", {}).items():
        links[name] = _address(link["path"], workspace, tokens.of(link["kind"], UUID(link["row"])))
    return {
        "contact": {"name": message.contact.known_name},
        "organization": {
            "name": workspace.name,
            "postal_address": workspace.postal_address,
            "color": workspace.brand_color,
            "privacy_email": workspace.privacy_email,
        },
        "links": links,
    }


def _address(path: str, workspace: Workspace, token: str) -> str:
    return f"{settings.LIGHTYEAR_URL}/{path}/{workspace.slug}/{token}"
