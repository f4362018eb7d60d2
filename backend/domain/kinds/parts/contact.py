"""Whom to talk to."""

from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Text


class Contact(Part, frozen=True, kw_only=True):
    name: Text = ""
    title: Text = ""
    phone: Text = ""
    fax: Text = ""
    email: Text = ""
