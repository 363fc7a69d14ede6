// The pages of the ledger by keyboard: lines one by one, evidence of the line in hand.

import { bind } from "./keys.js";

const lines = [...document.querySelectorAll(".entry, .saying, .deeds > li, .tellings tbody > tr")];
for (const line of lines) line.tabIndex = -1;

function step(by) {
  if (!lines.length) return false;
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const next = lines[Math.max(0, Math.min(lines.length - 1, at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function openIn(selector) {
  const line = lines.find((each) => each.contains(document.activeElement));
  const link = line?.querySelector(selector);
  if (!link) return false;
  link.click();
  return true;
}

bind("j", () => step(1));
bind("k", () => step(-1));
bind("Enter", () => document.activeElement?.matches("a, button, summary") ? false : openIn(".quoted .spot, a.words"));
bind(".", () => openIn('a[href^="/evidence/"]'));
bind("o", () => openIn(".folded > summary"));
