// Review: Space passes a row over, but not while a button or link has the focus, where it means to press that.

import { bind } from "./keys.js";

bind(" ", () => {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches("a, button, summary")) return false;
  const pass = document.querySelector('button[data-key="s"]');
  if (!(pass instanceof HTMLElement)) return false;
  pass.click();
  return true;
});

// A verdict is sent once, however fast the key is pressed.
for (const form of document.querySelectorAll("form.verdicts, form.last")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
