// Texts that save themselves. What has not reached the server is kept in the browser and offered again.
//
//   <div data-autosave="/items/7/texts/background/" data-autosave-name="7:background">
//     <textarea data-autosave-value>…</textarea>
//     <input type="hidden" name="background-base" value="12-3" data-autosave-base>
//     <p data-autosave-status role="status"></p>
//     <div data-autosave-panel></div>
//   </div>
//
// The address answers as agenda/views/saving.py says. With data-autosave-on="change" a text is saved when its field is
// left, not while it is typed. Something that draws the value in another way (a rich text editor, a list of lines)
// writes to the value and sends "input"; it is told by "autosave:fill" when the value is to be drawn anew.
// The words are those of templates/agenda/texts/_words.html.

const words = document.getElementById("autosave-words");
const PAUSE = 1000;
const LONGEST_PAUSE = 4000;
const AGAIN = [2000, 4000, 8000, 15000];
const KEPT_DAYS = 7;
const LONGEST_WAIT = 15000;
const LONGEST_LAST_WORD = 60000; // bytes; browsers let no more go out of a page that is left
const PREFIX = "chefforum:text:";

const say = (name, values = {}) =>
  words.dataset[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");

function cookie(name) {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// What the browser keeps; a browser that keeps nothing is no reason to stop.

const shelf = {
  put(key, kept) {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  },
  take(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // there is nothing to take away
    }
  },
  *found(start) {
    let keys = [];
    try {
      keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    } catch {
      return;
    }
    for (const key of keys) {
      try {
        yield [key, JSON.parse(localStorage.getItem(key))];
      } catch {
        shelf.take(key);
      }
    }
  },
};

function clearOld() {
  const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
  for (const [key, kept] of shelf.found(PREFIX)) if (!(kept?.at > oldest)) shelf.take(key);
}

class Text {
  constructor(element) {
    this.element = element;
    this.value = element.querySelector("[data-autosave-value]");
    this.base = element.querySelector("[data-autosave-base]");
    this.was = element.querySelector("[data-autosave-was]"); // says, when the whole page is sent, that nothing was written
    this.status = element.querySelector("[data-autosave-status]");
    this.panel = element.querySelector("[data-autosave-panel]");
    this.name = `${PREFIX}${words.dataset.user}:${element.dataset.autosaveName}:`;
    this.saved = this.value.value;
    this.sending = false;
    this.unanswered = null; // a text that may or may not have reached the server
    this.anew = false; // what is replaced was somebody's, and is to be kept as a version
    this.stopped = false;
    this.failures = 0;
    this.since = 0;
    element.autosave = this;
    this.listen();
    this.offer();
  }

  get key() {
    return this.name + this.base.value;
  }

  get unsaved() {
    return this.value.value !== this.saved || this.unanswered !== null;
  }

  listen() {
    const atOnce = this.element.dataset.autosaveOn !== "change";
    this.value.addEventListener("input", () => {
      this.keep();
      if (atOnce) this.plan();
    });
    this.value.addEventListener("change", () => this.flush());
    this.element.addEventListener("focusout", () => this.flush());
    this.panel?.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-clash]");
      if (choice) this.settle(choice.dataset.clash);
    });
  }

  // In the browser

  keep() {
    this.element.toggleAttribute("data-unsaved", this.unsaved);
    if (!this.unsaved) return void shelf.take(this.key);
    const kept = { text: this.value.value, base: this.base.value, unanswered: this.unanswered, at: Date.now() };
    this.keptHere = shelf.put(this.key, kept);
  }

  // To the server

  plan() {
    if (this.stopped) return;
    this.since ||= Date.now();
    const pause = Math.max(0, Math.min(PAUSE, this.since + LONGEST_PAUSE - Date.now()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  flush() {
    if (this.unsaved && !this.stopped) this.save();
  }

  // A page that is left lets go out what is small; the rest is offered when its owner comes back.
  post(fields) {
    const body = new URLSearchParams({ base: this.base.value, ...fields });
    const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
    const keepalive = body.toString().length < LONGEST_LAST_WORD;
    const signal = AbortSignal.timeout(LONGEST_WAIT);
    return fetch(this.element.dataset.autosave, { method: "POST", body, headers, keepalive, signal });
  }

  // For a script that goes on when the text is safe: whether all of it has been saved.
  async settled() {
    for (let tries = 0; tries < 3 && this.unsaved && !this.stopped; tries += 1) {
      await (this.sending ? this.nextAnswer() : this.save());
    }
    return !this.unsaved;
  }

  nextAnswer() {
    return new Promise((resolve) => this.element.addEventListener("autosave:answered", resolve, { once: true }));
  }

  // Another part of the page has stored a text: what is written from now on began from it. What was written meanwhile
  // stands, and with `own` it replaces that text; otherwise the two will clash, as they should.
  take(text, mark, own) {
    const written = this.unsaved;
    if (written && !own) return;
    shelf.take(this.key);
    this.base.value = mark;
    this.saved = text;
    if (written) this.keep();
    else if (this.value.value !== text) this.fill(text);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.sending || !this.unsaved) return;
    this.sending = true;
    this.since = 0;
    // A text whose answer never came is sent again as it was, so that it is not taken for somebody else's.
    const text = this.unanswered ?? this.value.value;
    this.unanswered = text;
    this.keep();
    const slow = setTimeout(() => this.tell("saving"), 400);
    let response = null;
    let told = {};
    try {
      response = await this.post(this.anew ? { text, anew: "1" } : { text });
      told = await response.json();
    } catch {
      // no answer, or none from us
    }
    clearTimeout(slow);
    this.sending = false;
    this.answered(response, told, text);
    this.element.dispatchEvent(new Event("autosave:answered"));
  }

  answered(response, told, text) {
    if (response?.ok && told.mark) return this.wasSaved(told, text);
    const status = response?.status ?? 0;
    if (status === 409 && told.panel) return this.clashed(told);
    if (status === 400 || status === 409) return this.refused(told.sentence, status === 409);
    if (status === 401) return this.signedOut(told.sign_in);
    if (status === 403 || status === 404) return this.stop("gone");
    this.failed(status);
  }

  wasSaved(told, text) {
    this.failures = 0;
    this.unanswered = null;
    this.anew = false;
    shelf.take(this.key);
    this.base.value = told.mark;
    this.saved = text;
    if (this.was) this.was.value = "";
    this.keep();
    this.tell("saved", { at: told.at });
    this.element.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: { text } }));
    if (this.unsaved) this.plan();
  }

  failed(status) {
    this.tell(!this.keptHere ? "lost" : status ? "failed" : "offline");
    const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.save(), wait);
  }

  refused(sentence, forGood) {
    this.unanswered = null;
    this.stopped = forGood;
    this.tell("refused", { sentence });
  }

  signedOut(address) {
    this.unanswered = null;
    this.tell("signedOut");
    const link = document.createElement("a");
    link.href = `${address}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = words.dataset.signIn;
    this.status.append(" ", link);
    this.timer = setTimeout(() => this.save(), AGAIN.at(-1));
  }

  stop(word) {
    this.unanswered = null;
    this.stopped = true;
    this.tell(word);
    // The whole page would be answered by one that is not there, and the text would be out of sight.
    this.element.closest("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.focus();
    });
  }

  tell(name, values) {
    const sentence = say(name, values);
    this.status.dataset.state = name;
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  // Two texts

  clashed(told) {
    // What was sent with no answer may be older than what stands in the field now: show that instead.
    const older = this.unanswered !== null && this.unanswered !== this.value.value;
    this.unanswered = null;
    this.keep();
    if (older) return this.save();
    this.clash = told;
    this.stopped = true;
    this.panel.innerHTML = told.panel;
    this.tell("clash");
    this.element.dispatchEvent(new CustomEvent("autosave:clash", { bubbles: true }));
  }

  settle(choice) {
    shelf.take(this.key);
    this.panel.replaceChildren();
    this.base.value = this.clash.mark;
    this.saved = this.clash.text;
    this.stopped = false;
    if (choice === "theirs") {
      this.fill(this.clash.text);
      this.status.textContent = "";
    } else {
      this.anew = true;
      this.save();
    }
    this.focus();
  }

  focus() {
    (this.element.querySelector("[contenteditable='true'], [data-autosave-focus]") ?? this.value).focus();
  }

  fill(text) {
    this.value.value = text;
    this.value.dispatchEvent(new CustomEvent("autosave:fill", { bubbles: true }));
  }

  // What an earlier visit left

  async offer() {
    for (const [key, kept] of shelf.found(this.name)) {
      if (typeof kept?.text !== "string" || kept.text === this.saved || (await this.stored(kept.text))) {
        shelf.take(key);
      } else {
        this.show(key, kept);
      }
    }
  }

  async stored(text) {
    try {
      return (await (await this.post({ text, check: "1" })).json()).stored === true;
    } catch {
      return false;
    }
  }

  show(key, kept) {
    const offer = words.content.firstElementChild.cloneNode(true);
    offer.querySelector("[data-offer-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, {
      dateStyle: "long",
      timeStyle: "short",
    });
    offer.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-offer]")?.dataset.offer;
      if (!choice) return;
      offer.remove();
      shelf.take(key);
      if (choice === "fetch") this.fetch(kept);
      this.focus();
    });
    this.element.prepend(offer);
  }

  fetch(kept) {
    this.fill(kept.text);
    this.base.value = kept.base;
    this.unanswered = kept.unanswered;
    this.keep();
    this.save();
  }
}

clearOld();
const texts = [...document.querySelectorAll("[data-autosave]")].map((element) => new Text(element));

function flushAll() {
  for (const text of texts) text.flush();
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flushAll();
});
window.addEventListener("pagehide", flushAll);
window.addEventListener("online", flushAll);
window.addEventListener("beforeunload", (event) => {
  if (texts.some((text) => text.unsaved && text.keptHere === false)) event.preventDefault();
});
