// The editor of rich text, on a textarea whose value it keeps: bold, italic, two headings, lists, tables, links and
// quotations, which is what the server keeps. The buttons and the dialog are templates/agenda/texts/_rich.html.

import { meant, parsed } from "./word.js";

const LINK = /^(?:https?:\/\/|mailto:)\S+$/i;

const COMMANDS = {
  bold: { run: (chain) => chain.toggleBold(), on: (editor) => editor.isActive("bold") },
  italic: { run: (chain) => chain.toggleItalic(), on: (editor) => editor.isActive("italic") },
  h3: { run: (chain) => chain.toggleHeading({ level: 3 }), on: (editor) => editor.isActive("heading", { level: 3 }) },
  h4: { run: (chain) => chain.toggleHeading({ level: 4 }), on: (editor) => editor.isActive("heading", { level: 4 }) },
  bullets: { run: (chain) => chain.toggleBulletList(), on: (editor) => editor.isActive("bulletList") },
  numbers: { run: (chain) => chain.toggleOrderedList(), on: (editor) => editor.isActive("orderedList") },
  quote: { run: (chain) => chain.toggleBlockquote(), on: (editor) => editor.isActive("blockquote") },
  table: { run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }) },
  row: { run: (chain) => chain.addRowAfter() },
  column: { run: (chain) => chain.addColumnAfter() },
  dropRow: { run: (chain) => chain.deleteRow() },
  dropColumn: { run: (chain) => chain.deleteColumn() },
  headRow: { run: (chain) => chain.toggleHeaderRow() },
  dropTable: { run: (chain) => chain.deleteTable() },
  undo: { run: (chain) => chain.undo(), can: (editor) => editor.can().undo() },
  redo: { run: (chain) => chain.redo(), can: (editor) => editor.can().redo() },
};

// The editor has no captions: one becomes a line above its table, so that its words stay.
function shown(html) {
  const page = parsed(html);
  for (const caption of page.querySelectorAll("caption")) {
    const line = page.createElement("p");
    const strong = page.createElement("strong");
    strong.append(...caption.childNodes);
    line.append(strong);
    caption.closest("table").before(line);
    caption.remove();
  }
  return page.body.innerHTML;
}

// The editor writes all rows as body; rows of nothing but header cells are the head of the table.
function stored(html) {
  if (!html.includes("<table")) return html === "<p></p>" ? "" : html;
  const page = parsed(html);
  for (const table of page.querySelectorAll("table")) {
    table.querySelector("colgroup")?.remove();
    const rows = [...table.rows];
    const first = rows.findIndex((row) => [...row.cells].some((cell) => cell.tagName === "TD"));
    const head = table.createTHead();
    if (first > 0) head.append(...rows.slice(0, first));
    else head.remove();
    for (const cell of table.querySelectorAll("th")) cell.scope = cell.closest("thead") ? "col" : "row";
  }
  return page.body.innerHTML;
}

function extensions(kit, openLink) {
  const table = kit.Table.configure({ resizable: false }).extend({
    // Tab goes from cell to cell and then on, so that nobody is caught in the table.
    addKeyboardShortcuts() {
      return {
        Tab: () => this.editor.commands.goToNextCell(),
        "Shift-Tab": () => this.editor.commands.goToPreviousCell(),
      };
    },
  });
  const link = kit.Link.configure({
    enableTarget: false,
    autolink: false,
    isAllowedUri: (address) => LINK.test(address),
  }).extend({ addKeyboardShortcuts: () => ({ "Mod-k": openLink }) });
  return [
    ...[kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.Bold, kit.Italic],
    kit.Heading.configure({ levels: [3, 4] }),
    ...[kit.BulletList, kit.OrderedList, kit.ListItem, kit.Blockquote],
    ...[table, kit.TableRow, kit.TableHeader, kit.TableCell, link],
    ...[kit.History, kit.Gapcursor],
  ];
}

