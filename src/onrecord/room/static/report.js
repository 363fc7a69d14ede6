// The page of a report: text and margin in step, by pointer and by keyboard, and links to characters.
//
// Offsets in addresses count code points of the text of record; the DOM counts UTF-16 units (offsets.js).

import { bind } from "./keys.js";
import { toPoints, toUnits } from "./offsets.js";

const desk = document.querySelector(".desk");
const tip = document.getElementById("tip");
const spanLink = document.getElementById("span-link");
const said = document.getElementById("said");
const texts = [...document.querySelectorAll(".text")];

function marksOf(row) {
  return document.querySelectorAll(`.mark[data-row="${CSS.escape(row)}"]`);
}

function noteOf(row) {
  return row ? document.getElementById(row) : null;
}

// --- text and margin in step --------------------------------------------------

let shownRow = "";

function show(row) {
  if (row === shownRow) return;
  for (const each of document.querySelectorAll(".shown")) each.classList.remove("shown");
  shownRow = row;
  if (!row) return;
  for (const mark of marksOf(row)) mark.classList.add("shown");
  noteOf(row)?.classList.add("shown");
}

function lines(note) {
  const found = [note.querySelector("summary").textContent.trim()];
  const terms = [...note.querySelectorAll("dt")];
  for (const name of ["Claim", "Voice", "Denied", "Factuality", "Source", "Speaker", "Date", "Said", "Place", "Score"]) {
    const term = terms.find((each) => each.textContent === name);
    if (term) found.push(`${name}: ${term.nextElementSibling.textContent.trim()}`);
  }
  return found.slice(0, 5);
}

function point(mark) {
  const note = noteOf(mark.dataset.row);
  if (!note) return;
  show(mark.dataset.row);
  tip.replaceChildren(
    ...lines(note).map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }),
  );
  tip.hidden = false;
  const box = mark.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const below = box.bottom + 8 + tip.offsetHeight < window.innerHeight;
  tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + window.scrollY}px`;
}

function rest() {
  tip.hidden = true;
  show(document.activeElement?.closest?.(".note")?.dataset.row ?? "");
}

desk.addEventListener("pointerover", (event) => {
  const mark = event.target.closest(".mark[data-row]");
  if (mark?.dataset.row) point(mark);
  else {
    const note = event.target.closest(".note");
    if (note) show(note.dataset.row);
    else rest();
  }
});
desk.addEventListener("pointerleave", rest);
desk.addEventListener("click", (event) => {
  const mark = event.target.closest(".text .mark");
  if (!mark || !window.getSelection().isCollapsed) return;
  const note = noteOf(mark.dataset.row);
  if (note) reach(note, { open: !note.open });
});
desk.addEventListener("focusin", (event) => {
  const note = event.target.closest(".note");
  if (note) show(note.dataset.row);
});

function reach(note, { open } = {}) {
  if (open !== undefined) note.open = open;
  note.querySelector("summary").focus({ preventScroll: true });
  const mark = marksOf(note.dataset.row)[0];
  (mark ?? note).scrollIntoView({ block: "nearest" });
  if (note.getBoundingClientRect().bottom > window.innerHeight) note.scrollIntoView({ block: "nearest" });
  tip.hidden = true;
  show(note.dataset.row);
}

// --- keys ---------------------------------------------------------------------

function walk(kind, step) {
  const notes = [...document.querySelectorAll(`.note[data-kind="${kind}"]`)];
  if (!notes.length) return false;
  const all = [...document.querySelectorAll(".note")];
  const at = all.indexOf(document.activeElement?.closest?.(".note"));
  const ahead = notes.filter((note) => (step > 0 ? all.indexOf(note) > at : all.indexOf(note) < at));
  const next = step > 0 ? ahead[0] ?? notes[0] : ahead.at(-1) ?? notes.at(-1);
  reach(next);
  return true;
}

function paragraph(step) {
  const shown = texts.filter((text) => text.offsetParent);
  const line = window.innerHeight / 5 + 8;
  const at = shown.findLastIndex((text) => text.getBoundingClientRect().top <= line);
  const next = shown[Math.max(0, Math.min(shown.length - 1, at + step))];
  next?.scrollIntoView({ block: "start" });
}

bind("s", () => walk("statement", 1));
bind("S", () => walk("statement", -1));
bind("e", () => walk("event", 1));
bind("E", () => walk("event", -1));
bind("j", () => paragraph(1));
bind("k", () => paragraph(-1));
bind(".", () => {
  const link = noteOf(shownRow)?.querySelector("a.evidence");
  if (!link) return false;
  link.click();
  return true;
});
bind("o", () => {
  document.querySelector('.about a[href^="/originals/"]').click();
});
bind("Escape", () => {
  tip.hidden = true;
  spanLink.hidden = true;
  const open = document.activeElement?.closest?.(".note[open]");
  if (open) open.open = false;
});
bind("c", () => {
  const address = selected() ?? markAddress(shownRow);
  if (!address) return false;
  const link = new URL(address, window.location.href).href;
  navigator.clipboard?.writeText(link).then(
    () => (said.textContent = "Link copied"),
    () => (said.textContent = link),
  );
  window.history.replaceState(null, "", address);
  light();
  return true;
});

// --- characters ----------------------------------------------------------------

/** Return the node and UTF-16 offset of a code point of the text of record, or null outside this part. */
function place(point, atEnd) {
  const block = texts.findLast((text) => Number(text.dataset.start) <= (atEnd ? point - 1 : point));
  if (!block) return null;
  let units = toUnits(block.textContent, point - Number(block.dataset.start));
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (units < node.length || (atEnd && units === node.length)) return [node, units];
    units -= node.length;
    last = node;
  }
  return last ? [last, last.length] : null;
}

/** Return one range for each block that the code points from `start` to `end` touch: the margin stands between blocks. */
function rangesOf(start, end) {
  const starts = [...texts.map((text) => Number(text.dataset.start)), Number(desk.dataset.end)];
  return texts.flatMap((_text, n) => {
    const [first, last] = [Math.max(start, starts[n]), Math.min(end, starts[n + 1])];
    if (first >= last) return [];
    const [from, to] = [place(first, false), place(last, true)];
    if (!from || !to) return [];
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return [range];
  });
}

/** Return the code point that a place of the DOM stands at, or null outside the text. */
function pointAt(node, offset) {
  const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".text");
  if (!block) return null;
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  // textContent, unlike a range's toString in some browsers, holds what is not displayed too.
  const before = range.cloneContents().textContent;
  return Number(block.dataset.start) + toPoints(before, before.length);
}

function selected() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = pointAt(range.startContainer, range.startOffset);
  const end = pointAt(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : `${desk.dataset.report}#char=${start},${end}`;
}

