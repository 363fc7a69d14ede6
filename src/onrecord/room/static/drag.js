// Words chosen in a passage fill the field that was last in hand, as places in the text of the record.
//
//   drag over "the port"  ->  the field says 120,128 and shows the words; Ctrl adds to what it says
//
// With the keyboard, arrows go from word to word, Shift and arrows choose, Enter takes; by touch, the button does.

import { bind } from "./keys.js";
import { toPoints } from "./offsets.js";

const passage = document.querySelector("[data-passage]");
const fields = [...document.querySelectorAll("input[data-words]")];
let field = fields[0];

function mark(chosen) {
  const name = document.getElementById("in-hand");
  if (name) name.textContent = document.querySelector(`label[for="${CSS.escape(chosen.id)}"]`)?.textContent ?? "";
  for (const each of fields) each.classList.toggle("in-hand", each === chosen);
}

for (const each of fields) {
  each.addEventListener("focus", () => {
    field = each;
    mark(each);
  });
  each.addEventListener("input", () => show(each));
}

/** The text of the passage as the record has it, without what only says that it was cut. */
function words() {
  const copy = passage.cloneNode(true);
  for (const outside of copy.querySelectorAll("[data-outside]")) outside.remove();
  return copy.textContent;
}

function unitsBefore(node, offset) {
  const range = document.createRange();
  range.selectNodeContents(passage);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const outside of part.querySelectorAll("[data-outside]")) outside.remove();
  return part.textContent.length;
}

/** Start and end of the selection in code points of the report; null where nothing in the passage is selected. */
function chosen() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!passage.contains(range.startContainer) || !passage.contains(range.endContainer)) return null;
  const text = words();
  let start = unitsBefore(range.startContainer, range.startOffset);
  let end = unitsBefore(range.endContainer, range.endOffset);
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return null;
  const from = Number(passage.dataset.passage);
  return { start: from + toPoints(text, start), end: from + toPoints(text, end) };
}

function show(input) {
  const output = document.querySelector(`output[for="${CSS.escape(input.id)}"]`);
  if (!output) return;
  const points = [...words()];
  const from = Number(passage.dataset.passage);
  output.textContent = input.value
    .split(/[\s;]+/)
    .filter((pair) => /^\d+,\d+$/.test(pair))
    .map((pair) => pair.split(",").map(Number))
    .map(([start, end]) => points.slice(Math.max(0, start - from), Math.max(0, end - from)).join(""))
    .join(" … ");
}

function take(adding) {
  const span = chosen();
  if (!span || !field) return;
  const pair = `${span.start},${span.end}`;
  field.value = adding && field.value ? `${field.value} ${pair}` : pair;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.getSelection().removeAllRanges();
}

function step(event) {
  const way = { ArrowLeft: "backward", ArrowRight: "forward" }[event.key];
  const selection = document.getSelection();
  if (way) {
    if (!passage.contains(selection.anchorNode)) selection.collapse(passage, 0);
    selection.modify(event.shiftKey ? "extend" : "move", way, "word");
    if (!passage.contains(selection.focusNode)) selection.collapse(passage, way === "forward" ? passage.childNodes.length : 0);
    event.preventDefault();
  } else if (event.key === "Enter") {
    take(event.ctrlKey || event.metaKey);
    event.preventDefault();
  }
}

if (passage && field) {
  const choose = document.querySelector(".choose");
  mark(field);
  passage.addEventListener("pointerup", (event) => {
    if (event.pointerType === "mouse") take(event.ctrlKey || event.metaKey);
  });
  passage.addEventListener("keydown", step);
  document.addEventListener("selectionchange", () => {
    choose.hidden = chosen() === null;
  });
  choose.querySelector("button").addEventListener("pointerdown", (event) => event.preventDefault());
  choose.querySelector("button").addEventListener("click", () => take(false));
  bind("w", () => passage.focus());
}
