from django.urls import path

from trainees.views import attendance, people, results, roster

app_name = "trainees"
urlpatterns = [
    path("courses/<int:pk>/roster/", roster.CourseRoster.as_view(), name="course-roster"),
    path("courses/<int:pk>/roster/upload/", roster.RosterUpload.as_view(), name="roster-upload"),
    path("roster-sample.xlsx", roster.roster_sample, name="roster-sample"),
    path("roster-imports/<int:pk>/", roster.ImportDetail.as_view(), name="import-detail"),
    path("roster-imports/<int:pk>/mend.xlsx", roster.ImportMending.as_view(), name="import-mending"),
    path("roster-imports/<int:pk>/apply/", roster.ImportApply.as_view(), name="import-apply"),
    path("roster-imports/<int:pk>/discard/", roster.ImportDiscard.as_view(), name="import-discard"),
    path("enrolments/<int:pk>/withdraw/", roster.EnrolmentWithdraw.as_view(), name="enrolment-withdraw"),
    path("courses/<int:pk>/attendance/", attendance.CourseAttendance.as_view(), name="course-attendance"),
    path("sessions/<int:pk>/attendance/", attendance.SessionAttendance.as_view(), name="session-attendance"),
    path("sessions/<int:pk>/attendance/marks/", attendance.AttendanceSync.as_view(), name="attendance-sync"),
    path("sessions/<int:pk>/attendance/close/", attendance.SessionClose.as_view(), name="session-close"),
    path("registers/<int:pk>/close/", attendance.RegisterClose.as_view(), name="register-close"),
    path("registers/<int:pk>/reopen/", attendance.RegisterReopen.as_view(), name="register-reopen"),
    path("courses/<int:pk>/results/", results.CourseResults.as_view(), name="course-results"),
    path("courses/<int:pk>/start/", results.CourseStart.as_view(), name="course-start"),
    path("courses/<int:pk>/complete/", results.CourseComplete.as_view(), name="course-complete"),
    path("trainees/", people.TraineeList.as_view(), name="trainee-list"),
    path("trainees/<int:pk>/", people.TraineeDetail.as_view(), name="trainee-detail"),
]
