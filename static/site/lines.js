// A list of lines on a textarea whose value it keeps: a row for each line, to be added, removed and moved with buttons
// or keys. Enter gives a new row, Backspace in an empty one takes it away, Alt and an arrow moves it.
// The row is the <template> inside; in it, data-part says which part of the line an input holds.

const GUEST = /^(\d{1,2}[:.]?\d{0,2})?\s?[–-]\s?(\d{1,2}[:.]?\d{0,2})?\s(.*)$/;

function parts(line) {
  const found = GUEST.exec(line);
  return found ? { from: found[1] ?? "", to: found[2] ?? "", text: found[3] } : { from: "", to: "", text: line };
}

function line(row) {
  const value = (part) => row.querySelector(`[data-part=${part}]`)?.value.trim().replace(/\s+/g, " ") ?? "";
  const times = value("from") || value("to") ? `${value("from")}–${value("to")} ` : "";
  return value("text") ? times + value("text") : "";
}

class Lines {
  constructor(box) {
    this.box = box;
    this.area = box.querySelector("textarea");
    this.list = box.querySelector("ol");
    this.template = box.querySelector("template");
    this.status = box.querySelector("[data-lines-status]");
    this.timed = this.template.content.querySelector("[data-part=from]") !== null;
    this.draw();
    this.area.hidden = true;
    this.list.hidden = false;
    const add = box.querySelector("[data-line=add]");
    add.hidden = false;
    add.addEventListener("click", () => this.focus(this.add()));
    this.area.addEventListener("autosave:fill", () => this.draw());
    this.list.addEventListener("input", (event) => this.typed(event));
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.list.addEventListener("keydown", (event) => this.pressed(event));
  }

  get rows() {
    return [...this.list.children];
  }

  draw() {
    this.list.replaceChildren();
    for (const text of this.area.value.split("\n").filter(Boolean)) this.add(text);
    this.number();
  }

  add(text = "", after = this.list.lastElementChild) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    const values = this.timed ? parts(text) : { text };
    for (const input of row.querySelectorAll("[data-part]")) input.value = values[input.dataset.part];
    if (after) after.after(row);
    else this.list.prepend(row);
    this.number();
    return row;
  }

  number() {
    const { rows } = this;
    rows.forEach((row, at) => {
      const number = row.querySelector(".line-number");
      if (number) number.textContent = `${at + 1}.`;
      for (const one of row.querySelectorAll("[data-label]")) {
        one.setAttribute("aria-label", one.dataset.label.replace("{number}", at + 1));
      }
      row.querySelector("[data-line=up]").disabled = at === 0;
      row.querySelector("[data-line=down]").disabled = at === rows.length - 1;
      row.querySelector("[data-part=text]").toggleAttribute("data-autosave-focus", at === 0);
    });
  }

  keep() {
    const value = this.rows.map(line).filter(Boolean).join("\n");
    if (value === this.area.value) return;
    this.area.value = value;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  typed(event) {
    event.stopPropagation();
    const input = event.target;
    if (input.dataset.part === "text" && input.value.includes("\n")) this.split(input);
    this.keep();
  }

  // Several lines that were pasted into one row become rows.
  split(input) {
    const [first, ...more] = input.value.split("\n").map((one) => one.trim()).filter(Boolean);
    input.value = first ?? "";
    let row = input.closest("li");
    for (const text of more) row = this.add(text, row);
    if (more.length) this.focus(row);
  }

  clicked(event) {
    const button = event.target.closest("[data-line]");
    if (!button) return;
    const row = button.closest("li");
    if (button.dataset.line === "remove") return this.remove(row);
    this.move(row, button.dataset.line === "up" ? -1 : 1, button);
  }

  pressed(event) {
    const row = event.target.closest("li");
    const input = event.target.closest("[data-part]");
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.move(row, event.key === "ArrowUp" ? -1 : 1, document.activeElement);
    } else if (input && event.key === "Enter") {
      event.preventDefault();
      this.focus(this.add("", row));
    } else if (input && event.key === "Backspace" && !line(row)) {
      event.preventDefault();
      this.remove(row);
    }
  }

  move(row, step, focused) {
    const from = this.rows.indexOf(row);
    const to = from + step;
    if (to < 0 || to >= this.rows.length) return;
    const other = this.rows[to];
    if (step < 0) other.before(row);
    else other.after(row);
    this.number();
    this.keep();
    (focused.disabled ? row.querySelector("[data-line]:not(:disabled)") : focused).focus();
    this.say("moved", { from: from + 1, to: to + 1, of: this.rows.length });
  }

  remove(row) {
    const at = this.rows.indexOf(row);
    row.remove();
    this.number();
    this.keep();
    const next = this.rows[Math.max(0, at - 1)];
    if (next) this.focus(next);
    else this.box.querySelector("[data-line=add]").focus();
    this.say("removed", { from: at + 1 });
  }

  focus(row) {
    const input = row.querySelector("[data-part]");
    input.focus();
  }

  say(what, values) {
    this.status.textContent = this.box.dataset[what].replace(/\{(\w+)\}/g, (_all, key) => values[key]);
  }
}

for (const box of document.querySelectorAll("[data-lines]")) new Lines(box);
