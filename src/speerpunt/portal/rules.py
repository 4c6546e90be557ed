import rules

from speerpunt.members.rules import is_signed_in

rules.add_perm("portal.view_today", is_signed_in)
