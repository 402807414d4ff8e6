"""The frame around the pages: navigation by role, ledger status, the addresses of the small forms."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action, ContactField
from lightyear.accounts.models import Membership
from lightyear.kit import clock
from lightyear.ledger import queries as ledger
from lightyear.messaging import notices
from lightyear.sales import queries as tasks
from lightyear.workspaces import wall


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation: shown to roles that may do the action."""

    key: str
    label: Any
    icon: str
    action: Action


GROWTH = (
    Item("home", gettext_lazy("Home"), "home", Action.HOME_VIEW),
    Item("notices", gettext_lazy("Notices"), "bell", Action.NOTICES_READ),
    Item("tasks", gettext_lazy("Tasks"), "task", Action.TASKS_WORK),
    Item("contacts", gettext_lazy("Contacts"), "contacts", Action.CONTACTS_VIEW),
    Item("forms", gettext_lazy("Forms"), "forms", Action.FORMS_VIEW),
    Item("templates", gettext_lazy("Templates"), "campaigns", Action.TEMPLATES_VIEW),
    Item("journeys", gettext_lazy("Journeys"), "journeys", Action.JOURNEYS_VIEW),
    Item("messages", gettext_lazy("Messages"), "messages", Action.MESSAGES_VIEW),
)
TRUST = (
    Item("flows", gettext_lazy("Flows"), "flows", Action.FLOWS_VIEW),
    Item("allowed-terms", gettext_lazy("Allowed terms"), "shield", Action.TERMS_VIEW),
    Item("ledger", gettext_lazy("Ledger"), "ledger", Action.LEDGER_VIEW),
)
SETTINGS = (Item("settings", gettext_lazy("Settings"), "settings", Action.SETTINGS_VIEW),)


def context(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs; staff pages get the navigation too."""
    frame: dict[str, Any] = {"language_url": reverse("web:language")}
    membership: Membership | None = getattr(request, "membership", None)
    if membership is not None and wall.is_open():
        frame |= _staff(request, membership)
    elif workspace := getattr(request, "workspace", None):
        frame |= {"organization": workspace, "brand_url": reverse("web:brand", args=[workspace.slug])}
    return frame


def _staff(request: HttpRequest, membership: Membership) -> dict[str, Any]:
    workspace = request.workspace  # type: ignore[attr-defined]
    user = request.user
    return {
        "workspace": workspace,
        "home_url": reverse("web:home", args=[workspace.slug]),
        "search_url": reverse("web:search", args=[workspace.slug]),
        "workspaces_url": reverse("web:workspaces"),
        "sign_out_url": reverse("web:sign-out"),
        "account_url": reverse("mfa_index"),
        "account": {
            "name": user.name,  # type: ignore[union-attr]
            "initials": _initials(user.name),  # type: ignore[union-attr]
            "role": membership.get_role_display(),
        },
        "sees": {field.value: matrix.shows(membership.role, field) for field in ContactField},
        "navigation": list(_navigation(request, membership)),
        "ledger_status": _ledger_status(),
        "demo_banner": _("Demonstration: every person here is invented, and no mail leaves this machine.")
        if settings.LIGHTYEAR_DEMO
        else "",
    }


def _navigation(request: HttpRequest, membership: Membership) -> list[dict[str, Any]]:
    here = request.resolver_match.url_name or "" if request.resolver_match else ""
    slug = request.workspace.slug  # type: ignore[attr-defined]
    counts = _counts(membership)
    groups = [(None, GROWTH), (_("Trust"), TRUST), (None, SETTINGS)]
    shown = [
        {
            "label": label,
            "items": [
                {
                    "key": item.key,
                    "label": item.label,
                    "icon": item.icon,
                    "url": reverse(f"web:{item.key}", args=[slug]),
                    "count": counts.get(item.key),
                    "is_current": here == item.key or f"{here}-".startswith(f"{item.key.rstrip('s')}-"),
                }
                for item in items
                if matrix.allows(membership.role, item.action)
            ],
        }
        for label, items in groups
    ]
    if settings.LIGHTYEAR_DEMO:
        mailbox = {"key": "mailbox", "label": _("Mailbox"), "icon": "mailbox", "url": reverse("web:mailbox")}
        shown.append({"label": _("Demonstration"), "items": [mailbox]})
    return [group for group in shown if group["items"]]


def _counts(membership: Membership) -> dict[str, int]:
    """What waits for this person, behind the words of the navigation."""
    counts = {"notices": notices.unread_count(membership.user_id)}
    if matrix.allows(membership.role, Action.TASKS_WORK):
        counts["tasks"] = tasks.mine(membership).count()
    return counts


def _ledger_status() -> dict[str, Any] | None:
    status = ledger.status()
    if status.sealed_at is None:
        return None
    seconds = int((clock.now() - status.sealed_at).total_seconds())
    ago = (
        _("%(seconds)s s") % {"seconds": max(seconds, 0)}
        if seconds < 60
        else timesince(status.sealed_at, clock.now(), depth=1)
    )
    return {"sealed_ago": ago, "size": status.size}


def _initials(name: str) -> str:
    words = name.split()
    if len(words) > 1:
        return (words[0][:1] + words[-1][:1]).upper()
    return name[:1]
