// Offers to write the point where one is now into a box; the device is asked only when the button is pressed.
// Contract: <input data-here="words of the button" data-asking="words meanwhile" data-denied="words if it does not say">.
// Four decimal places are written, about 10 metres, and nothing is sent before the form is.

for (const box of document.querySelectorAll("input[data-here]")) {
  if (!navigator.geolocation) continue;
  const { here, asking, denied } = box.dataset;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: here });
  button.dataset.variant = "secondary";
  button.dataset.size = "sm";
  const said = document.createElement("p");
  said.className = "fl-hint";
  said.setAttribute("role", "status");
  box.after(button, said);
  button.addEventListener("click", () => {
    said.textContent = asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        said.textContent = "";
        box.value = `${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.focus();
      },
      () => (said.textContent = denied),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
