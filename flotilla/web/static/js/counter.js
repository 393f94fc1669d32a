// Says how many characters are left while somebody types.
// Contract: a box with data-count="ID"; the element ID has data-limit, data-one, data-many, data-over-one, data-over-many.
// Without it the limit stands there in words; assistive technology is told only after a pause.

const kinds = new Intl.PluralRules(document.documentElement.lang || "en");
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");

function say(words, left) {
  const amount = Math.abs(left);
  const one = kinds.select(amount) === "one";
  const text = left < 0 ? (one ? words.overOne : words.overMany) : one ? words.one : words.many;
  return text.replace("%n", numbers.format(amount));
}

for (const box of document.querySelectorAll("[data-count]")) {
  const place = document.getElementById(box.dataset.count);
  if (!place) continue;
  const aloud = place.cloneNode(false);
  aloud.removeAttribute("id");
  aloud.className = "ds-sr-only";
  aloud.setAttribute("aria-live", "polite");
  place.after(aloud);
  let waiting;
  const tell = (typed) => {
    // a form sends each line end as two signs, and the server counts them
    const left = Number(place.dataset.limit) - [...box.value.replaceAll("\n", "\r\n")].length;
    place.textContent = say(place.dataset, left);
    place.toggleAttribute("data-over", left < 0);
    clearTimeout(waiting);
    if (typed) waiting = setTimeout(() => (aloud.textContent = place.textContent), 1000);
  };
  box.addEventListener("input", () => tell(true));
  tell(false);
}
