"""What granian serves: the pages, behind a room where requests wait for their bodies."""

from django.conf import settings

from lightyear.server.waiting_room import WaitingRoom
from lightyear.server.wsgi import application as pages

application = WaitingRoom(pages, limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
