"""The web application as a WSGI callable, for gunicorn and waitress."""

import os

from django.core.wsgi import get_wsgi_application

from sightline.config.proxy import TrustedProxies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")


def _made() -> TrustedProxies:
    inner = get_wsgi_application()
    from django.conf import settings

    values = settings.SIGHTLINE
    return TrustedProxies(inner, values.trusted_proxies if values.https else ())


application = _made()
