// The keyboard: one place that hears keys, so that no two pages mean different things by one.
//
//   import { bind } from "/static/keys.js";
//   bind("s", () => walk("statement"));
//
// Keys do nothing while somebody types, nor with Ctrl, Alt or Meta held.

const bound = new Map();

/** Call `action` when `key` is pressed; it returns false where it had nothing to do. */
export function bind(key, action) {
  bound.set(key, action);
}

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function toggleKeys(open) {
  const keys = document.getElementById("keys");
  if (!keys) return false;
  const show = open ?? keys.hidden;
  if (!show && keys.hidden) return false;
  keys.hidden = !show;
  if (show) {
    toggleKeys.back = document.activeElement;
    keys.focus();
  } else if (toggleKeys.back instanceof HTMLElement) {
    toggleKeys.back.focus();
  }
  return true;
}

function press(key) {
  if (bound.has(key)) return bound.get(key)() !== false;
  const link = document.querySelector(`a[data-key="${CSS.escape(key)}"], button[data-key="${CSS.escape(key)}"]`);
  if (link instanceof HTMLElement) {
    link.click();
    return true;
  }
  const field = document.querySelector(`[data-focus-key="${CSS.escape(key)}"]`);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") {
    if (toggleKeys(false)) event.preventDefault();
    else if (typing(event.target)) event.target.blur();
    else if (bound.has("Escape")) press("Escape");
    return;
  }
  if (typing(event.target)) return;
  if (event.key === "?") {
    toggleKeys();
    event.preventDefault();
  } else if (press(event.key)) {
    event.preventDefault();
  }
});
