from django.urls import path

from agenda.models import ItemGroupGrant, ItemUserGrant
from documents.views import (
    access,
    agenda,
    attendance,
    bilag,
    closing,
    corrections,
    editions,
    emergency,
    evidence,
    filing,
    inbox,
    issuing,
    letting_in,
    meetings,
    minutes,
    moving,
    proposals,
    reading_along,
    room,
    versions,
    withdrawing,
    writing,
)

urlpatterns = [
    # /meetings/<meeting_id>/
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/items/<uuid:item_id>/", meetings.item, name="item"),
    path(
        "meetings/<int:meeting_id>/items/<uuid:item_id>/excerpt.pdf", editions.excerpt_pdf, name="excerpt_pdf"
    ),
    path(
        "meetings/<int:meeting_id>/items/<uuid:item_id>/excerpt.docx",
        editions.excerpt_docx,
        name="excerpt_docx",
    ),
    path("meetings/<int:meeting_id>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:meeting_id>/agenda.pdf", editions.agenda_pdf, name="agenda_pdf"),
    path("meetings/<int:meeting_id>/minutes.pdf", editions.minutes_pdf, name="minutes_pdf"),
    path("meetings/<int:meeting_id>/agenda.docx", editions.agenda_docx, name="agenda_docx"),
    path("meetings/<int:meeting_id>/minutes.docx", editions.minutes_docx, name="minutes_docx"),
    path(
        "meetings/<int:meeting_id>/supplements/<int:version>.pdf",
        editions.supplement_pdf,
        name="supplement_pdf",
    ),
    path("meetings/<int:meeting_id>/original/", meetings.original, name="original"),
    path("meetings/<int:meeting_id>/ready/agenda/", issuing.ready_agenda, name="ready_agenda"),
    path("meetings/<int:meeting_id>/ready/minutes/", issuing.ready_minutes, name="ready_minutes"),
    # /meetings/<meeting_id>/versions/
    path("meetings/<int:meeting_id>/versions/", versions.versions, name="versions"),
    path("meetings/<int:meeting_id>/versions/new/", versions.version_new, name="version_new"),
    path("meetings/<int:meeting_id>/versions/new/open/", versions.version_open, name="version_open"),
    path("meetings/<int:meeting_id>/versions/new/drop/", versions.version_drop, name="version_drop"),
    path(
        "meetings/<int:meeting_id>/versions/new/attendance/",
        versions.version_attendance,
        name="version_attendance",
    ),
    path(
        "meetings/<int:meeting_id>/versions/new/<uuid:item_id>/", versions.version_item, name="version_item"
    ),
    # /meetings/<meeting_id>/reading/
    path("meetings/<int:meeting_id>/reading/", reading_along.reading, name="reading"),
    path("meetings/<int:meeting_id>/reading/ask/", reading_along.reading_ask, name="reading_ask"),
    path("meetings/<int:meeting_id>/reading/answer/", reading_along.reading_answer, name="reading_answer"),
    path("meetings/<int:meeting_id>/reading/draft.pdf", reading_along.reading_pdf, name="reading_pdf"),
    path("meetings/<int:meeting_id>/reading/readers/", reading_along.reading_readers, name="reading_readers"),
    path("meetings/<int:meeting_id>/reading/end/", reading_along.reading_end, name="reading_end"),
    path(
        "meetings/<int:meeting_id>/reading/items/<uuid:item_id>/",
        reading_along.reading_comment,
        name="reading_comment",
    ),
    # /comments/<comment_id>/
    path("comments/<int:comment_id>/", reading_along.comment_settle, name="comment_settle"),
    # /meetings/<meeting_id>/minutes/
    path("meetings/<int:meeting_id>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:meeting_id>/minutes/start/", minutes.minutes_start, name="minutes_start"),
    path("meetings/<int:meeting_id>/minutes/leave/", minutes.minutes_leave, name="minutes_leave"),
    path("meetings/<int:meeting_id>/minutes/room/", minutes.minutes_room, name="minutes_room"),
    path("meetings/<int:meeting_id>/minutes/order/", room.minutes_order, name="minutes_order"),
    path("meetings/<int:meeting_id>/minutes/attendance/", attendance.attendance, name="attendance"),
    path(
        "meetings/<int:meeting_id>/minutes/attendance/expected/",
        attendance.attendance_expected,
        name="attendance_expected",
    ),
    path(
        "meetings/<int:meeting_id>/minutes/attendance/<int:attendee_id>/",
        attendance.attendee,
        name="attendee",
    ),
    # /meetings/<meeting_id>/minutes/<item_id>/
    path("meetings/<int:meeting_id>/minutes/<uuid:item_id>/", minutes.minutes_item, name="minutes_item"),
    path("meetings/<int:meeting_id>/minutes/<uuid:item_id>/place/", room.minutes_place, name="minutes_place"),
    path("meetings/<int:meeting_id>/minutes/<uuid:item_id>/text/", minutes.minutes_text, name="minutes_text"),
    path(
        "meetings/<int:meeting_id>/minutes/<uuid:item_id>/outcomes/",
        minutes.minutes_outcomes,
        name="minutes_outcomes",
    ),
    path(
        "meetings/<int:meeting_id>/minutes/<uuid:item_id>/presence/",
        attendance.item_presence,
        name="item_presence",
    ),
    path(
        "meetings/<int:meeting_id>/minutes/<uuid:item_id>/presence/<int:presence_id>/remove/",
        attendance.item_presence_remove,
        name="item_presence_remove",
    ),
    path(
        "meetings/<int:meeting_id>/minutes/<uuid:item_id>/dissents/",
        attendance.item_dissents,
        name="item_dissents",
    ),
    path(
        "meetings/<int:meeting_id>/minutes/<uuid:item_id>/dissents/<int:dissent_id>/remove/",
        attendance.item_dissent_remove,
        name="item_dissent_remove",
    ),
    path("meetings/<int:meeting_id>/move/", moving.meeting_move, name="meeting_move"),
    path("meetings/<int:meeting_id>/cancel/", moving.meeting_cancel, name="meeting_cancel"),
    # /meetings/<meeting_id>/filing/, /fora/<forum_id>/filing/
    path("meetings/<int:meeting_id>/filing/", filing.meeting_filing, name="meeting_filing"),
    path("fora/<int:forum_id>/filing/", filing.forum_filing, name="forum_filing"),
    path("items/<uuid:item_id>/filing/", filing.item_filing, name="item_filing"),
    # /fora/<forum_id>/phrases/
    path("fora/<int:forum_id>/phrases/", issuing.phrases, name="phrases"),
    path("fora/<int:forum_id>/phrases/<int:phrase_id>/delete/", issuing.delete_phrase, name="delete_phrase"),
    # /fora/<forum_id>/inbox/
    path("fora/<int:forum_id>/inbox/", inbox.inbox, name="inbox"),
    path("fora/<int:forum_id>/inbox/<uuid:item_id>/", inbox.inbox_item, name="inbox_item"),
    path("fora/<int:forum_id>/inbox/<uuid:item_id>/accept/", inbox.inbox_accept, name="inbox_accept"),
    path("fora/<int:forum_id>/inbox/<uuid:item_id>/return/", inbox.inbox_return, name="inbox_return"),
    path("fora/<int:forum_id>/inbox/<uuid:item_id>/park/", inbox.inbox_park, name="inbox_park"),
    path("fora/<int:forum_id>/inbox/<uuid:item_id>/pass/", inbox.inbox_pass, name="inbox_pass"),
    # /proposals/
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/template.docx", proposals.proposal_template, name="proposal_template"),
    path("proposals/new/", proposals.proposal_new, name="proposal_new"),
    path("proposals/new/word/", proposals.proposal_word, name="proposal_word"),
    path("proposals/<uuid:item_id>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:item_id>/submit/", proposals.proposal_submit, name="proposal_submit"),
    path("proposals/<uuid:item_id>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("proposals/<uuid:item_id>/approve/", proposals.proposal_approve, name="proposal_approve"),
    path("proposals/<uuid:item_id>/return/", proposals.proposal_return, name="proposal_return"),
    # /editions/<edition_id>/
    path("editions/<uuid:edition_id>/", editions.edition, name="edition"),
    path("editions/<uuid:edition_id>/kept/", editions.kept_edition, name="kept_edition"),
    # /attachments/<attachment_id>/
    path("evidence/<uuid:evidence_id>/", evidence.evidence, name="evidence"),
    path("attachments/<uuid:attachment_id>/", editions.attachment, name="attachment"),
    path("attachments/<uuid:attachment_id>/close/", closing.attachment_close, name="attachment_close"),
    path("attachments/<uuid:attachment_id>/open/", closing.attachment_open, name="attachment_open"),
    path("attachments/<uuid:attachment_id>/rename/", bilag.attachment_rename, name="attachment_rename"),
    path("attachments/<uuid:attachment_id>/move/", bilag.attachment_move, name="attachment_move"),
    path("attachments/<uuid:attachment_id>/mark/", bilag.attachment_mark, name="attachment_mark"),
    path("attachments/<uuid:attachment_id>/delete/", bilag.attachment_delete, name="attachment_delete"),
    # /items/<item_id>/bilag/
    path("items/<uuid:item_id>/bilag/", bilag.item_bilag, name="item_bilag"),
    # /bilag/<waiting_id>/
    path("bilag/<uuid:waiting_id>/", bilag.waiting_bilag, name="waiting_bilag"),
    # /items/<item_id>/
    path("items/<uuid:item_id>/edit/", writing.item_edit, name="item_edit"),
    path("items/<uuid:item_id>/texts/<slug:field>/", writing.item_text, name="item_text"),
    path("items/<uuid:item_id>/missing/", writing.item_missing, name="item_missing"),
    path("items/<uuid:item_id>/case/", writing.item_case, name="item_case"),
    path("items/<uuid:item_id>/delete/", writing.item_delete, name="item_delete"),
    path("items/<uuid:item_id>/place/", agenda.item_place, name="item_place"),
    path("items/<uuid:item_id>/take/<int:meeting_id>/", agenda.item_take, name="item_take"),
    path("items/<uuid:item_id>/withdraw/", withdrawing.item_withdraw, name="item_withdraw"),
    path("items/<uuid:item_id>/pool/", agenda.item_pool, name="item_pool"),
    # /items/<item_id>/access/
    path("items/<uuid:item_id>/access/", access.item_access, name="item_access"),
    path("items/<uuid:item_id>/access/close/", closing.item_close, name="item_close"),
    path("items/<uuid:item_id>/access/open/", closing.item_open, name="item_open"),
    path("items/<uuid:item_id>/access/grant/", letting_in.item_grant, name="item_grant"),
    path("items/<uuid:item_id>/access/recuse/", letting_in.item_recuse, name="item_recuse"),
    # /items/<item_id>/corrections/
    path("items/<uuid:item_id>/corrections/", corrections.corrections, name="corrections"),
    # /grants/<whose>/<grant_id>/
    path(
        "grants/people/<int:grant_id>/withdraw/",
        letting_in.grant_withdraw,
        {"holder": ItemUserGrant},
        name="person_grant_withdraw",
    ),
    path(
        "grants/groups/<int:grant_id>/withdraw/",
        letting_in.grant_withdraw,
        {"holder": ItemGroupGrant},
        name="group_grant_withdraw",
    ),
    # /recusals/<recusal_id>/
    path("recusals/<int:recusal_id>/lift/", letting_in.recusal_lift, name="recusal_lift"),
    # /incidents/<incident_id>/
    path("incidents/<int:incident_id>/", access.incident, name="incident"),
    # /emergency/
    path("emergency/", emergency.emergency, name="emergency"),
]
