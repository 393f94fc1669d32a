// Keeps what somebody types in the browser too, and puts it back when the connection was lost before it was saved.
// Contract: <form data-draft="KEY" data-draft-restored="sentence" data-draft-drop="words on a button">.
// Optional data-draft-saved="ISO moment" of the server's draft: the newer wins. Load it on the page after the form too: there the
// browser's draft is dropped, because it arrived. Hidden boxes, passwords and files are never kept.

const DAYS = 14;
const shelf = (key) => `draft:${key}`;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(shelf(key)) ?? "null");
    return kept && Date.now() - kept.at < DAYS * 86_400_000 ? kept : null;
  } catch {
    return null;
  }
}

function write(key, kept) {
  try {
    if (kept) localStorage.setItem(shelf(key), JSON.stringify(kept));
    else localStorage.removeItem(shelf(key));
  } catch {
    // a full or forbidden store: the server still has the draft
  }
}

const boxes = (form) =>
  [...form.elements].filter((box) => box.name && !["hidden", "password", "file", "submit", "button"].includes(box.type));

const typed = (form) =>
  boxes(form).map((box) => [box.name, ["radio", "checkbox"].includes(box.type) ? (box.checked ? box.value : null) : box.value]);

function restore(form, values) {
  const left = [...values];
  for (const box of boxes(form)) {
    const at = left.findIndex(([name, value]) => {
      const picks = ["radio", "checkbox"].includes(box.type);
      return name === box.name && (!picks || value === box.value || value === null);
    });
    if (at < 0) continue;
    const [[, value]] = left.splice(at, 1);
    if (["radio", "checkbox"].includes(box.type)) box.checked = value === box.value;
    else box.value = value ?? "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function offer(form, drop) {
  const line = document.createElement("div");
  line.className = "fl-note";
  line.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = form.dataset.draftRestored ?? "";
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "ds-button", textContent: form.dataset.draftDrop ?? "" });
  button.dataset.variant = "tertiary";
  button.dataset.size = "sm";
  button.addEventListener("click", () => {
    drop();
    line.remove();
  });
  const inside = document.createElement("div");
  inside.append(words, button);
  line.append(document.createElement("span"), inside);
  form.prepend(line);
}

// a form that was sent leaves a mark; reaching another page without it means that it arrived
const SENT = "draft-sent";
const here = new Set([...document.querySelectorAll("form[data-draft]")].map((form) => form.dataset.draft));
const sent = sessionStorage.getItem(SENT);
if (sent !== null) {
  sessionStorage.removeItem(SENT);
  if (!here.has(sent)) write(sent, null);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = form.dataset.draft;
  const before = typed(form);
  const kept = read(key);
  const saved = Date.parse(form.dataset.draftSaved ?? "") || 0;
  const refused = form.querySelector("[aria-invalid]") !== null;
  let waiting;
  const drop = () => {
    restore(form, before);
    clearTimeout(waiting); // what is put back counts as typed, and would be kept again
    write(key, null);
  };
  if (kept && kept.at > saved && !refused && JSON.stringify(kept.values) !== JSON.stringify(before)) {
    restore(form, kept.values);
    offer(form, drop);
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => write(key, { at: Date.now(), values: typed(form) }), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    write(key, { at: Date.now(), values: typed(form) });
    sessionStorage.setItem(SENT, key);
  });
}
