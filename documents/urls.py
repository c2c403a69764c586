from django.urls import path

from documents.views import meetings

urlpatterns = [
    # /meetings/<meeting_id>/
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/items/<uuid:item_id>/", meetings.item, name="item"),
    path("meetings/<int:meeting_id>/agenda.pdf", meetings.agenda_pdf, name="agenda_pdf"),
    path("meetings/<int:meeting_id>/minutes.pdf", meetings.minutes_pdf, name="minutes_pdf"),
    path("meetings/<int:meeting_id>/original/", meetings.original, name="original"),
    # /attachments/<attachment_id>/
    path("attachments/<uuid:attachment_id>/", meetings.attachment, name="attachment"),
]
