from django.urls import path

from documents import views

urlpatterns = [
    # /meetings/<meeting_id>/
    path("meetings/<int:meeting_id>/", views.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/items/<uuid:item_id>/", views.item, name="item"),
    path("meetings/<int:meeting_id>/agenda.pdf", views.agenda_pdf, name="agenda_pdf"),
    path("meetings/<int:meeting_id>/minutes.pdf", views.minutes_pdf, name="minutes_pdf"),
    path("meetings/<int:meeting_id>/original/", views.original, name="original"),
    # /attachments/<attachment_id>/
    path("attachments/<uuid:attachment_id>/", views.attachment, name="attachment"),
]
