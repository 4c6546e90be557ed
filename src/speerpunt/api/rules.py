"""Who may let another system in. What that system may then do, the rules of each subject say of its owner."""

import rules

from speerpunt.members.rules import is_office, is_signed_in, with_standing

owns_it = rules.Predicate(
    lambda user, token=None: token is not None and token.owner_id == user.pk, name="owns_it"
)
belongs_here = with_standing(lambda at, target: at.is_signed_in, "belongs_here")

rules.add_perm("api.make_token", is_signed_in)
rules.add_perm("api.revoke_token", is_office | (owns_it & belongs_here))
