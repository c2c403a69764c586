// Moving the items of an agenda: with the buttons, with Alt and an arrow, or by dragging. Each move is the form of the
// page, sent without leaving it; the agenda is then drawn anew as the server has it, for others may have moved things too.

const status = document.querySelector("[data-agenda-status]");
const agenda = () => document.querySelector("[data-agenda]");
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
let busy = false;

async function send(address, fields, focus) {
  if (busy) return;
  busy = true;
  try {
    const body = new URLSearchParams({ csrfmiddlewaretoken: csrf(), ...fields });
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) return location.reload();
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), focus);
  } catch {
    location.reload();
  } finally {
    busy = false;
  }
}

function show(page, focus) {
  const fresh = page.querySelector("[data-agenda]");
  if (!fresh) return location.reload();
  const said = fresh.querySelector("[data-said]")?.textContent ?? "";
  agenda().replaceWith(fresh);
  const beside = ".item-menu ol"; // the list of the items in their order, where the page has one
  document.querySelector(beside)?.replaceWith(page.querySelector(beside));
  listen();
  status.textContent = said.trim().replace(/\s+/g, " ");
  find(focus)?.focus();
}

// What had the focus has it again; a button that cannot be pressed any more leaves it to the other one.
function find({ item, step }) {
  const row = document.getElementById(`item-${item}`);
  const button = step && row?.querySelector(`[data-step=${step}]`);
  return button && !button.disabled ? button : (step && row?.querySelector("[data-step]:not(:disabled)")) || row?.querySelector("a");
}

function move(row, place, step) {
  const places = document.querySelectorAll("[data-item]").length;
  if (place < 1 || place > places || place === Number(row.dataset.place)) return;
  send(row.dataset.address, { place, number: row.dataset.number }, { item: row.dataset.item, step });
}

function listen() {
  const list = document.querySelector("[data-lines-of-agenda]");
  if (!list) return;
  list.addEventListener("submit", (event) => {
    const row = event.target.closest("[data-item]");
    const button = event.submitter;
    const place = Number(button.name === "place" ? button.value : event.target.elements.place?.value);
    if (!place || !event.target.action.endsWith(row.dataset.address)) return;
    event.preventDefault();
    move(row, place, button.dataset.step);
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-item]");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const step = event.target.dataset.step;
    move(row, Number(row.dataset.place) + (event.key === "ArrowUp" ? -1 : 1), step);
  });
  drag(list);
}

function drag(list) {
  let dragged = null;
  const marks = () => list.querySelectorAll("[data-drop]");
  const clear = () => {
    for (const one of marks()) delete one.dataset.drop;
  };
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-item]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.item);
    event.dataTransfer.setDragImage(dragged, 20, 20);
  });
  list.addEventListener("dragover", (event) => {
    const row = event.target.closest("[data-item]");
    if (!dragged || !row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    clear();
    row.dataset.drop = event.clientY < top + height / 2 ? "before" : "after";
  });
  list.addEventListener("drop", (event) => {
    const row = event.target.closest("[data-item]");
    if (!dragged || !row) return;
    event.preventDefault();
    const from = Number(dragged.dataset.place);
    const to = Number(row.dataset.place) + (row.dataset.drop === "after" ? 1 : 0);
    clear();
    move(dragged, to > from ? to - 1 : to);
  });
  list.addEventListener("dragend", () => {
    clear();
    dragged = null;
  });
}

listen();
