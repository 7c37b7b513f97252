// Keys of the desk: j and k walk the rows, Enter opens, / searches, a letter on a button presses it.
// Nothing here is needed: every act has its link or button.

import { createAll, Button, CharacterCount, ErrorSummary, FileUpload } from "../vendor/govuk-frontend.min.js";
import { sendWithProgress } from "./upload.js";

for (const part of [Button, CharacterCount, ErrorSummary, FileUpload]) {
  createAll(part);
}
for (const form of document.querySelectorAll("form[data-upload]")) {
  sendWithProgress(form);
}

const rows = () => [...document.querySelectorAll("[data-row]")];
let at = -1;

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function walk(step) {
  const all = rows();
  if (all.length === 0) {
    return;
  }
  at = Math.min(Math.max(at + step, 0), all.length - 1);
  const link = all[at].querySelector("a[href]");
  all.forEach((row, index) => row.classList.toggle("is-here", index === at));
  if (link) {
    link.focus();
  }
}

function press(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) {
    return false;
  }
  if (found.matches("input, textarea")) {
    found.focus();
    found.select();
  } else {
    found.click();
  }
  return true;
}

// `event.code` for letters: an input method may swallow or change `event.key`.
function letter(event) {
  if (event.key === "/") {
    return "/";
  }
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (typing(event.target)) {
    return;
  }
  const key = letter(event);
  if (key === "j" || key === "k") {
    walk(key === "j" ? 1 : -1);
    event.preventDefault();
  } else if (key && press(key)) {
    event.preventDefault();
  }
}

function submitWithKeys(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && event.target.form) {
    event.target.form.requestSubmit();
  }
}

if (document.body.dataset.shortcuts === "on") {
  document.addEventListener("keydown", onKey);
}
document.addEventListener("keydown", submitWithKeys);

// On a phone the queues are folded away; the page is written with them open for readers without script.
const fold = document.querySelector(".side__fold");
if (fold && window.matchMedia("(max-width: 899px)").matches) {
  fold.open = false;
}
