/* The roll of one session. Every tap shows at once, waits in a queue on the device, and is sent when it can be.
   Without this file the same buttons post the form. */

const roll = document.querySelector("[data-roll]");
const form = document.getElementById("roll");
const rows = new Map([...document.querySelectorAll(".ro")].map((row) => [Number(row.dataset.enrolment), row]));
const strip = document.querySelector(".call-offline");
const undoButton = document.querySelector("[data-undo]");
const find = document.getElementById("find");
const box = `roll:${roll?.dataset.session}:${roll?.dataset.user}`;
const ahead = Number(roll?.dataset.now) - Date.now(); // the clock of the phone may be wrong, ours is the reference
const PRESENT = ["present", "late"];
const ABSENT = ["absent", "excused"];
const UNDO = 20;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30000;

let queue = [];
let acts = [];
let show = "all";
let sending = null;
let timer = 0;
let wait = FIRST_WAIT;
let lastAt = 0;

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[đð]/g, "d");

function restore() {
  try {
    queue = JSON.parse(localStorage.getItem(box)) ?? [];
  } catch {
    queue = [];
  }
}

function keep() {
  try {
    if (queue.length) localStorage.setItem(box, JSON.stringify(queue));
    else localStorage.removeItem(box);
  } catch {
    /* a full or forbidden store: the queue of the page still works */
  }
}

function stateOf(row) {
  return { status: row.dataset.status, minutes: row.querySelector("[name^=minutes]").value, note: row.querySelector("[name^=note]").value };
}

function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function draw(row, status, minutes, note) {
  row.dataset.status = status;
  for (const button of row.querySelectorAll(".seg > button")) {
    button.setAttribute("aria-pressed", String(button.value === status));
  }
  const other = row.querySelector(`.call-menu button[value="${status}"]`);
  const words = status === "late" || status === "excused" ? [other.textContent.trim()] : [];
  if (status === "late" && minutes) words[0] += ` ${minutes} ${row.querySelector("[name^=minutes]").placeholder}`;
  if (note) words.push(note);
  row.querySelector("[data-state]").textContent = words.join(" · ");
}

function put(enrolment, { status, minutes, note }) {
  const row = rows.get(enrolment);
  if (!row) return;
  const late = status === "late" ? Number.parseInt(minutes, 10) : NaN;
  const minutesLate = late >= 1 && late <= 240 ? late : null;
  lastAt = Math.max(Date.now() + ahead, lastAt + 1);
  queue.push({ uuid: newUuid(), enrolment, status: status || "cleared", minutes_late: minutesLate, note, at: new Date(lastAt).toISOString() });
  draw(row, status, minutesLate, note);
}

/* One act is what one tap did, to one person or to all the rest; it is undone as one. */
function act(changes) {
  acts.push(changes.map(([enrolment]) => [enrolment, stateOf(rows.get(enrolment))]));
  acts = acts.slice(-UNDO);
  for (const [enrolment, state] of changes) put(enrolment, state);
  settle();
}

function undo() {
  for (const [enrolment, before] of acts.pop() ?? []) {
    put(enrolment, before);
    const row = rows.get(enrolment);
    row.querySelector("[name^=minutes]").value = before.minutes;
    row.querySelector("[name^=note]").value = before.note;
  }
  settle();
}

function settle() {
  keep();
  recount();
  clearTimeout(timer);
  timer = setTimeout(send, 250);
}

function group(status) {
  if (PRESENT.includes(status)) return "present";
  return ABSENT.includes(status) ? "absent" : "unmarked";
}

function recount() {
  const counts = { all: rows.size, present: 0, absent: 0, unmarked: 0 };
  for (const row of rows.values()) counts[group(row.dataset.status)] += 1;
  for (const place of document.querySelectorAll("[data-count]")) {
    const text = String(counts[place.dataset.count]);
    if (place.textContent !== text) place.textContent = text;
  }
  for (const chip of document.querySelectorAll("[data-show]")) {
    chip.querySelector(".num").textContent = counts[chip.dataset.show];
  }
  document.querySelector("[data-fill-rest]").disabled = !counts.unmarked;
  undoButton.hidden = !acts.length;
}

