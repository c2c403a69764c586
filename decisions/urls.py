from django.urls import path

from decisions.views import approval, reminders, sentences, staff
from decisions.views.follow_up import evidence, handing_over, lists, task

urlpatterns = [
    # /meetings/<meeting_id>/approve/
    path("meetings/<int:meeting_id>/approve/", approval.approve, name="approve"),
    # /tasks/
    path("tasks/", lists.my_tasks, name="my_tasks"),
    path("tasks/led/", lists.led_tasks, name="led_tasks"),
    path("fora/<int:forum_id>/tasks/", lists.forum_tasks, name="forum_tasks"),
    path("tasks/hand-over/", handing_over.hand_over_tasks, name="hand_over_tasks"),
    # /tasks/<task_id>/
    path("tasks/<uuid:task_id>/", task.task, name="task"),
    path("tasks/<uuid:task_id>/change/", task.task_change, name="task_change"),
    path("tasks/<uuid:task_id>/return/", task.task_return, name="task_return"),
    path("tasks/<uuid:task_id>/hand-back/", task.task_hand_back, name="task_hand_back"),
    path("tasks/<uuid:task_id>/deadline/", task.task_deadline, name="task_deadline"),
    path("tasks/<uuid:task_id>/deadline/answer/", task.task_deadline_answer, name="task_deadline_answer"),
    path("tasks/<uuid:task_id>/noted/", task.task_noted, name="task_noted"),
    path("tasks/<uuid:task_id>/evidence/", evidence.task_evidence, name="task_evidence"),
    # /evidence/<evidence_id>/
    path("evidence/<uuid:evidence_id>/delete/", evidence.evidence_delete, name="evidence_delete"),
    # /reminders/ and /calendar/
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/calendar/", reminders.calendar_address, name="calendar_address"),
    path("reminders/calendar/withdraw/", reminders.calendar_withdraw, name="calendar_withdraw"),
    path("calendar/<str:token>.ics", reminders.calendar_feed, name="calendar_feed"),
    # /items/<item_id>/tasks/
    path("items/<uuid:item_id>/tasks/", task.item_tasks, name="item_tasks"),
    # /settings/
    path("settings/people/<int:user_id>/active/", staff.person_active, name="person_active"),
    path("settings/departments/<int:department_id>/merge/", staff.department_merge, name="department_merge"),
    # /fora/<forum_id>/sentences/
    path("fora/<int:forum_id>/sentences/", sentences.sentences, name="sentences"),
]
