// Taking minutes without the mouse: outcomes by digit, phrases by a palette, and on to the next item with Ctrl+Enter.
// The text of the decision saves itself (autosave.js); the outcomes are saved here. Words stand in the page.

const taking = document.querySelector("[data-taking]");
const menu = document.querySelector(".item-menu details");
const wide = window.matchMedia("(min-width: 62em)");
const PAUSE = 300; // an arrow key walks through outcomes; the one it stops at is saved
const BY_KEY = "chefforum:taking-by-key";

function fold() {
  menu.open = wide.matches;
}

function cookie(name) {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// The text

const field = taking?.querySelector("[data-autosave]");

function focusText() {
  (field.querySelector("[contenteditable='true']") ?? field.querySelector("[data-autosave-value]")).focus();
}

// Outcomes

class Outcomes {
  constructor() {
    this.status = taking.querySelector("[data-taking-status]");
    this.groups = [...taking.querySelectorAll("[data-outcomes-of]")];
    this.chosen = new Map();
    this.line = Promise.resolve(true);
    for (const group of this.groups) {
      group.addEventListener("change", (event) => this.choose(event.target));
      group.addEventListener("keydown", (event) => this.press(group, event));
    }
    // Who has just come to the page stands nowhere on it: the first recommendation is meant.
    document.body.addEventListener("keydown", (event) => {
      if (event.target === document.body && this.groups.length) this.press(this.groups[0], event);
    });
  }

  choose(radio) {
    this.chosen.set(radio.name, radio.value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sent(), PAUSE);
  }

  press(group, event) {
    const digit = /^(?:Digit|Numpad)([0-7])$/.exec(event.code)?.[1];
    if (!digit || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    for (const one of event.shiftKey ? this.groups : [group]) this.check(one, digit);
    this.sent();
    this.goOn(event.shiftKey ? this.groups.at(-1) : group);
  }

  check(group, digit) {
    const radio = group.querySelector(`input[data-digit="${digit}"]`);
    radio.checked = true;
    this.choose(radio);
  }

  goOn(group) {
    const next = this.groups[this.groups.indexOf(group) + 1];
    if (next) this.focus(next);
    else focusText();
  }

  focus(group) {
    group.querySelector("input:checked").focus();
  }

  // One request after the other; true when the server has all that was chosen.
  sent() {
    clearTimeout(this.timer);
    this.line = this.line.then(() => this.send());
    return this.line;
  }

  async send() {
    if (!this.chosen.size) return true;
    const sending = new Map(this.chosen);
    this.chosen.clear();
    await field.autosave?.settled();
    let response = null;
    let told = {};
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
      const body = new URLSearchParams(Object.fromEntries(sending));
      response = await fetch(taking.dataset.outcomes, { method: "POST", body, headers, keepalive: true });
      told = await response.json();
    } catch {
      // no answer, or none from us
    }
    if (response?.ok) return this.wasSaved(told);
    this.chosen = new Map([...sending, ...this.chosen]);
    this.tell(told.sentence ?? taking.dataset.notSaved, "failed");
    return false;
  }

  wasSaved(told) {
    field.autosave?.take(told.text, told.mark, told.offered);
    document.getElementById("resumed").innerHTML = told.resumed;
    const here = document.querySelector("[data-progress][data-here]");
    here.dataset.progress = told.progress;
    here.querySelector("span").textContent = told.words;
    this.tell(`${taking.dataset.saved} ${told.words}.`, "saved");
    return true;
  }

  tell(sentence, state) {
    this.status.dataset.state = state;
    this.status.textContent = sentence;
  }
}

// From item to item

let leaving = false;

async function go(address, outcomes) {
  if (!address || leaving) return;
  leaving = true;
  const safe = (await outcomes.sent()) && (await field.autosave.settled());
  leaving = false;
  if (!safe) return;
  sessionStorage.setItem(BY_KEY, "1");
  window.location.assign(address);
}

function shortcuts(outcomes) {
  const next = () => go(taking.dataset.next, outcomes);
  const previous = () => go(taking.dataset.previous, outcomes);
  // Before the editor takes the key: there Ctrl+Enter is a line break.
  document.addEventListener(
    "keydown",
    (event) => {
      if (document.querySelector("dialog[open]")) return;
      const { ctrlKey, altKey, key, code } = event;
      const act =
        (ctrlKey && key === "Enter" && next) ||
        (altKey && key === "PageDown" && next) ||
        (altKey && key === "PageUp" && previous) ||
        (ctrlKey && code === "Space" && palette.open);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    true,
  );
  taking.querySelector("form.taking-form").addEventListener("submit", (event) => {
    if (field.querySelector("[name$='-anew']")) return; // two texts, and the page was drawn with both
    event.preventDefault();
    next();
  });
  taking.querySelector("[data-taking-previous]")?.addEventListener("click", (event) => {
    event.preventDefault();
    previous();
  });
}

// Phrases: type to find, arrows to choose, Enter to put it in.

const palette = {
  start() {
    this.dialog = document.getElementById("palette");
    this.search = this.dialog.querySelector("input");
    this.none = this.dialog.querySelector("[data-palette-none]");
    this.options = [...this.dialog.querySelectorAll("[role=option]")];
    this.search.addEventListener("input", () => this.filter());
    this.search.addEventListener("keydown", (event) => this.press(event));
    this.dialog.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.put(option);
    });
  },
  open() {
    palette.search.value = "";
    palette.filter();
    palette.dialog.showModal();
    palette.search.focus();
  },
  get found() {
    return this.options.filter((option) => !option.hidden);
  },
  filter() {
    const words = this.search.value.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
    for (const option of this.options) {
      const text = option.textContent.toLocaleLowerCase("da");
      option.hidden = !words.every((word) => text.includes(word));
    }
    this.none.hidden = this.found.length > 0;
    this.mark(this.found[0]);
  },
  mark(chosen) {
    for (const option of this.options) option.setAttribute("aria-selected", option === chosen);
    if (chosen) {
      this.search.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.search.removeAttribute("aria-activedescendant");
    }
    this.chosen = chosen;
  },
  press(event) {
    const { found } = this;
    const at = found.indexOf(this.chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined && found.length) {
      event.preventDefault();
      this.mark(found[(to + found.length) % found.length]);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (this.chosen) this.put(this.chosen);
    }
  },
  put(option) {
    this.dialog.close();
    const value = field.querySelector("[data-autosave-value]");
    value.dispatchEvent(new CustomEvent("rich:insert", { detail: { text: option.textContent } }));
  },
};

function dialogs() {
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]")?.dataset.opens;
    if (opens === "palette") palette.open();
    else if (opens) document.getElementById(opens).showModal();
  });
}

fold();
wide.addEventListener("change", fold);
if (field) {
  const outcomes = new Outcomes();
  palette.start();
  shortcuts(outcomes);
  dialogs();
  window.addEventListener("pagehide", () => outcomes.sent());
  if (sessionStorage.getItem(BY_KEY)) {
    sessionStorage.removeItem(BY_KEY);
    outcomes.focus(outcomes.groups[0]);
  }
}