/* The filter is applied when it is chosen, not at every tap: a row must not run away under the thumb. */
function filter() {
  const tokens = fold(find.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let shown = 0;
  for (const row of rows.values()) {
    const fits = show === "all" || group(row.dataset.status) === show;
    const found = tokens.every((token) => row.dataset.words.includes(` ${token}`));
    row.hidden = !(fits && found);
    shown += row.hidden ? 0 : 1;
  }
  document.querySelector(".call-none").hidden = shown > 0;
  for (const chip of document.querySelectorAll("[data-show]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.show === show));
  }
}

function say(text, count, more = "") {
  strip.hidden = !text;
  strip.querySelector("span").textContent = text ? `${text.replace("{count}", count)} ${more}`.trim() : "";
}

async function send() {
  if (!queue.length) return true;
  sending ??= deliver().finally(() => {
    sending = null;
  });
  return sending;
}

async function deliver() {
  const events = queue.slice(0, 500);
  let response;
  try {
    response = await fetch(roll.dataset.sync, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ events }),
      redirect: "manual",
    });
    if (response.status >= 500) throw new Error(response.statusText);
  } catch {
    say(strip.dataset.offline, queue.length);
    return later();
  }
  if (!response.ok) {
    say(strip.dataset.login, queue.length);
    return later();
  }
  return answered((await response.json()).results, events);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  return false;
}

function answered(results, events) {
  wait = FIRST_WAIT;
  const sent = new Set(events.map((event) => event.uuid));
  const newer = new Set(queue.filter((event) => !sent.has(event.uuid)).map((event) => event.enrolment));
  queue = queue.filter((event) => !sent.has(event.uuid));
  keep();
  const latest = new Map(events.map((event) => [event.enrolment, event]));
  const refused = events.filter((event) => results[event.uuid]?.result === "rejected");
  const overtaken = [...latest.values()].filter(
    (event) => results[event.uuid]?.result === "superseded" && !newer.has(event.enrolment),
  );
  if (refused.length) say(strip.dataset.refused, refused.length, results[refused[0].uuid].message);
  else if (overtaken.length) say(strip.dataset.overtaken, overtaken.length);
  else say("");
  return queue.length ? deliver() : !refused.length;
}

function onMark(button) {
  const row = button.closest(".ro");
  const menu = row.querySelector(".call-more");
  const { minutes, note } = stateOf(row);
  const status = button.value === "cleared" ? "" : button.value;
  const isOther = button.closest(".call-menu") !== null;
  menu.open = false;
  if (!isOther && status === row.dataset.status) return;
  act([[Number(row.dataset.enrolment), { status, minutes, note: status === "late" || status === "excused" ? note : "" }]]);
}

function onClick(event) {
  const mark = event.target.closest("button[name^=mark]");
  const chip = event.target.closest("[data-show]");
  for (const menu of document.querySelectorAll(".call-more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (mark) {
    event.preventDefault();
    onMark(mark);
  } else if (chip) {
    show = chip.dataset.show;
    filter();
  } else if (event.target.closest("[data-undo]")) {
    undo();
    filter();
  } else if (event.target.closest("[data-fill-rest]")) {
    event.preventDefault();
    const rest = [...rows].filter(([, row]) => group(row.dataset.status) === "unmarked");
    if (rest.length) act(rest.map(([enrolment]) => [enrolment, { status: "present", minutes: "", note: "" }]));
    filter();
  }
}

/* Enter in a field of a menu means the button beside it, not the first button of the form. */
function onEnter(event) {
  const field = event.target.closest(".call-menu input");
  if (event.key !== "Enter" || !field) return;
  event.preventDefault();
  field.parentElement.querySelector("button").click();
}

async function onClose(event) {
  if (!queue.length && !sending) return;
  event.preventDefault();
  clearTimeout(timer);
  if (sending) await sending;
  if (await send()) window.location.assign(event.target.href);
}

function onLongPress(event) {
  const row = event.target.closest(".ro");
  if (!row || event.target.closest("input")) return;
  event.preventDefault();
  row.querySelector(".call-more").open = true;
}

function begin() {
  restore();
  for (const event of queue) {
    const row = rows.get(event.enrolment);
    if (row) draw(row, event.status === "cleared" ? "" : event.status, event.minutes_late, event.note);
  }
  document.querySelector(".call-tools").hidden = false;
  const wanted = new URLSearchParams(window.location.search).get("show");
  if (["unmarked", "absent"].includes(wanted)) show = wanted;
  document.addEventListener("click", onClick);
  document.addEventListener("contextmenu", onLongPress);
  document.addEventListener("keydown", onEnter);
  document.querySelector("[data-close]").addEventListener("click", onClose);
  form.addEventListener("submit", (event) => event.preventDefault());
  find.addEventListener("input", filter);
  window.addEventListener("online", send);
  recount();
  filter();
  send();
}

if (roll && rows.size) begin();