function toolbar(box, editor, openLink) {
  const bar = box.querySelector("[role=toolbar]");
  const buttons = [...bar.querySelectorAll("button")];
  const run = (name) => (name === "link" ? openLink() : COMMANDS[name].run(editor.chain().focus()).run());

  function draw() {
    const inTable = editor.isActive("table");
    bar.querySelector("[data-in-table]").hidden = !inTable;
    for (const button of buttons) {
      const { on, can } = COMMANDS[button.dataset.command] ?? { on: () => editor.isActive("link") };
      if (on) button.setAttribute("aria-pressed", on(editor));
      if (can) button.setAttribute("aria-disabled", !can(editor));
    }
    if (!reachable().some((one) => one.tabIndex === 0)) go(buttons[0], false);
  }

  const reachable = () => buttons.filter((one) => one.closest("[hidden]") === null);

  function go(button, focus = true) {
    for (const one of buttons) one.tabIndex = one === button ? 0 : -1;
    if (focus) button.focus();
  }

  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays in the text
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    go(button, false);
    run(button.dataset.command);
  });
  bar.addEventListener("keydown", (event) => {
    const row = reachable();
    const at = row.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: row.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(row[(to + row.length) % row.length]);
  });
  go(buttons[0], false);
  editor.on("transaction", draw);
  draw();
  return () => go(reachable().find((one) => one.tabIndex === 0) ?? buttons[0]);
}

function linkDialog(box, editor) {
  const dialog = box.querySelector("dialog");
  const address = dialog.querySelector("input");
  const drop = dialog.querySelector("[data-link=drop]");
  const chain = () => editor.chain().focus().extendMarkRange("link");

  function put() {
    const text = address.value.trim();
    const full = LINK.test(text) ? text : text.includes("@") ? `mailto:${text}` : `https://${text}`;
    if (!text) return;
    const empty = editor.state.selection.empty && !editor.isActive("link");
    if (empty) editor.chain().focus().insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href: full } }] }).run();
    else chain().setLink({ href: full }).run();
    dialog.close();
  }

  dialog.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-link]")?.dataset.link;
    if (choice === "put") put();
    if (choice === "drop") chain().unsetLink().run();
    if (choice === "drop" || choice === "cancel") dialog.close();
  });
  address.addEventListener("input", (event) => event.stopPropagation());
  address.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    put();
  });
  dialog.addEventListener("close", () => editor.commands.focus());
  return () => {
    address.value = editor.getAttributes("link").href ?? "";
    drop.hidden = !editor.isActive("link");
    dialog.showModal();
    return true;
  };
}

async function start(box) {
  const area = box.querySelector("textarea");
  const kit = await import(box.dataset.rich);
  let openLink = () => true;
  let toToolbar = () => true;
  const place = document.createElement("div");
  const editor = new kit.Editor({
    element: place,
    extensions: extensions(kit, () => openLink()),
    content: shown(area.value),
    injectCSS: false,
    editorProps: {
      attributes: {
        ...{ role: "textbox", "aria-multiline": "true", class: "rich", lang: "da" },
        ...{ "aria-labelledby": box.dataset.label, "aria-describedby": box.dataset.hint },
      },
      transformPastedHTML: meant,
      handleKeyDown: (_view, event) => event.key === "Escape" && (toToolbar(), true),
    },
    onUpdate() {
      area.value = stored(editor.getHTML());
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  area.hidden = true;
  area.before(place);
  box.querySelector("[role=toolbar]").hidden = false;
  openLink = linkDialog(box, editor);
  toToolbar = toolbar(box, editor, () => openLink());
  area.addEventListener("rich:insert", ({ detail }) => {
    editor.chain().focus().insertContent({ type: "text", text: detail.text }).run();
  });
  area.addEventListener("autosave:fill", () => editor.commands.setContent(shown(area.value), { emitUpdate: false }));
  document.getElementById(box.dataset.label).addEventListener("click", () => editor.commands.focus());
  box.dataset.ready = "";
}

for (const box of document.querySelectorAll("[data-rich]")) start(box);
