// The page of a report: words that are selected can be put into a row that should point at them.
//
// report.js makes the link to the selected words; this one leads to the same characters where rows are put right.

import { bind } from "./keys.js";

const link = document.getElementById("span-link");
const fix = document.getElementById("span-fix");

function chosen() {
  const found = /#char=(\d+,\d+)$/.exec(link.href);
  return link.hidden || !found ? null : found[1];
}

document.addEventListener("selectionchange", () => {
  const span = chosen();
  fix.hidden = span === null;
  if (span === null) return;
  const back = window.location.pathname + window.location.search;
  fix.href = `${fix.dataset.fix}?char=${encodeURIComponent(span)}&back=${encodeURIComponent(back)}`;
  fix.style.top = link.style.top;
  fix.style.left = `${parseFloat(link.style.left) + link.offsetWidth + 4}px`;
});

bind("f", () => {
  const target = chosen() ? fix : document.querySelector(".note.shown a.fix");
  if (!(target instanceof HTMLAnchorElement)) return false;
  window.location.assign(target.href);
  return true;
});