function markAddress(row) {
  const marks = [...marksOf(row)];
  if (!marks.length) return null;
  const start = pointAt(marks[0], 0);
  const end = pointAt(marks.at(-1), marks.at(-1).childNodes.length);
  return `${desk.dataset.report}#char=${start},${end}`;
}

function light() {
  const wanted = /^#char=(\d+),(\d+)$/.exec(window.location.hash);
  globalThis.CSS?.highlights?.delete("linked");
  if (!wanted) {
    const row = decodeURIComponent(window.location.hash.slice(1));
    const note = noteOf(row);
    if (note?.matches(".note")) reach(note, { open: true });
    return;
  }
  const [start, end] = wanted.slice(1).map(Number);
  if (start < Number(desk.dataset.start) || start >= Number(desk.dataset.end)) {
    if (!new URLSearchParams(window.location.search).has("char")) {
      window.location.replace(`${desk.dataset.report}?char=${start},${end}#linked`);
    }
    return;
  }
  const ranges = rangesOf(start, Math.min(end, Number(desk.dataset.end)));
  if (!ranges.length) return;
  for (const range of ranges) range.startContainer.parentElement.closest("details")?.setAttribute("open", "");
  if (globalThis.CSS?.highlights) CSS.highlights.set("linked", new Highlight(...ranges));
  else {
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(ranges[0]);
  }
  const box = ranges[0].getBoundingClientRect();
  window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
}

document.addEventListener("selectionchange", () => {
  const address = selected();
  spanLink.hidden = !address;
  if (!address) return;
  const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
  spanLink.href = address;
  spanLink.style.left = `${Math.max(8, box.left) + window.scrollX}px`;
  spanLink.style.top = `${box.bottom + 6 + window.scrollY}px`;
});
window.addEventListener("hashchange", light);

// --- the outline follows --------------------------------------------------------

const outline = new Map([...document.querySelectorAll(".outline a")].map((link) => [link.hash.slice(1), link.parentElement]));
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const each of outline.values()) each.classList.remove("here");
      outline.get(entry.target.id)?.classList.add("here");
    }
  },
  { rootMargin: "-20% 0px -70% 0px" },
);
for (const text of texts) if (outline.has(text.id)) watcher.observe(text);

light();
