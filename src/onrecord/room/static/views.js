// Timeline, map and network: choosing months by dragging or by key, and new filters without a new page.
//
// Every state is an address: what this module does, a link or the form does as well.

import { bind } from "./keys.js";

const listeners = [];

/** Call `action` now and each time the view is put in again. */
export function onView(action) {
  listeners.push(action);
  action();
}

/** Show the view at an address in place of this one. */
export async function go(address, { remember = true } = {}) {
  const focused = document.activeElement?.getAttribute("name") ?? document.activeElement?.id;
  const wasOpen = document.querySelector("details.filters")?.open ?? false;
  let answer;
  try {
    answer = await fetch(address, { headers: { accept: "text/html" } });
  } catch {
    location.assign(address); // the browser says better than we could that the room is closed
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("view");
  const now = document.getElementById("view");
  if (!answer.ok || !next || !now) {
    location.assign(address);
    return;
  }
  now.replaceWith(document.adoptNode(next));
  const foot = page.querySelector("footer.foot");
  if (foot) document.querySelector("footer.foot")?.replaceWith(document.adoptNode(foot));
  document.title = page.title;
  if (remember) history.pushState(null, "", address);
  const filters = document.querySelector("details.filters");
  if (filters) filters.open = wasOpen;
  for (const listener of listeners) listener();
  if (focused) {
    const again = document.getElementById(focused) ?? document.querySelector(`#filters [name="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement || again instanceof SVGElement) again.focus({ preventScroll: true });
  }
}

function step(month, by) {
  const [year, number] = month.split("-").map(Number);
  const months = year * 12 + (number - 1) + by;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

function ends() {
  const strip = document.getElementById("strip");
  if (!strip) return null;
  const [first, last] = strip.dataset.whens.split(" ");
  return strip.dataset.unit === "year" ? { first: `${first}-01`, last: `${last}-12` } : { first, last };
}

function withMonths(since, until) {
  const address = new URL(location.href);
  for (const [name, value] of [["since", since], ["until", until]]) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  return address.href;
}

function chosen() {
  const query = new URL(location.href).searchParams;
  const around = ends();
  const month = (name, tail) => {
    const value = query.get(name);
    return value && value.length === 4 ? value + tail : value;
  };
  return around && { since: month("since", "-01") ?? around.first, until: month("until", "-12") ?? around.last, all: !query.get("since") && !query.get("until"), ...around };
}

function move(by) {
  const now = chosen();
  if (!now) return false;
  if (now.all) return go(withMonths(now.last, now.last));
  const [a, b] = [now.since, now.until].map((month) => month.split("-").map(Number));
  const length = (b[0] - a[0]) * 12 + b[1] - a[1] + 1;
  const since = step(now.since, by * length);
  const until = step(now.until, by * length);
  if (until < now.first || since > now.last) return false;
  return go(withMonths(since, until));
}

function stretch(by) {
  const now = chosen();
  if (!now) return false;
  const until = step(now.until, by);
  if (until < now.since || until > now.last) return false;
  return go(withMonths(now.since, until));
}

function brushed() {
  const strip = document.getElementById("strip");
  if (!strip) return;
  const brush = strip.querySelector(".brush");
  const count = Number(strip.dataset.count);
  const [first] = strip.dataset.whens.split(" ");
  const byYear = strip.dataset.unit === "year";
  let from = null;
  const at = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * count)));
  };
  const draw = (a, b) => {
    brush.setAttribute("x", (Math.min(a, b) * 1000) / count);
    brush.setAttribute("width", ((Math.abs(a - b) + 1) * 1000) / count);
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    from = at(event);
    strip.setPointerCapture(event.pointerId);
    draw(from, from);
  });
  strip.addEventListener("pointermove", (event) => {
    if (from !== null) draw(from, at(event));
  });
  strip.addEventListener("pointercancel", () => {
    from = null;
    brush.setAttribute("width", 0);
  });
  strip.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [a, b] = [from, at(event)].sort((x, y) => x - y);
    from = null;
    const named = (n, tail) => (byYear ? `${String(Number(first) + n).padStart(4, "0")}-${tail}` : step(first, n));
    go(withMonths(named(a, "01"), named(b, "12")));
  });
  // The link under the pointer would be followed as well.
  strip.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) event.preventDefault();
  });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
}

function filtered() {
  const form = document.getElementById("filters");
  if (!form) return;
  const submit = () => {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    if (address.searchParams.get("nodes") === "30") address.searchParams.delete("nodes");
    go(address.href);
  };
  form.addEventListener("change", () => form.checkValidity() && submit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}

function near() {
  const drawing = document.getElementById("network");
  if (!drawing) return;
  const show = (actor) => {
    drawing.classList.toggle("one", actor !== null);
    const close = new Set([actor]);
    for (const tie of drawing.querySelectorAll(".tie[data-doer]")) {
      const touches = tie.dataset.doer === actor || tie.dataset.receiver === actor;
      tie.classList.toggle("near", touches);
      if (touches) close.add(tie.dataset.doer).add(tie.dataset.receiver);
    }
    for (const node of drawing.querySelectorAll(".node")) node.classList.toggle("near", close.has(node.dataset.actor));
  };
  for (const node of drawing.querySelectorAll(".node")) {
    for (const name of ["pointerenter", "focus"]) node.addEventListener(name, () => show(node.dataset.actor));
    for (const name of ["pointerleave", "blur"]) node.addEventListener(name, () => show(null));
  }
}

onView(brushed);
onView(filtered);
onView(near);
bind("[", () => move(-1));
bind("]", () => move(1));
bind("{", () => stretch(-1));
bind("}", () => stretch(1));
bind("f", () => {
  const filters = document.querySelector("details.filters");
  if (!filters) return false;
  filters.open = true;
  filters.querySelector("input, select")?.focus();
  return true;
});
addEventListener("popstate", () => go(location.href, { remember: false }));
