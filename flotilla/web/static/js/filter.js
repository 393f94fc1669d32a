// A filter that shows its result while one chooses, without loading the page anew.
// Contract: <form method="get" data-filter="#list"> beside an element of that id; links inside [data-filter-links] count too.
// The element may carry data-said, a sentence that is announced politely; focus and the address stay true.

const announcer = document.createElement("p");
announcer.className = "ds-sr-only";
announcer.setAttribute("role", "status");
document.body.append(announcer);

for (const form of document.querySelectorAll("form[data-filter]")) {
  const target = form.dataset.filter;
  let asked;

  const show = async (address, remember = true) => {
    asked?.abort();
    asked = new AbortController();
    const list = document.querySelector(target);
    list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(target);
      if (!fresh) throw new Error("no list in the answer");
      const focused = document.activeElement?.id;
      list.replaceWith(document.adoptNode(fresh));
      for (const links of page.querySelectorAll("[data-filter-links]")) {
        const old = links.id && document.getElementById(links.id);
        if (old) old.replaceWith(document.adoptNode(links));
      }
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
      if (remember) history.pushState({ filter: true }, "", address);
      announcer.textContent = fresh.dataset.said ?? "";
    } catch (trouble) {
      if (trouble.name !== "AbortError") location.assign(address);
    } finally {
      document.querySelector(target)?.removeAttribute("aria-busy");
    }
  };

  const address = () => {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") chosen.append(name, value);
    const query = chosen.toString();
    return form.action.split(/[?#]/)[0] + (query ? `?${query}` : "");
  };

  form.addEventListener("change", () => show(address()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(address());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-filter-links] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    fill(form, link.href);
    show(link.href);
  });
  addEventListener("popstate", () => {
    fill(form, location.href);
    show(location.href, false);
  });
}

function fill(form, address) {
  const asked = new URL(address).searchParams;
  for (const box of form.elements) {
    if (!box.name) continue;
    const values = asked.getAll(box.name);
    if (/^(checkbox|radio)$/.test(box.type)) box.checked = values.includes(box.value);
    else box.value = values[0] ?? "";
    if (box.selectedIndex === -1) box.selectedIndex = 0;
  }
}
