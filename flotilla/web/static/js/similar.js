// Shows contributions like the one that is being written, 0.6 s after typing stops.
// Contract: <form data-similar="#panel" data-similar-from="ADDRESS">; the address answers ?text=… with a page that has #panel.
// The panel is an aria-live region of the page; focus never moves, and without the script a page after the step shows the same.

const PAUSE = 600;

for (const form of document.querySelectorAll("form[data-similar]")) {
  const panel = document.querySelector(form.dataset.similar);
  if (!panel) continue;
  let waiting;
  let asked;
  let last = "";

  const look = async () => {
    const text = [...form.querySelectorAll("textarea, input[type=text]")].map((box) => box.value.trim()).join(" ").trim().slice(0, 1500);
    if (text === last || text.length < 12) return;
    last = text;
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.dataset.similarFrom, location.href);
    address.searchParams.set("text", text);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(panel.id);
      if (!fresh || panel.contains(document.activeElement)) return;
      if (fresh.innerHTML !== panel.innerHTML) panel.replaceChildren(...fresh.childNodes);
      panel.hidden = fresh.hidden;
    } catch {
      // no connection: writing goes on undisturbed
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
}
