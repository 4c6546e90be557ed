"""The account of a session, found with SQL that is written once."""

from allauth.account.auth_backends import AuthenticationBackend

from .models import User
from .queries.one_by import OneBy

USERS = OneBy(User, "pk")


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        user = USERS.find(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
