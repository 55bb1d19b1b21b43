"""Doors of the directory."""

from django.views.generic import DetailView

from core.views import ListPage
from courses.models import Course
from trainees.models import Enrolment, Trainee


class TraineeList(ListPage):
    template_name = "trainees/trainee_list.html"
    context_object_name = "trainees"

    def get_queryset(self):
        self.query = self.request.GET.get("q", "")[:100].strip()
        return Trainee.objects.visible_to(self.request.user).search(self.query).for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(query=self.query, **kwargs)


class TraineeDetail(DetailView):
    template_name = "trainees/trainee_detail.html"
    context_object_name = "trainee"

    def get_queryset(self):
        return Trainee.objects.visible_to(self.request.user).select_related("organisation")

    def get_context_data(self, **kwargs):
        enrolments = Enrolment.objects.visible_to(self.request.user).filter(trainee=self.object)
        seen = Course.objects.visible_to(self.request.user).filter(enrolments__trainee=self.object)
        return super().get_context_data(
            enrolments=enrolments.select_related("course__organisation", "assessment").order_by(
                "-course__starts_on", "-pk"
            ),
            open_courses=set(seen.values_list("pk", flat=True)),
            **kwargs,
        )
