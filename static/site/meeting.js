// The list of items beside a meeting: folded away on a phone, and marking the item that is being read.

const menu = document.querySelector(".item-menu");
const details = menu.querySelector("details");
const links = [...menu.querySelectorAll("a[href^='#']")];
const targets = links.map((link) => document.getElementById(link.hash.slice(1)));
const titles = links.map((link) => link.innerText.replace(/\s+/g, " ").trim());
const here = menu.querySelector("[data-here]");
const wide = window.matchMedia("(min-width: 62em)");

function fold() {
  details.open = wide.matches;
}

function mark(index) {
  if (links[index].ariaCurrent === "true") return;
  for (const link of links) link.removeAttribute("aria-current");
  links[index].setAttribute("aria-current", "true");
  links[index].scrollIntoView({ block: "nearest", container: "nearest" });
  here.textContent = titles[index];
}

// The reading line lies a quarter down the window, and sinks to the bottom of it as the page runs out,
// so that short items at the end get their turn too.
function reading() {
  const height = window.innerHeight;
  const left = document.documentElement.scrollHeight - window.scrollY - height;
  const sunk = Math.max(0, 1 - left / height);
  const line = height * (0.25 + 0.75 * sunk);
  const above = targets.filter((target) => target.getBoundingClientRect().top <= line);
  return Math.max(0, above.length - 1);
}

let chosen = null;
let waiting = false;

function follow() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark(chosen ?? reading());
  });
}

function choose() {
  const index = targets.indexOf(document.getElementById(window.location.hash.slice(1)));
  chosen = index < 0 ? null : index;
  if (!wide.matches) details.open = false;
  follow();
}

function release() {
  chosen = null;
}

// On the page of one item Alt and PageDown or PageUp lead to the item beside it, as they do where minutes are taken.
function leaf(event) {
  if (!event.altKey || !["PageDown", "PageUp"].includes(event.key)) return;
  const beside = document.querySelector(`.neighbours a[rel=${event.key === "PageDown" ? "next" : "prev"}]`);
  if (!beside) return;
  event.preventDefault();
  window.location.assign(beside.href);
}

fold();
window.addEventListener("keydown", leaf);
wide.addEventListener("change", fold);
if (links.length) {
  for (const kind of ["wheel", "touchmove", "keydown"]) window.addEventListener(kind, release, { passive: true });
  window.addEventListener("hashchange", choose);
  window.addEventListener("scroll", follow, { passive: true });
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) requestAnimationFrame(choose);
  });
  choose();
}
