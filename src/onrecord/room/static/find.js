// Find by keyboard: rows one by one, and to what narrows them down.

import { bind } from "./keys.js";

const rows = [...document.querySelectorAll(".rows a.to")];
const facets = document.querySelector(".facets");

function step(by) {
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

bind("j", () => step(1));
bind("k", () => step(-1));
bind("f", () => {
  facets.open = true;
  facets.querySelector("summary").focus();
});
