"""What is held of a contact's consents: all of it goes into an export, and it stays as proof."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lightyear.consent.models import ConsentRecord, Standing
from lightyear.contacts import rights
from lightyear.contacts.models import Contact

# 45 CFR 164.530(j) wants six years of it; GDPR 7(1) that consent can be demonstrated.
PROOF = _("Consents and withdrawals with their exact wording: they prove what was allowed, and name nobody.")


@rights.on_export("consent.ConsentRecord", section="consents")
def _export_records(contact: Contact) -> list[dict[str, Any]]:
    found = ConsentRecord.objects.filter(contact=contact).select_related("purpose", "notice")
    return [
        {
            "at": record.at,
            "purpose": record.purpose.key,
            "channel": record.channel,
            "answer": record.answer,
            "wording": record.notice.wording if record.notice else "",
            "wording_sha256": record.notice_digest,
            "source": record.source,
            "evidence": record.evidence,
        }
        for record in found.order_by("at", "id")
    ]


@rights.on_export("consent.Standing", section="standing_answers")
def _export_standings(contact: Contact) -> list[dict[str, Any]]:
    found = Standing.objects.filter(contact=contact).order_by("purpose__key", "channel")
    return [
        {"purpose": row.purpose.key, "channel": row.channel, "answer": row.answer, "since": row.since}
        for row in found.select_related("purpose")
    ]


rights.remains("consent.ConsentRecord", PROOF)
rights.remains("consent.Standing", PROOF)
