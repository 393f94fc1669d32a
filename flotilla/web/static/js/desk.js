// Work at the desk without the mouse: j and k move, Enter or o opens, Ctrl+Enter sends, / searches, ? shows the keys.
// Contract: [data-desk-list] whose items have [data-desk-item] with one link or button inside marked [data-desk-open] (else the first);
// <dialog id="desk-keys"> for ?, with a button [data-desk-keys] that turns single keys off and on; links marked
// data-desk-key="n" are followed by that key, buttons that decide something have data-desk-focus and only take the focus, so that
// one stray key does nothing that cannot be undone. Keys rest while one types.

const OFF = "desk-keys-off";
const off = () => localStorage.getItem(OFF) === "yes";

const lists = document.querySelectorAll("[data-desk-list]");
const items = () => [...document.querySelectorAll("[data-desk-item]")].filter((item) => item.getClientRects().length);
const way = (item) => item.querySelector("[data-desk-open]") ?? item.querySelector("a, button");

function move(step) {
  const all = items();
  if (!all.length) return;
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  way(next)?.focus();
  next.scrollIntoView({ block: "nearest" });
}

// what a key leads to: a folded part opens and its first field is next; links and buttons are pressed, unless they only take the focus
function follow(marked) {
  if (marked.matches("summary")) {
    marked.parentElement.open = true;
    const field = marked.parentElement.querySelector("input:not([type=hidden]), select, textarea") ?? marked;
    requestAnimationFrame(() => requestAnimationFrame(() => field.focus())); // what is folded takes no focus before it is drawn
  } else if (marked.matches("a, button") && !marked.hasAttribute("data-desk-focus")) marked.click();
  else marked.focus();
}

function typing(target) {
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === "INPUT" && !/^(checkbox|radio|submit|button)$/.test(target.type));
}

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = target.form ?? target.closest?.("form");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button:not([type]), button[type=submit]")); // as if one pressed the first button
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(target) || document.querySelector("dialog[open]")) return;
  if (off() && key !== "?") return;
  const marked = document.querySelector(`[data-desk-key="${CSS.escape(key)}"]`);
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    o: () => document.activeElement?.closest("[data-desk-item]") && way(document.activeElement.closest("[data-desk-item]"))?.click(),
    "/": () => document.querySelector("input[type=search]")?.focus(),
    "?": () => document.getElementById("desk-keys")?.showModal(),
  };
  const act = marked ? () => follow(marked) : acts[key];
  if (!act || (!marked && "jk".includes(key) && !lists.length)) return;
  event.preventDefault();
  act();
});

for (const button of document.querySelectorAll("[data-desk-keys]")) {
  button.setAttribute("aria-pressed", String(!off()));
  button.addEventListener("click", () => {
    localStorage.setItem(OFF, off() ? "no" : "yes");
    button.setAttribute("aria-pressed", String(!off()));
  });
}
for (const button of document.querySelectorAll("[data-desk-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById("desk-keys")?.showModal());
}
