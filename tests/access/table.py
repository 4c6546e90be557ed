"""Who gets in where: the rows of every app. An exemption says why the collective's rights do not apply."""

from .row import VISITORS, Row
from .rows.actions import ACTIONS
from .rows.api import API
from .rows.core import CORE
from .rows.documents import DOCUMENTS
from .rows.funds import FUNDS
from .rows.games import GAMES
from .rows.involvement import INVOLVEMENT
from .rows.meetings import MEETINGS
from .rows.meetings_around import AROUND
from .rows.members import MEMBERS
from .rows.places import PLACES
from .rows.portal import PORTAL
from .rows.priorities import PRIORITIES
from .rows.puzzle import PUZZLE
from .rows.puzzle_following import FOLLOWING
from .rows.works import WORKS

__all__ = ["BY_KEY", "EXEMPT", "ROWS", "VISITORS", "Row"]

ROWS: dict[str, Row] = {
    **API,
    **CORE,
    **MEMBERS,
    **PLACES,
    **DOCUMENTS,
    **ACTIONS,
    **PRIORITIES,
    **MEETINGS,
    **AROUND,
    **FUNDS,
    **PUZZLE,
    **GAMES,
    **FOLLOWING,
    **INVOLVEMENT,
    **WORKS,
    **PORTAL,
}

# Opened by a key in a header, not by a session: tests/api/test_access_api.py tries each operation.
BY_KEY = "api:v1:"
OPERATIONS = "Says what can be asked, the same to everybody; it knows no session; tests/api/test_requests.py."
SIGN_IN = "A door to an account, the same for everybody; what it lets in is tested in tests/config."
OWN = "Of one's own account, whatever the collective; tested in tests/config/test_second_factor.py."
EXEMPT: dict[str, str] = {
    "account_change_password": SIGN_IN,
    "account_complete_password_reset": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_confirm_password_reset_code": SIGN_IN,
    "account_inactive": SIGN_IN,
    "account_login": SIGN_IN,
    "account_logout": SIGN_IN,
    "account_password_reset_completed": SIGN_IN,
    "account_reauthenticate": SIGN_IN,
    "account_request_login_code": SIGN_IN,
    "account_reset_password": SIGN_IN,
    "account_set_password": SIGN_IN,
    "account_signup": SIGN_IN,
    "api:front": OPERATIONS,
    "api:openapi": OPERATIONS,
    "collective_add": "Belongs to no collective yet; tested in tests/members/test_collectives.py.",
    "healthy": "Says only that the database answers.",
    "healthz": "Says only which part is well; tested in tests/core/test_watching.py.",
    "home": "Names the collectives, which are public.",
    "metrics": "Opens by a token or a network of the settings; tested in tests/core/test_watching.py.",
    "members_device_end": OWN,
    "members_devices": OWN,
    "members_devices_end": OWN,
    "members_own_file": "Gives everybody his own; tested in tests/members/test_own_facts.py.",
    "mfa_activate_totp": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_authenticate": SIGN_IN,
    "mfa_deactivate_totp": OWN,
    "mfa_download_recovery_codes": OWN,
    "mfa_edit_webauthn": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_index": OWN,
    "mfa_list_webauthn": OWN,
    "mfa_login_webauthn": SIGN_IN,
    "mfa_reauthenticate": SIGN_IN,
    "mfa_reauthenticate_webauthn": SIGN_IN,
    "mfa_remove_webauthn": OWN,
    "mfa_trust": SIGN_IN,
    "mfa_view_recovery_codes": OWN,
    "meetings:invitation": "Opens by a signed address from a mail, and only answers that invitation; tests/meetings/before.",
    "members:invitation": "Opens by a secret, not by a right; tested in tests/members/test_invitations.py.",
    "members:view_as_stop": "Only forgets a choice of one's own session; tested in tests/members/test_view_as.py.",
    "openid_connect_callback": SIGN_IN,
    "openid_connect_login": SIGN_IN,
    "socialaccount_connections": OWN,
    "socialaccount_login_cancelled": SIGN_IN,
    "socialaccount_login_error": SIGN_IN,
    "socialaccount_signup": SIGN_IN,
    "portal:calendar": "Opens by a secret, with the rights of its owner; tested in tests/portal/test_break_in_feeds.py.",
    "portal:told_stop": "Opens by a signed address from a mail, and only stops that mail; tests/portal/telling/test_break_in_digest.py.",
    "puzzle:follow_confirm": "Opens by a signed address from a mail, and only confirms that; tests/puzzle/views/test_following.py.",
    "puzzle:follow_stop": "Opens by a signed address from a mail, and only stops that mail; tests/puzzle/views/test_following.py.",
    "set_language": "Remembers a language in one's own cookie.",
}
