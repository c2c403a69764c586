// What Word puts on the clipboard, as the text it means: its list paragraphs become lists, its headings ours, and
// fonts, colours and everything else that is only looks goes. agenda/wordlists.py does the same on the server.

const HEADINGS = { H1: "h3", H2: "h3", H5: "h4", H6: "h4" };
const BULLET = /^[\s\u00a0]*(?:[·•§o\u2022\u25aa\u25cf\uf0a7\uf0b7\u2013\u2014*-])[\s\u00a0]*$/;

// Even a document that is only read must keep the page's policy, which allows no inline style: it is read as data.
export function parsed(html) {
  const inert = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  return new DOMParser().parseFromString(inert, "text/html");
}

export function meant(html) {
  const page = parsed(html);
  for (const rest of page.querySelectorAll("script, meta, link, xml, title")) rest.remove();
  dropComments(page.body);
  makeLists(page);
  for (const [from, to] of Object.entries(HEADINGS)) for (const one of page.querySelectorAll(from)) rename(page, one, to);
  for (const one of page.querySelectorAll("p.MsoTitle")) rename(page, one, "h3");
  for (const one of page.body.querySelectorAll("*")) plain(one);
  return page.body.innerHTML;
}

function dropComments(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const one of found) one.remove();
}

function rename(page, element, name) {
  const other = page.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

// Only what says something of the text stays: where a link leads, and how cells span.
function plain(element) {
  if (element.tagName.includes(":")) return element.replaceWith(...element.childNodes);
  const bold = /font-weight:\s*(?:bold|[6-9]00)/i.test(element.dataset.style ?? "");
  const leaning = /font-style:\s*italic/i.test(element.dataset.style ?? "");
  for (const { name } of [...element.attributes]) {
    if (!["href", "colspan", "rowspan"].includes(name)) element.removeAttribute(name);
  }
  if (element.tagName === "SPAN" && bold) wrap(element, "strong");
  if (element.tagName === "SPAN" && leaning) wrap(element, "em");
}

function wrap(element, name) {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

function point(element) {
  const found = /mso-list:\s*l(\d+)\s+level(\d)/i.exec(element.dataset.style ?? "");
  return found && { list: found[1], level: Number(found[2]) };
}

function makeLists(page) {
  let open = []; // the lists that are open, outermost first
  let last = null;
  for (const element of [...page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = element.tagName === "P" ? point(element) : null;
    if (!found) continue;
    if (!follows(element, last)) open = [];
    const ordered = !BULLET.test(takeMarker(element));
    open = open.slice(0, found.level);
    const there = open[found.level - 1];
    if (there && (there.dataset.list !== found.list || (there.tagName === "OL") !== ordered)) open.length = found.level - 1;
    while (open.length < found.level) open.push(addList(page, open.at(-1), element, ordered, found.list, last));
    const item = page.createElement("li");
    item.append(...element.childNodes);
    open.at(-1).append(item);
    last = open[0];
    element.remove();
  }
}

// Whether nothing but white space stands between a paragraph and the list before it.
function follows(element, list) {
  let before = element.previousSibling;
  while (before && before.nodeType === Node.TEXT_NODE && !before.textContent.trim()) before = before.previousSibling;
  return before !== null && before === list;
}

function addList(page, outer, element, ordered, name, last) {
  const list = page.createElement(ordered ? "ol" : "ul");
  list.dataset.list = name;
  if (!outer) {
    const after = last && follows(element, last) ? last : null;
    after ? after.after(list) : element.before(list);
  } else if (outer.lastElementChild) {
    outer.lastElementChild.append(list);
  } else {
    const item = page.createElement("li");
    item.append(list);
    outer.append(item);
  }
  return list;
}

// Word writes the number or bullet as text, marked to be ignored.
function takeMarker(element) {
  const marker = [...element.querySelectorAll("span")].find((one) =>
    /mso-list:\s*ignore/i.test(one.dataset.style ?? ""),
  );
  const text = marker?.textContent ?? "";
  marker?.remove();
  return text;
}
