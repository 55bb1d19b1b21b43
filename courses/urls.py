from django.urls import path

from courses.views import catalogue, lecturers, notice, planning, registration, running, scheduling

app_name = "courses"
urlpatterns = [
    # Schemes, programmes, annual plans
    path("schemes/", planning.SchemeList.as_view(), name="scheme-list"),
    path("schemes/new/", catalogue.SchemeCreate.as_view(), name="scheme-create"),
    path("schemes/<int:pk>/edit/", catalogue.SchemeUpdate.as_view(), name="scheme-update"),
    path("topics/", catalogue.TopicList.as_view(), name="topic-list"),
    path("topics/new/", catalogue.TopicCreate.as_view(), name="topic-create"),
    path("topics/<int:pk>/edit/", catalogue.TopicUpdate.as_view(), name="topic-update"),
    path("programmes/new/", catalogue.ProgrammeCreate.as_view(), name="programme-create"),
    path("programmes/<int:pk>/edit/", catalogue.ProgrammeUpdate.as_view(), name="programme-update"),
    path("programmes/<int:pk>/version/", catalogue.ProgrammeVersion.as_view(), name="programme-version"),
    path("schemes/<int:pk>/", planning.SchemeDetail.as_view(), name="scheme-detail"),
    path("programmes/", planning.ProgrammeList.as_view(), name="programme-list"),
    path("programmes/<int:pk>/", planning.ProgrammeDetail.as_view(), name="programme-detail"),
    path("plans/", planning.PlanList.as_view(), name="plan-list"),
    path("plans/new/", planning.PlanCreate.as_view(), name="plan-create"),
    path("plans/<int:pk>/", planning.PlanDetail.as_view(), name="plan-detail"),
    path("plans/<int:pk>/edit/", planning.PlanUpdate.as_view(), name="plan-update"),
    path("plans/<int:pk>/quotas/", planning.PlanQuotas.as_view(), name="plan-quotas"),
    path("plans/<int:pk>/submit/", planning.PlanSubmit.as_view(), name="plan-submit"),
    path("plans/<int:pk>/endorse/", planning.PlanEndorse.as_view(), name="plan-endorse"),
    path("plans/<int:pk>/approve/", planning.PlanApprove.as_view(), name="plan-approve"),
    path("plans/<int:pk>/return/", planning.PlanReturn.as_view(), name="plan-return"),
    path("plans/<int:pk>/reopen/", planning.PlanReopen.as_view(), name="plan-reopen"),
    # Registrations and the notice of what was approved
    path("plans/<int:pk>/register/", registration.RegistrationCreate.as_view(), name="registration-create"),
    path("plans/<int:pk>/notice/", notice.NoticeCreate.as_view(), name="notice-create"),
    path("registrations/", registration.RegistrationList.as_view(), name="registration-list"),
    path(
        "registrations/approve/",
        registration.RegistrationApproveMany.as_view(),
        name="registration-approve-many",
    ),
    path("registrations/<int:pk>/", registration.RegistrationDetail.as_view(), name="registration-detail"),
    path(
        "registrations/<int:pk>/edit/", registration.RegistrationUpdate.as_view(), name="registration-update"
    ),
    path(
        "registrations/<int:pk>/submit/",
        registration.RegistrationSubmit.as_view(),
        name="registration-submit",
    ),
    path(
        "registrations/<int:pk>/recall/",
        registration.RegistrationRecall.as_view(),
        name="registration-recall",
    ),
    path(
        "registrations/<int:pk>/approve/",
        registration.RegistrationApprove.as_view(),
        name="registration-approve",
    ),
    path(
        "registrations/<int:pk>/return/",
        registration.RegistrationReturn.as_view(),
        name="registration-return",
    ),
    path(
        "registrations/<int:pk>/refuse/",
        registration.RegistrationRefuse.as_view(),
        name="registration-refuse",
    ),
    path("notices/", notice.NoticeList.as_view(), name="notice-list"),
    path("notices/<int:pk>/", notice.NoticeDetail.as_view(), name="notice-detail"),
    # The running class
    path("courses/", running.CourseList.as_view(), name="course-list"),
    path("courses/export/", running.CourseExport.as_view(), name="course-export"),
    path("courses/<int:pk>/", running.CourseDetail.as_view(), name="course-detail"),
    path("courses/<int:pk>/cancel/", running.CourseCancel.as_view(), name="course-cancel"),
    path("courses/<int:pk>/schedule/", scheduling.CourseSchedule.as_view(), name="course-schedule"),
    path("courses/<int:pk>/sessions/plan/", scheduling.SessionPlan.as_view(), name="session-plan"),
    path("courses/<int:pk>/sessions/new/", scheduling.SessionCreate.as_view(), name="session-create"),
    path("sessions/<int:pk>/edit/", scheduling.SessionUpdate.as_view(), name="session-update"),
    path("sessions/<int:pk>/assign/", scheduling.SessionAssign.as_view(), name="session-assign"),
    path(
        "sessions/<int:pk>/unassign/<int:lecturer_pk>/",
        scheduling.SessionUnassign.as_view(),
        name="session-unassign",
    ),
    path("sessions/<int:pk>/remove/", scheduling.SessionRemove.as_view(), name="session-remove"),
    path("teaching/", lecturers.SessionMine.as_view(), name="session-mine"),
    path("lecturers/", lecturers.LecturerList.as_view(), name="lecturer-list"),
    path("lecturers/new/", lecturers.LecturerCreate.as_view(), name="lecturer-create"),
    path("lecturers/<int:pk>/", lecturers.LecturerDetail.as_view(), name="lecturer-detail"),
    path("lecturers/<int:pk>/edit/", lecturers.LecturerUpdate.as_view(), name="lecturer-update"),
]
