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
LIGHTYEAR_URL = environment.address(LIGHTYEAR_HOME)
LIGHTYEAR_SMTP_URL = os.environ.get("LIGHTYEAR_SMTP_URL", "")
LIGHTYEAR_SMTP_CONNECTIONS = int(os.environ.get("LIGHTYEAR_SMTP_CONNECTIONS", "4"))
LIGHTYEAR_LEASE_SECONDS = float(os.environ.get("LIGHTYEAR_LEASE_SECONDS", "180"))
LIGHTYEAR_MAILBOX = LIGHTYEAR_HOME / "mailbox"
LIGHTYEAR_IDLE_MINUTES = int(os.environ.get("LIGHTYEAR_IDLE_MINUTES", "30"))
LIGHTYEAR_SESSION_HOURS = int(os.environ.get("LIGHTYEAR_SESSION_HOURS", "12"))
LIGHTYEAR_API_PER_MINUTE = int(os.environ.get("LIGHTYEAR_API_PER_MINUTE", "600"))
LIGHTYEAR_TRUSTED_PROXIES = environment.networks("LIGHTYEAR_TRUSTED_PROXIES")
LIGHTYEAR_SET_UP_FROM_ANYWHERE = environment.flag("LIGHTYEAR_SET_UP_FROM_ANYWHERE")

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
    "allauth.account",
    "allauth.mfa",
    "lightyear.workspaces",
    "lightyear.ledger",
    "lightyear.accounts",
    "lightyear.gate",
    "lightyear.contacts",
    "lightyear.consent",
    "lightyear.sales",
    "lightyear.messaging",
    "lightyear.channels",
    "lightyear.journeys",
    "lightyear.intake",
    "lightyear.web",
]

MIDDLEWARE = [
    "lightyear.web.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lightyear.web.bodies.Bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lightyear.web.limits.SessionLimits",
    "lightyear.web.entrance.Entrance",
    "lightyear.api.entrance.Entrance",
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

DATABASES = {"default": environment.database(environment.database_url(LIGHTYEAR_HOME))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that limits on sign-in hold over all processes and machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "lightyear_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "lightyear.accounts.sign_in.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "lightyear.accounts.forms.SignInForm",
    "change_password": "lightyear.accounts.forms.ChangePasswordForm",
    "reauthenticate": "lightyear.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "lightyear.accounts.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "lightyear.accounts.forms.ActivateForm",
    "authenticate": "lightyear.accounts.forms.CodeForm",
    "reauthenticate": "lightyear.accounts.forms.CodeAgainForm",
}
MFA_TOTP_ISSUER = "Lightyear"
LOGIN_URL = "web:sign-in"
LOGIN_REDIRECT_URL = "web:front"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_AGE = LIGHTYEAR_SESSION_HOURS * 60 * 60
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
# web.proxies takes it away unless a trusted proxy says it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
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
