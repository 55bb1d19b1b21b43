// The estimate table: adds empty rows without a journey to the server and shows the running total.
// Without this file the same button asks the server, and the server counts the total.
const table = document.querySelector("[data-rows]");
const count = document.querySelector("[data-rows-count]");
const more = document.querySelector("[data-rows-more]");
const sum = document.querySelector("[data-rows-sum]");
const MOST = 60;

const whole = (cell) => {
  const digits = cell.value.replace(/[\s.]|đ$/g, "");
  return /^\d+$/.test(digits) ? Number(digits) : 0;
};

function total() {
  let amount = 0;
  for (const row of table.tBodies[0].rows) {
    const cell = (name) => whole(row.querySelector(`[data-cell="${name}"]`));
    amount += cell("quantity") * cell("unit_price");
  }
  sum.querySelector("[data-rows-total]").textContent = amount.toLocaleString("vi-VN");
  sum.hidden = amount === 0;
}

function addRow() {
  const body = table.tBodies[0];
  const last = body.rows[body.rows.length - 1];
  const row = last.cloneNode(true);
  const number = body.rows.length + 1;
  row.cells[0].textContent = number;
  row.querySelectorAll(".field-error").forEach((message) => message.remove());
  for (const input of row.querySelectorAll("input")) {
    const label = row.querySelector(`label[for="${input.id}"]`);
    input.value = "";
    input.id = `id_line-${number}-${input.dataset.cell}`;
    input.name = `line-${number}-${input.dataset.cell}`;
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    label.htmlFor = input.id;
    input.setAttribute("aria-label", `${label.textContent} ${number}`);
  }
  body.append(row);
  count.value = number;
  return row;
}

if (table && count && more) {
  more.addEventListener("click", (event) => {
    const room = Math.min(3, MOST - table.tBodies[0].rows.length);
    event.preventDefault();
    if (room <= 0) return;
    const first = addRow();
    for (let added = 1; added < room; added += 1) addRow();
    first.querySelector("input").focus();
  });
  table.addEventListener("input", total);
  total();
}
