"""All settings, read from the environment in one place. docs/reference/settings.md lists them."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from lightyear.kit import clock
from lightyear.server import environment

BASE_DIR = Path(__file__).resolve().parents[3]

LIGHTYEAR_HOME = Path(os.environ.get("LIGHTYEAR_HOME", ".lightyear")).absolute()
LIGHTYEAR_DEMO = environment.flag("LIGHTYEAR_DEMO")
LIGHTYEAR_MASTER_KEY = os.environ.get("LIGHTYEAR_MASTER_KEY", "")
LIGHTYEAR_LEDGER_KEY = os.environ.get("LIGHTYEAR_LEDGER_KEY", "")
LIGHTYEAR_APP_ROLE = os.environ.get("LIGHTYEAR_APP_ROLE", "lightyear_app")
LIGHTYEAR_URL = os.environ.get("LIGHTYEAR_URL", "http://localhost:8000").rstrip("/")
LIGHTYEAR_SMTP_URL = os.environ.get("LIGHTYEAR_SMTP_URL", "")
LIGHTYEAR_SMTP_CONNECTIONS = int(os.environ.get("LIGHTYEAR_SMTP_CONNECTIONS", "4"))
LIGHTYEAR_LEASE_SECONDS = float(os.environ.get("LIGHTYEAR_LEASE_SECONDS", "180"))
LIGHTYEAR_MAILBOX = LIGHTYEAR_HOME / "mailbox"

if LIGHTYEAR_DEMO:
    clock.follow(LIGHTYEAR_HOME / "clock")

SECRET_KEY = environment.secret_key(LIGHTYEAR_HOME)
DEBUG = False
ALLOWED_HOSTS = environment.hosts(LIGHTYEAR_URL)
CSRF_TRUSTED_ORIGINS = [LIGHTYEAR_URL]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "lightyear.workspaces",
    "lightyear.ledger",
    "lightyear.accounts",
    "lightyear.gate",
    "lightyear.contacts",
    "lightyear.consent",
    "lightyear.messaging",
    "lightyear.channels",
    "lightyear.intake",
    "lightyear.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lightyear.web.entrance.Entrance",
]

ROOT_URLCONF = "lightyear.server.urls"
WSGI_APPLICATION = "lightyear.server.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "lightyear.web.frame.context",
            ],
        },
    },
]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "web:sign-in"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = LIGHTYEAR_URL.startswith("https:")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "lightyear.web.errors.csrf_failure"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "src" / "lightyear" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".build" / "static"
STATICFILES_DIRS = environment.frontend_packages(BASE_DIR / "frontend" / "node_modules")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": "lightyear.kit.logs.RouteOnly"}},
    "formatters": {
        "line": {
            "()": "lightyear.kit.logs.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["route"]}},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"propagate": True}},
    "root": {"handlers": ["console"], "level": os.environ.get("LIGHTYEAR_LOG_LEVEL", "WARNING")},
}
