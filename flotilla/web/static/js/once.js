// After going back, gives each form the key again under which it was sent, so that what is sent once more counts once.
// Contract: <input type="hidden" name="once"> in every form, new with each page. A browser puts back what was typed, but not
// what is hidden; so the keys of a page are kept with its place in the history of the window, and nowhere else.

const boxes = [...document.querySelectorAll("form input[name=once]")];
const named = (box, at) => `${at} ${box.form.action}`;

if (boxes.length) {
  const [visit] = performance.getEntriesByType("navigation");
  const kept = visit?.type === "back_forward" ? history.state?.once : null;
  boxes.forEach((box, at) => {
    box.value = kept?.[named(box, at)] ?? box.value;
  });
  const once = Object.fromEntries(boxes.map((box, at) => [named(box, at), box.value]));
  history.replaceState({ ...history.state, once }, "");
}
