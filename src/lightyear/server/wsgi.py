"""The pages."""

import os

from lightyear.kit import parents

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightyear.server.settings")
# granian's workers outlive a killed parent otherwise, and go on serving.
parents.die_with_parent()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (settings must be named first)

application = get_wsgi_application()
