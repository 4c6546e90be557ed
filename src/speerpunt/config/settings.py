"""Settings from environment variables, each listed in docs/operations.md. Every default is the safe one."""

import os
from datetime import timedelta
from pathlib import Path

from .databases import database_from_environment
from .openid import OpenIdSettings
from .secrets import secret_key
from .storages import storages_from_environment


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
VAR = Path(os.environ.get("SPEERPUNT_VAR", PROJECT / "var")).resolve()
# The database, mail and secrets are nobody's business who shares the machine.
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

# Where the engine is kept once it is compiled; read when it is imported.
os.environ.setdefault("NUMBA_CACHE_DIR", str(VAR / "cache" / "numba"))

DEBUG = flag("SPEERPUNT_DEBUG")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = words("SPEERPUNT_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("SPEERPUNT_ORIGINS")
HTTPS = flag("SPEERPUNT_HTTPS")
TRUSTED_PROXIES = int(os.environ.get("SPEERPUNT_TRUSTED_PROXIES", "0"))

INSTALLED_APPS = [
    "speerpunt.api",
    "speerpunt.portal",
    "speerpunt.puzzle",
    "speerpunt.meetings",
    "speerpunt.funds",
    "speerpunt.priorities",
    "speerpunt.documents",
    "speerpunt.actions",
    "speerpunt.places",
    "speerpunt.members",
    "speerpunt.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "speerpunt.core.watching.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "speerpunt.api.middleware.ApiMiddleware",
    "speerpunt.core.middleware.EdgeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "speerpunt.core.middleware.CollectiveMiddleware",
    "speerpunt.members.middleware.StandingMiddleware",
    "speerpunt.members.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "speerpunt.config.urls"
WSGI_APPLICATION = "speerpunt.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "speerpunt.core.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "speerpunt.core.templatetags.addresses"],
        },
    }
]

DATABASES = {"default": database_from_environment(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "speerpunt.core.sessions"
# Sign-in limits must hold over all worker processes, so they are kept in the database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "speerpunt.core.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "speerpunt.config.accounts.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "speerpunt.config.account_forms.SignInForm",
    "request_login_code": "speerpunt.config.account_forms.RequestCodeForm",
    "confirm_login_code": "speerpunt.config.account_forms.ConfirmCodeForm",
    "reset_password": "speerpunt.config.account_forms.ForgottenPasswordForm",
    "confirm_password_reset_code": "speerpunt.config.account_forms.ConfirmResetCodeForm",
    "reset_password_from_key": "speerpunt.config.account_forms.NewPasswordForm",
    "change_password": "speerpunt.config.account_forms.ChangePasswordForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Never sent (config.accounts), but made, so that it takes as long.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
# Ten checks of a password in five minutes for each account, whichever door is tried.
ACCOUNT_RATE_LIMITS = {
    "reauthenticate": "5/300s/user",
    "change_password": "5/300s/user",
    # Anybody may ask for a mail about works: so often from one connection, so often to one address.
    "follow_works": "20/h/ip,3/h/key",
}
# Without the name of the host, which comes from the request.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# Beside a password or mailed code: an app that gives codes, or a passkey, which also signs in by itself.
MFA_ADAPTER = "speerpunt.config.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Speerpunt"
# Clocks of phones may differ by half a minute.
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
# An address comes from an invitation that was mailed to it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "speerpunt.config.account_forms.SecondStepForm",
    "reauthenticate": "speerpunt.config.account_forms.SecondStepAgainForm",
    "activate_totp": "speerpunt.config.account_forms.ActivateAppForm",
    "login_webauthn": "speerpunt.config.account_forms.SignInByPasskeyForm",
    "authenticate_webauthn": "speerpunt.config.account_forms.SecondStepByPasskeyForm",
    "reauthenticate_webauthn": "speerpunt.config.account_forms.AgainByPasskeyForm",
    "add_webauthn": "speerpunt.config.account_forms.AddPasskeyForm",
    "edit_webauthn": "speerpunt.config.account_forms.NamePasskeyForm",
}
# The accounts of an organisation's own system, such as Microsoft 365, for people who are known here already.
OIDC = OpenIdSettings.from_environment(os.environ)
SOCIALACCOUNT_ADAPTER = "speerpunt.config.accounts.KnownOnlyAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": OIDC.as_provider()}
SOCIALACCOUNT_STORE_TOKENS = False

