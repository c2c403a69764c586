// A form is sent once: a second click while the answer is on its way makes no second task. Forms that a script sends
// itself are its own business. After ten seconds it may be tried again, if no answer came.

const PATIENCE = 10_000;
let sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => sent.delete(form), PATIENCE);
});

// A page that is come back to stands as it was left.
window.addEventListener("pageshow", () => {
  sent = new WeakSet();
});
