"""What staff call their forms and templates: a name goes into lists, flows and logs, for everybody."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lightyear.gate import queries as gate
from lightyear.guard import allowed
from lightyear.web import words


class NameField(forms.CharField):
    """A name that holds nobody's number or address; the names of people and days may stand in it."""

    def clean(self, value: Any) -> str:
        name: str = super().clean(value)
        found = {one.category for one in gate.reader()(name)} & allowed.POINTING
        if found:
            told = ", ".join(sorted(words.category(category) for category in found))
            raise forms.ValidationError(
                _("It holds what tells of somebody: %(told)s. Name the work, not the person.")
                % {"told": told}
            )
        return name
