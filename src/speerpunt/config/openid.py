"""Signing in with the account of an organisation's own system, by OpenID Connect; by settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER = "werk"
# Anybody in the world has an account there, under an address of his own choice.
FOR_EVERYBODY = ("/common", "/organizations", "/consumers")


@dataclass(frozen=True)
class OpenIdSettings:
    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    name: str = ""
    # The system says of no address that it was checked, but its administrator gives them out.
    trusts_addresses: bool = False
    has_second_factor: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "OpenIdSettings":
        issuer = environment.get("SPEERPUNT_OIDC_ISSUER", "").rstrip("/")
        if not issuer:
            return cls()
        found = cls(
            issuer=issuer,
            client_id=environment.get("SPEERPUNT_OIDC_CLIENT_ID", ""),
            client_secret=environment.get("SPEERPUNT_OIDC_CLIENT_SECRET", ""),
            name=environment.get("SPEERPUNT_OIDC_NAME", "Microsoft 365"),
            trusts_addresses=environment.get("SPEERPUNT_OIDC_TRUSTS_ADDRESSES", "0") == "1",
            has_second_factor=environment.get("SPEERPUNT_OIDC_HAS_SECOND_FACTOR", "0") == "1",
        )
        found.check()
        return found

    def check(self) -> None:
        if not self.client_id or not self.client_secret:
            raise ImproperlyConfigured(
                "SPEERPUNT_OIDC_ISSUER needs SPEERPUNT_OIDC_CLIENT_ID and SPEERPUNT_OIDC_CLIENT_SECRET beside it."
            )
        if self.trusts_addresses and any(
            part in f"{self.issuer}/" for part in (f"{each}/" for each in FOR_EVERYBODY)
        ):
            raise ImproperlyConfigured(
                "SPEERPUNT_OIDC_TRUSTS_ADDRESSES needs the address of your own tenant in SPEERPUNT_OIDC_ISSUER, not one for everybody."
            )

    @property
    def origins(self) -> list[str]:
        parts = urlsplit(self.issuer)
        return [f"{parts.scheme}://{parts.netloc}"] if self.issuer else []

    def as_provider(self) -> dict[str, Any]:
        app = {
            "provider_id": PROVIDER,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer},
        }
        return {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if self.issuer else []}
