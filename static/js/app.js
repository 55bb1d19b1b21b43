/* What every page can do beyond plain HTML. Everything works without it; this only saves keys and steps. */

const isTyping = (element) => element?.closest("input, textarea, select, [contenteditable]");

function focusErrors() {
  document.querySelector("[data-error-summary]")?.focus();
}

function showDismissButtons() {
  for (const button of document.querySelectorAll("[data-dismiss][hidden]")) {
    button.hidden = false;
  }
}

/* data-fill="Text" data-fill-into="id_reason": a phrase put into a field, which then can be mended. */
function fill(button) {
  const field = document.getElementById(button.dataset.fillInto ?? "id_reason");
  if (!field) return;
  field.value = field.value.trim() ? `${field.value.trim()}; ${button.dataset.fill}` : button.dataset.fill;
  field.focus();
}

function onClick(event) {
  const button = event.target.closest("[data-dismiss], [data-print], [data-fill]");
  if (!button) return;
  if ("dismiss" in button.dataset) button.closest(".notice")?.remove();
  if ("print" in button.dataset) window.print();
  if ("fill" in button.dataset) fill(button);
}

/* A second press of a button that already sends would only meet "someone was faster". */
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
}

function moveInTasks(step) {
  const rows = [...document.querySelectorAll("a.task, [data-row-link]")];
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  rows[now === -1 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step))].focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
  if (event.key === "j" || event.key === "J") moveInTasks(1);
  if (event.key === "k" || event.key === "K") moveInTasks(-1);
}

document.addEventListener("click", onClick);
document.addEventListener("submit", onSubmit);
document.addEventListener("keydown", onKey);
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
showDismissButtons();
focusErrors();
