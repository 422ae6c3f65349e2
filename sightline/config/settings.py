"""Django's settings, all derived from the typed values of `sightline.config.env`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sightline.config import env, folder

try:
    SIGHTLINE = env.load(os.environ)
except env.SettingsError as error:
    raise ImproperlyConfigured(str(error)) from None

PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = False
try:
    SECRET_KEY = SIGHTLINE.secret_key or folder.secret(SIGHTLINE.keys / "secret.key")
except folder.FolderError as error:
    raise ImproperlyConfigured(str(error)) from None
ALLOWED_HOSTS = [*SIGHTLINE.hosts]
ROOT_URLCONF = "sightline.config.urls"
WSGI_APPLICATION = "sightline.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Worker"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "sightline.kit",
    "sightline.trail",
    "sightline.access",
    "sightline.people",
    "sightline.cases",
    "sightline.reviews",
    "sightline.chronologies",
    "sightline.coding",
    "sightline.learning",
    "sightline.checks",
    "sightline.confidence",
    "sightline.impact",
    "sightline.exchange",
    "sightline.stories",
    "sightline.upkeep",
    "sightline.desk",
]

MIDDLEWARE = [
    "sightline.config.accidents.AccidentMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sightline.access.middleware.AccessMiddleware",
    "sightline.config.addresses.NulMiddleware",
    "sightline.config.accidents.WrongWayMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "sightline.kit.jinja.environment",
            # Sign-in pages are drawn by allauth's own views, which know nothing of our layout.
            "context_processors": ["sightline.kit.layout.layout"],
        },
    },
    # Only for third-party code that insists on Django's own templates.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}},
]


def _database() -> dict[str, object]:
    if SIGHTLINE.database_url:
        url = urlparse(SIGHTLINE.database_url)
        # A server that doesn't answer is noticed in seconds; its name in the server's own list says who is connected.
        options = {"connect_timeout": "5", "application_name": "sightline", **dict(parse_qsl(url.query))}
        # Compiling a page's large statements to machine code takes longer than running them. The address may differ.
        options["options"] = f"-c jit=off {options.get('options', '')}".strip()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 3600,  # as long as that lasts what the server has planned (people/planned.py)
            "CONN_HEALTH_CHECKS": True,  # after the server was away, the next request connects anew
            "OPTIONS": options,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(SIGHTLINE.sqlite_file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A write waits its turn at the start rather than failing halfway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged save survives power loss.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON",
        },
    }


DATABASES = {"default": _database()}
ATOMIC_REQUESTS = False  # a view's trail entry must be committed before the page is built

AUTHENTICATION_BACKENDS = ["sightline.access.backend.WorkerBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]
CSRF_FAILURE_VIEW = "sightline.access.views.csrf_failure"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
# allauth: a username, a password and a second factor. No sign-up, no e-mail address, no mail.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "sightline.access.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # sightline.access.lockout counts, in the database, per browser
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a fingerprint, a face or a PIN: a passkey alone is then two factors
MFA_RATE_LIMITS = False  # a passkey cannot be guessed, and a whole office comes from one address
MFA_ADAPTER = "sightline.access.adapters.SecondFactorAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Sightline"

# A notice may name a child; it stays on the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "sightline.access.sessions"  # each session names its worker, so that closing an account ends it
SESSION_COOKIE_AGE = SIGHTLINE.longest_session_hours * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if SIGHTLINE.encrypted:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sightline"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a watcher on the machine asks without a certificate
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in SIGHTLINE.hosts]
else:
    SESSION_COOKIE_NAME = "sightline"
    CSRF_COOKIE_NAME = "sightline-csrf"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# A review officer pastes long findings; nobody posts a film.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A file that is being sent lies in the data folder meanwhile, not where anybody's passing files lie.
FILE_UPLOAD_TEMP_DIR = str(SIGHTLINE.data / "incoming")
FILE_UPLOAD_HANDLERS = [
    "sightline.kit.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SILENCED_SYSTEM_CHECKS = ["files.E001"]  # the folder for what is being sent is made at the first need (kit.uploads)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "bare": {"format": "{message}", "style": "{"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "stream": sys.stderr},
        # Kept apart from the trail and from everything else; made at the first event.
        "security": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(SIGHTLINE.data / "security.log"),
            "encoding": "utf-8",
            "delay": True,
            "formatter": "bare",
        },
    },
    "loggers": {
        "sightline.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "sightline": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
