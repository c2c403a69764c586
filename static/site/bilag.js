// The bilag of an item without leaving the page: files sent one at a time with their progress, and the list changed in
// place. Every answer is the whole page of bilag; what is new on it is taken over. Without this file the same forms work.

const section = document.getElementById("bilag");
const told = document.getElementById("bilag-told");
const form = document.getElementById("bilag-drop");
const sending = document.getElementById("bilag-sending");
const words = section.dataset;

function tell(text, className = "") {
  told.replaceChildren(Object.assign(document.createElement("p"), { textContent: text, className }));
}

function textOf(page, selector) {
  return page?.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

// What somebody is writing in the old list goes on in the new one.
function keepOpen(details, rows) {
  const input = rows.querySelector(`#${CSS.escape(details.querySelector("input[type=text]").id)}`);
  if (!input) return;
  input.value = details.querySelector("input[type=text]").value;
  input.closest("details").open = true;
}

// Take the list over from an answer. Returns what it says of files that were not taken, "" if it took them all.
function take(page) {
  const rows = page?.getElementById("bilag-rows");
  if (!rows) return textOf(page, ".error-page p") || words.failed;
  const before = document.getElementById("bilag-rows");
  for (const open of before.querySelectorAll("details[open]:has(input)")) keepOpen(open, rows);
  before.replaceWith(rows);
  document.dispatchEvent(new Event("bilag:changed"));
  return textOf(page, "#bilag-refused .bilag-why");
}

// Sending

function lineOf(file) {
  const line = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { className: "bilag-sent-name", textContent: file.name });
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const state = Object.assign(document.createElement("span"), { className: "quiet", textContent: words.waits });
  bar.setAttribute("aria-label", file.name);
  line.append(name, bar, state);
  sending.append(line);
  return { line, bar, state };
}

function post(file, shown) {
  return new Promise((answered) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      shown.bar.value = event.loaded / event.total;
      shown.state.textContent = event.loaded < event.total ? `${Math.floor(shown.bar.value * 100)} %` : words.checked;
    });
    request.addEventListener("load", () => answered({ why: take(request.response), page: request.response }));
    request.addEventListener("error", () => answered({ why: words.cutOff, again: true }));
    const data = new FormData(form);
    data.delete("file");
    data.append("file", file);
    request.send(data);
  });
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "function-link", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function refuse(file, shown, why, again) {
  shown.bar.remove();
  shown.line.className = "bilag-not-sent";
  shown.state.className = "bilag-why";
  shown.state.textContent = why;
  const hide = button(words.hide, () => {
    shown.line.remove();
    document.getElementById("bilag-file").focus();
  });
  hide.setAttribute("aria-label", `${words.hide}: ${file.name}`);
  if (again) {
    shown.line.append(button(words.again, () => {
      shown.line.remove();
      send([file]);
      document.getElementById("bilag-file").focus();
    }));
  }
  shown.line.append(hide);
  tell(`${file.name}: ${why}`, "sr-only"); // it stands at the file
}

let waiting = Promise.resolve();
let underWay = 0;

async function sendOne(file, shown) {
  const answer = file.size > Number(words.longest) ? { why: words.tooLarge } : await post(file, shown);
  if (answer.why) {
    refuse(file, shown, answer.why, answer.again);
    return "";
  }
  shown.line.remove();
  return textOf(answer.page, "#bilag-told");
}

// One after another, so that the bilag stand in the order in which they were chosen.
function send(files) {
  const queue = files.map((file) => ({ file, shown: lineOf(file) }));
  underWay += 1;
  waiting = waiting.then(async () => {
    const sentences = [];
    for (const { file, shown } of queue) sentences.push(await sendOne(file, shown));
    underWay -= 1;
    const added = sentences.filter(Boolean);
    if (queue.length > 1) {
      tell(words.done.replace("{added}", added.length).replace("{refused}", queue.length - added.length));
    } else if (added.length) {
      tell(added[0]);
    }
  });
}

if (form) {
  const input = document.getElementById("bilag-file");
  form.querySelector("button[type=submit]").hidden = true;
  form.querySelector(".bilag-drag").hidden = false;
  const sendChosen = () => {
    send([...input.files]);
    input.value = "";
  };
  input.addEventListener("change", sendChosen);
  if (input.files.length) sendChosen(); // chosen before this was read
  form.addEventListener("submit", (event) => event.preventDefault()); // the files are on their way already
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.toggleAttribute("data-over", kind === "dragover");
      if (kind === "drop") send([...event.dataTransfer.files]);
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (underWay) event.preventDefault();
  });
}

// Changing the list

async function change(sent, by) {
  const data = new FormData(sent, by);
  if (sent.dataset.sure) {
    if (!window.confirm(sent.dataset.sure)) return;
    data.append("sure", "1");
  }
  let page = null;
  try {
    const answer = await fetch(sent.action, { method: "POST", body: data });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    page = null;
  }
  const row = sent.closest("li");
  row.querySelector("details").open &&= by.name === "to"; // what is done with is folded away
  const beside = row.nextElementSibling?.id ?? row.previousElementSibling?.id;
  const why = take(page);
  tell(why || textOf(page, "#bilag-told"));
  focusOn(by.id, row.id, beside);
}

// Where the focus was; else on the other button of a pair, on the bilag, on the one beside it, or on the field for files.
function focusOn(id, row, beside) {
  const same = document.getElementById(id);
  const place = [
    same?.disabled ? same.parentElement.querySelector("button:enabled") : same,
    document.querySelector(`#${CSS.escape(row)} summary`),
    beside && document.querySelector(`#${CSS.escape(beside)} summary`),
    document.getElementById("bilag-file"),
  ].find(Boolean);
  place?.focus();
}

section.addEventListener("submit", (event) => {
  if (!event.target.closest("#bilag-rows ol") || event.target.hasAttribute("data-whole")) return;
  event.preventDefault();
  change(event.target, event.submitter);
});
