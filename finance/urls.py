from django.urls import path

from finance.views import advances, courses, expenses, papers, settlements

app_name = "finance"
urlpatterns = [
    path("courses/<int:pk>/finance/", courses.CourseFinance.as_view(), name="course-finance"),
    path("advances/", advances.AdvanceList.as_view(), name="advance-list"),
    path("courses/<int:pk>/advances/new/", advances.AdvanceCreate.as_view(), name="advance-create"),
    path("advances/<int:pk>/", advances.AdvanceDetail.as_view(), name="advance-detail"),
    path("advances/<int:pk>/edit/", advances.AdvanceUpdate.as_view(), name="advance-update"),
    path("advances/<int:pk>/submit/", advances.AdvanceSubmit.as_view(), name="advance-submit"),
    path("advances/<int:pk>/approve/", advances.AdvanceApprove.as_view(), name="advance-approve"),
    path("advances/<int:pk>/pay/", advances.AdvancePay.as_view(), name="advance-pay"),
    path("advances/<int:pk>/return/", advances.AdvanceReturn.as_view(), name="advance-return"),
    path("advances/<int:pk>/file/", papers.AdvanceFile.as_view(), name="advance-file"),
    path("settlements/", settlements.SettlementList.as_view(), name="settlement-list"),
    path("courses/<int:pk>/settlement/", settlements.SettlementCreate.as_view(), name="settlement-create"),
    path("settlements/<int:pk>/", settlements.SettlementDetail.as_view(), name="settlement-detail"),
    path("settlements/<int:pk>/edit/", settlements.SettlementUpdate.as_view(), name="settlement-update"),
    path("settlements/<int:pk>/review/", settlements.SettlementReview.as_view(), name="settlement-review"),
    path("settlements/<int:pk>/submit/", settlements.SettlementSubmit.as_view(), name="settlement-submit"),
    path("settlements/<int:pk>/check/", settlements.SettlementCheck.as_view(), name="settlement-check"),
    path("settlements/<int:pk>/approve/", settlements.SettlementApprove.as_view(), name="settlement-approve"),
    path("settlements/<int:pk>/return/", settlements.SettlementReturn.as_view(), name="settlement-return"),
    path("settlements/<int:pk>/file/", papers.SettlementFile.as_view(), name="settlement-file"),
    path("settlements/<int:pk>/expenses/new/", expenses.ExpenseCreate.as_view(), name="expense-create"),
    path("expenses/<int:pk>/edit/", expenses.ExpenseUpdate.as_view(), name="expense-update"),
    path("expenses/<int:pk>/delete/", expenses.ExpenseDelete.as_view(), name="expense-delete"),
]
