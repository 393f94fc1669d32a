// Copies a text, such as a link to one's own contribution, with one press.
// Contract: <button hidden data-copy="text" data-copied="word">; or data-copy="#id" for what stands in another element.
// The button is shown only where copying works; the word is said and shown for two seconds.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const words = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const { copy, copied } = button.dataset;
    const source = copy.startsWith("#") ? document.querySelector(copy) : null;
    await navigator.clipboard.writeText(source ? (source.value ?? source.textContent).trim() : copy);
    button.textContent = copied ?? words;
    setTimeout(() => (button.textContent = words), 2000);
  });
}
