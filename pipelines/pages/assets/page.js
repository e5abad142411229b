"use strict";
// Keys of every page: what carries data-key is pressed by that key; lists are walked with J and K; dialogs open in place.
const openDialog = () => document.querySelector("dialog[open]");
const isTyping = (element) => element.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");
const isShown = (element) => element.getClientRects().length > 0;

function press(key) {
  const within = openDialog() ?? document;
  const found = [...within.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => isShown(one) || one.matches(".keys-only"));
  if (found && isTyping(found)) found.focus();
  else found?.click();
  return Boolean(found);
}

function keyInDialog(event, dialog) {
  if (event.key === "Enter" && !event.target.closest("a, [data-close]") && (!isTyping(event.target) || event.ctrlKey || event.target.tagName === "INPUT")) {
    const confirm = event.target.closest("button") ?? dialog.querySelector("[data-confirm]");
    if (!confirm) return false;
    confirm.click();
    return true;
  }
  if (isTyping(event.target)) return false;
  const choice = dialog.querySelector(`[data-number="${CSS.escape(event.key)}"]`);
  choice?.click();
  return Boolean(choice);
}

function walk(rows, step, isAt) {
  if (!rows.length) return null;
  const at = rows.findIndex(isAt);
  return rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
}

function keyInList(key) {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
  if (!step || !document.querySelector('[data-keys="list"]')) return false;
  const row = walk([...document.querySelectorAll("[data-row]")], step, (one) => one.contains(document.activeElement));
  row?.querySelector("a")?.focus();
  return Boolean(row);
}

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.altKey || (event.ctrlKey && event.key !== "Enter") || event.isComposing) return;
  const dialog = openDialog();
  if (dialog) {
    if (keyInDialog(event, dialog)) event.preventDefault();
    return;
  }
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = event.key === "=" ? "+" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const told = new CustomEvent("yancai:key", { cancelable: true, detail: { key, shift: event.shiftKey } });
  if (!document.dispatchEvent(told) || keyInList(key) || press(key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("[data-first]")?.focus();
  } else if (event.target.closest("[data-close]")) {
    event.preventDefault();
    event.target.closest("dialog").close();
  } else if (event.target.matches("dialog")) {
    event.target.close();
  }
});

// A form is sent once, however often the key is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog" || event.target.matches("[data-quietly]") || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
