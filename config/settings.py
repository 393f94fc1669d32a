"""Everything that can be set, in the order a reader asks; what differs between places is read by env."""

from pathlib import Path
from typing import Any

from config import env, logs, oidc, stores

ROOT = Path(__file__).resolve().parent.parent
DEMO = env.switch("FLOTILLA_DEMO")
DEBUG = env.switch("FLOTILLA_DEBUG")
TESTING = env.switch("FLOTILLA_TESTING")
VAR = Path(env.text("FLOTILLA_VAR", str(ROOT / "var")))

# identity: where this copy is found
SITE_URL = env.text(
    "FLOTILLA_SITE_URL",
    "http://127.0.0.1:8000" if DEMO else None,
    example="https://together.example.gov",
)
SOURCE_URL = env.text(
    "FLOTILLA_SOURCE_URL", ""
)  # where the source of this copy is, for those who use it
ALLOWED_HOSTS = env.words("FLOTILLA_HOSTS", "127.0.0.1,localhost,[::1]")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# security
SECRET_KEY = env.text(
    "FLOTILLA_SECRET_KEY",
    "demo-only-" + "0" * 50 if DEMO else None,
    example="fifty random characters",
)
SECURE = SITE_URL.startswith("https://")
SESSION_ENGINE = "flotilla.web.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE and env.switch("FLOTILLA_REDIRECT_TO_HTTPS", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "flotilla.web.errors.csrf_failure"
BEHIND_PROXY = env.switch("FLOTILLA_BEHIND_PROXY")
PROXIES = env.number("FLOTILLA_PROXIES", 1 if BEHIND_PROXY else 0)  # how many of ours stand before
LIMITS = env.switch("FLOTILLA_LIMITS", default=not TESTING)  # how often things may be done
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
OIDC = oidc.read(
    env.text("FLOTILLA_OIDC", "")
)  # a TOML file with the sign-in services, see oidc.py
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "worker-src": ["'none'"],
        "frame-src": ["'none'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *oidc.origins(OIDC)],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# database
DATABASES: dict[str, dict[str, Any]] = {
    "default": stores.database(
        env.text("FLOTILLA_DATABASE_URL", f"sqlite:///{VAR / 'flotilla.sqlite3'}"),
        timeouts=stores.PATIENT if TESTING else stores.TIMEOUTS,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": stores.cache(env.text("FLOTILLA_CACHE_URL", ""))}
# what each web process keeps: pages for everybody without an account, and counts, until something happens
PAGES_KEPT_MB = env.number("FLOTILLA_PAGES_KEPT_MB", 32)
COUNTS_KEPT = env.switch("FLOTILLA_COUNTS_KEPT", default=True)

# the public log: who signs it, and with which key (a file that is made if there is none)
LOG_ORIGIN = env.text("FLOTILLA_LOG_ORIGIN", f"{SITE_URL.split('://')[-1].rstrip('/')}/log")
LOG_KEY = env.text("FLOTILLA_LOG_KEY", "")
LOG_KEY_FILE = VAR / "log.key"

# mail
SMTP = "django.core.mail.backends.smtp.EmailBackend"
QUIET = "django.core.mail.backends.dummy.EmailBackend"  # the demo shows letters at a page instead
EMAIL_BACKEND = env.text("FLOTILLA_EMAIL_BACKEND", QUIET if DEMO else SMTP)
EMAIL_HOST = env.text("FLOTILLA_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("FLOTILLA_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("FLOTILLA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("FLOTILLA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.switch("FLOTILLA_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("FLOTILLA_SENDER", "flotilla@localhost")
BOUNCE_ADDRESS = env.text("FLOTILLA_BOUNCE_ADDRESS", "")
BOUNCE_SECRET = env.text("FLOTILLA_BOUNCE_SECRET", "")

# files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("FLOTILLA_STATIC", str(VAR / "static")))
MEDIA_ROOT = VAR / "files"
TOMBSTONES = env.text(
    "FLOTILLA_TOMBSTONES", str(VAR / "tombstones.jsonl")
)  # erasures, kept apart from the database and its backups
MEDIA_URL = "/files-are-served-by-a-view/"
STORAGES = {
    "default": stores.files(env.text("FLOTILLA_FILES_URL", "")),
    "staticfiles": {
        "BACKEND": env.text(
            "FLOTILLA_STATIC_STORAGE",
            "whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}

# languages and times
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
LOCALE_PATHS = [ROOT / "flotilla" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = env.text("FLOTILLA_TIME_ZONE", "Europe/London")

# apps: one is ours, `flotilla`; `flotilla.web` is registered so that its tags and style are found
INSTALLED_APPS = [
    "flotilla.apps.FlotillaConfig",
    "flotilla.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
]
MIDDLEWARE = [
    "flotilla.web.health.before_all_else",
    "flotilla.web.traced.TracedMiddleware",
    "flotilla.web.shared.SharedPages",  # before the rest: a page that is kept needs nothing of it
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "flotilla.web.guarded.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "flotilla.web.guarded.sessions_of_one_host",
    "flotilla.web.at.BodyMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "flotilla.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "flotilla.web.forgery.ForgeryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "flotilla.web.errors.in_words",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            ROOT / "flotilla" / "web",
            ROOT / "flotilla" / "api" / "pages",
            ROOT / "flotilla" / "letters" / "pages",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "flotilla.web.context.place_and_person",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "flotilla.web.templatetags.flotilla",
                "flotilla.letters.markup",
                "flotilla.web.templatetags.frame",
                "flotilla.web.templatetags.fields",
                "flotilla.web.templatetags.once",
            ],
        },
    }
]

FORM_RENDERER = "flotilla.web.forms_renderer.Renderer"

# people and sign-in: a code by e-mail first, a password or the body's own sign-in if wanted
AUTH_USER_MODEL = "flotilla.Person"
AUTHENTICATION_BACKENDS = ["flotilla.web.people.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "flotilla.web.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_FORMS = {
    "request_login_code": "flotilla.web.people.sign_in.AddressForm",
    "confirm_login_code": "flotilla.web.people.sign_in.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
USERSESSIONS_ADAPTER = "flotilla.web.people.adapter.SessionsAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Flotilla"
MFA_TOTP_TOLERANCE = 1  # a code before or after: clocks of phones are not exact
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # only for services whose file trusts_email
SOCIALACCOUNT_ADAPTER = "flotilla.web.people.services.ServiceAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC}}

# what runs by itself beside the web (FLOTILLA_CLOCK=no where it runs apart)
CLOCK = env.switch("FLOTILLA_CLOCK", default=True)
KEEP_LETTERS = (
    DEMO  # sent letters can be read at a local page in the demo; elsewhere their text is dropped
)
HOME_BODY = env.text("FLOTILLA_HOME_BODY", "")

# what an operator takes upon themselves: ids of start-up checks, such as flotilla.W021
SILENCED_SYSTEM_CHECKS = env.words("FLOTILLA_ACCEPT_RISKS")

# tests
if TESTING:
    # tests make rows behind the journal's back; what is kept is tested where that is done
    PAGES_KEPT_MB, COUNTS_KEPT = 0, False
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if DATABASES["default"]["ENGINE"] == stores.SQLITE:
        # a file, so that threads meet as they do in earnest
        DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
        DATABASES["default"]["OPTIONS"]["init_command"] = stores.PRAGMAS.replace("FULL", "OFF")

# logging: one line an event, to standard error (config/logs.py)
LOGGING = logs.setting(
    env.text("FLOTILLA_LOG_LEVEL", "INFO"),
    env.one_of("FLOTILLA_LOG_FORMAT", "words" if DEMO or DEBUG else "json", ("json", "words")),
)

# who may read /metrics: whoever brings the word, or asks from one of the networks; nobody unless one is set
METRICS_TOKEN = env.text("FLOTILLA_METRICS_TOKEN", "")
METRICS_FROM = env.words("FLOTILLA_METRICS_FROM")

# plug-ins: how sure we are that somebody lives or works here (see bodies/verification)
VERIFIERS = env.words("FLOTILLA_VERIFIERS", "email,invitation,oidc_claim")