# Office and board need one; "optional" leaves it to them.
SECOND_FACTOR_IS_REQUIRED = os.environ.get("SPEERPUNT_SECOND_FACTOR", "required") == "required"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [VAR / "locale"]
TIME_ZONE = os.environ.get("SPEERPUNT_TIME_ZONE", "Europe/Amsterdam")
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Papers: on the disk, or in a bucket.
STORAGES = storages_from_environment(VAR)

STATIC_URL = "/static/"
STATICFILES_DIRS = [VAR / "static"]
(VAR / "static").mkdir(exist_ok=True)
# Served straight from where they lie: there is nothing to collect, and nothing to forget to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# What the build names after its contents or its version never changes: a browser keeps it.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/speerpunt/[\w-]+-([0-9A-Z]{8}|\d+\.\d+\.\d+)\.\w+$"

# Where people reach this installation; stands in mails, so never taken from a request.
BASE_URL = os.environ.get("SPEERPUNT_BASE_URL", "http://localhost:8000").rstrip("/")
# On this machine itself, browsers let passkeys work without TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://")
DEFAULT_FROM_EMAIL = os.environ.get("SPEERPUNT_MAIL_FROM", "speerpunt@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = os.environ.get("SPEERPUNT_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SPEERPUNT_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("SPEERPUNT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SPEERPUNT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("SPEERPUNT_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR / "mail"
# Mail is written down first; the postman hands it to the mail server, or to the folder.
EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"
MAIL_DELIVERY_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "speerpunt.core.mail.FolderBackend"
)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# Whoever watches over the server asks it directly, not through the proxy.
SECURE_REDIRECT_EXEMPT = [r"^gezond/$", r"^healthz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# Background tiles of the national map service, only when asked for; then the policy below lets them in.
MAP_TILES_URL = os.environ.get("SPEERPUNT_MAP_TILES_URL", "")
MAP_TILES_ORIGIN = "/".join(MAP_TILES_URL.split("/")[:3])
# Address look-up at the national address register; empty: pins only.
GEOCODER_URL = os.environ.get("SPEERPUNT_GEOCODER_URL", "")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *([MAP_TILES_ORIGIN] if MAP_TILES_URL else [])],
        "connect-src": ["'self'", *([MAP_TILES_ORIGIN] if MAP_TILES_URL else [])],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        # Signing in elsewhere begins with a form here.
        "form-action": ["'self'", *OIDC.origins],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Who may read /metrics: whoever has the token, or asks from one of these networks. Nobody unless said so.
METRICS_TOKEN = os.environ.get("SPEERPUNT_METRICS_TOKEN", "")
METRICS_NETWORKS = words("SPEERPUNT_METRICS_NETWORKS")
if METRICS_TOKEN or METRICS_NETWORKS:
    # All processes of this machine count in one folder.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(VAR / "metrics"))
    (VAR / "metrics").mkdir(mode=0o700, exist_ok=True)

LOG_FORMAT = os.environ.get("SPEERPUNT_LOG_FORMAT", "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "speerpunt.config.logs.JsonLines"},
    },
    "filters": {"without_secrets": {"()": "speerpunt.config.logs.WithoutSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            # JSON leaves out what these would hide, and needs the message as it was given.
            "filters": [] if LOG_FORMAT == "json" else ["without_secrets"],
        }
    },
    "loggers": {"speerpunt.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SPEERPUNT_LOG_LEVEL", "WARNING")},
}
