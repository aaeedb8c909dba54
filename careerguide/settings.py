"""Settings of careerguide, all from the environment, with defaults that are safe.

``MODE`` tells the two ways of running apart. *embedded* (the default) is the quickstart on one's own machine:
SQLite beside the code, a secret of its own made on first use, accounts that work without a mail server, and only
loopback addresses answered. *production* has no defaults for what matters and refuses to start without it.
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

MODE = env.str("MODE", "embedded")
if MODE not in ("embedded", "production"):
    raise ImproperlyConfigured("MODE is either 'embedded' or 'production'.")
EMBEDDED = MODE == "embedded"

# What the embedded mode keeps: the database, its secret, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data")))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def embedded_secret(path):
    """The embedded mode's secret key, generated once and kept in a file that only its owner reads."""
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text().strip()


DEBUG = EMBEDDED and env.str("DEBUG", "").lower() in environ.Env.BOOLEAN_TRUE_STRINGS
EMAIL_URL = env.str("EMAIL_URL", "")

if EMBEDDED:
    SECRET_KEY = env.str("SECRET_KEY", "") or embedded_secret(DATA_DIR / "secret-key")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or ["localhost", "127.0.0.1", "[::1]"]
else:
    missing = [name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL") if not env.str(name, "")]
    if missing:
        raise ImproperlyConfigured(f"MODE=production needs {', '.join(missing)} in the environment.")
    SECRET_KEY = env.str("SECRET_KEY")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("MODE=production needs a SECRET_KEY of at least fifty characters.")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

INSTALLED_APPS = [
    "careerguide",
    "guide",
    "tracker",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
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
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "careerguide.urls"
WSGI_APPLICATION = "careerguide.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careerguide.theme.theme",
            ],
            "builtins": ["careerguide.templatetags.parts"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Who says what a reader keeps beside the guide's records (guide/companion.py); the guide itself knows of nobody.
GUIDE_COMPANION = "tracker.companion.companion_of"

# --- databases -------------------------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", "") or f"sqlite:///{DATA_DIR / 'careerguide.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASE = DATABASES["default"]
DATABASE["CONN_MAX_AGE"] = None  # a connection a request costs PostgreSQL 5 ms and more
DATABASE["CONN_HEALTH_CHECKS"] = True
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = {
        # IMMEDIATE: a transaction that reads and then writes waits its turn instead of failing as locked.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # A file, not memory: the tests meet the locking that the embedded mode meets.
    DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

CACHES = {
    # Shared by all workers: allauth counts failed log-ins in it.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # A worker's own: pages for the anonymous, under keys that hold the version of the content. The guide has some 400
    # addresses, and lists narrowed and paths compared besides. Those 400 pages are 7 to 103 kB and 5 MB together.
    # Kept compressed they cost a visit more than the limit for it (docs/speed.md).
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1200},
    },
    # A worker's own, too: pictures of records, under keys that hold the version of the record. A year of days is up to
    # 75 kB, so that few of them are kept: 200 are at most 15 MB.
    "pictures": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pictures",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# --- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "careerguide.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique, by a constraint that ignores case
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tracker:today"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "careerguide.accounts.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "careerguide.forms.SignupForm"
ACCOUNT_USER_DISPLAY = "careerguide.models.display_name"
# Without a mail server nobody could confirm anything, so an account works at once and the mail shows in the console.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "optional"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.str("TRUSTED_PROXY_COUNT", "") or 0)

# --- mail ------------------------------------------------------------------------------------------------------------

vars().update(env.email_url_config(EMAIL_URL or "consolemail://"))
# Where the site is found, for links in mails that no request asks for.
SITE_URL = env.str("SITE_URL", "").rstrip("/") or (
    "http://127.0.0.1:8000" if EMBEDDED else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "careerguide <careerguide@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- static files ----------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- uploads ---------------------------------------------------------------------------------------------------------

UPLOAD_MAX_BYTES = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "careerguide.uploads.CappedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- security --------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Pico draws its form icons as data: addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "careerguide.views.csrf_failure"
if not EMBEDDED:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, past the proxy that speaks https
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "careerguide.logs.Masked"}},
    "formatters": {
        "server": {"()": "django.utils.log.ServerFormatter", "format": "[{server_time}] {message}", "style": "{"}
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["masked"]},
        "server": {"class": "logging.StreamHandler", "filters": ["masked"], "formatter": "server"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["server"], "level": "INFO", "propagate": False},
        # Masked at their source too: what others hang on the loggers above sees no secret either.
        "django.request": {"filters": ["masked"]},
        "django.security.csrf": {"filters": ["masked"]},
    },
}
