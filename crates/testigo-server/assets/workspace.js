// Comfort only: every page works without this. Nothing here is sent anywhere but to these pages.
"use strict";

// Keys. A control says with data-key which key presses it; one that is typed into gets the focus.
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// A form in which somebody began to write: no key and no wrong click may throw it away.
let written = Boolean(document.querySelector("[data-written]"));
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !event.target.closest("main") || form.matches(".asked")) return;
  written = true;
  stay();
});

// Writing counts as being there, so that the archive is not locked meanwhile.
let said = 0;
function stay() {
  if (Date.now() - said < 60_000) return;
  said = Date.now();
  fetch("/still-here", { method: "POST" });
}

document.addEventListener("submit", (event) => {
  const place = new URL(event.target.action).pathname;
  if (place === "/settings/mask") return mask(event);
  // What is sent is not lost, and whoever leaves at once is not asked.
  if (event.target.closest("main") || place === "/leave") written = false;
});

window.addEventListener("beforeunload", (event) => {
  if (written) event.preventDefault();
});

// Without going to another page: what is being written stays.
function mask(event) {
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector("button");
  const masked = document.body.classList.toggle("masked");
  fetch(event.target.action, { method: "POST", body: new URLSearchParams([["value", masked ? "1" : "0"], ["next", "/settings"]]) });
  button.value = masked ? "0" : "1";
  [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
}

document.addEventListener("keydown", (event) => {
  // A key that is held down decides nothing twice.
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return escape(event.target);
  if (typing(event.target)) return;
  if (event.key === "j" || event.key === "k") return move(event.key === "j" ? 1 : -1);
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control || (written && !["m", "X"].includes(event.key))) return;
  event.preventDefault();
  if (typing(control)) control.focus();
  else control.click();
});

// Out of a field; without one, a step back.
function escape(target) {
  if (typing(target)) target.blur();
  else if (written) return;
  else if (document.querySelector("[data-back]")) document.querySelector("[data-back]").click();
  else history.back();
}

function move(step) {
  const hits = [...document.querySelectorAll(".hit")];
  if (hits.length === 0) return;
  const here = hits.findIndex((hit) => hit === document.activeElement);
  const next = hits[Math.min(Math.max(here + step, 0), hits.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// Every box of a list at once, without asking for the page anew.
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-all]");
  if (!all) return;
  event.preventDefault();
  const boxes = [...document.querySelectorAll(`input[type="checkbox"][form="${all.dataset.all}"]`)];
  const ticked = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = ticked;
});

// What somebody marks in an item becomes the place that a claim is read from.
const locator = document.getElementById("locator");
const value = document.getElementById("value");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = selection ? selection.toString().trim() : "";
  const part = text && selection.anchorNode && selection.anchorNode.parentElement
    ? selection.anchorNode.parentElement.closest("[data-locator]") : null;
  if (!part || !locator) return;
  locator.value = part.dataset.locator;
  if (value && text.length <= 200) value.value = text;
});

const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
};

for (const player of document.querySelectorAll("[data-time]")) {
  player.addEventListener("pause", () => {
    if (locator) locator.value = `time ${clock(player.currentTime)}`;
  });
}

// A rectangle drawn on a picture, in parts of a thousand of its width and height; on a page, behind the page's number.
for (const picture of document.querySelectorAll("[data-region]")) {
  let from = null;
  const marked = document.createElement("span");
  marked.className = "marked";
  marked.hidden = true;
  picture.after(marked);
  const at = (event) => {
    const box = picture.getBoundingClientRect();
    const part = (distance, whole) => Math.round(1000 * Math.min(Math.max(distance / whole, 0), 1));
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  };
  const mark = (event) => {
    const to = at(event);
    const [left, right] = [from[0], to[0]].sort((one, other) => one - other);
    const [top, bottom] = [from[1], to[1]].sort((one, other) => one - other);
    const share = (part) => `${part / 10}%`;
    Object.assign(marked.style, { left: share(left), top: share(top), width: share(right - left), height: share(bottom - top) });
    marked.hidden = right === left || bottom === top;
    return [left, top, right, bottom];
  };
  picture.draggable = false;
  picture.addEventListener("pointerdown", (event) => {
    from = at(event);
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => { if (from) mark(event); });
  picture.addEventListener("pointercancel", () => { from = null; marked.hidden = true; });
  picture.addEventListener("pointerup", (event) => {
    if (!from || !locator) return;
    const region = mark(event);
    if (!marked.hidden) locator.value = `${picture.dataset.region}region ${region} / 1000`;
    from = null;
  });
  // A page that could not be drawn.
  picture.addEventListener("error", () => {
    const told = document.getElementById(picture.dataset.failed);
    if (told) told.hidden = false;
  });
}

// The terms of a field, offered where its value is typed.
const field = document.getElementById("field");
if (field && value) {
  const offer = () => value.setAttribute("list", `terms-${field.value}`);
  field.addEventListener("change", offer);
  offer();
}

// Search as you type: the list of hits is asked for anew, and nothing else of the page. The address stays as it is, so
// that half-typed names do not gather in the browser's history.
const asked = document.querySelector("form.asked input[type=search]");
const list = () => document.querySelector(".library");
if (asked && list()) {
  let waiting = 0;
  let before = new AbortController();
  const find = async () => {
    before.abort();
    before = new AbortController();
    const body = new URLSearchParams(new FormData(asked.form));
    const answer = await fetch("/library", { method: "POST", body, signal: before.signal }).catch(() => null);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector(".library");
    if (found) list().replaceWith(found);
    // It takes long: who types goes on typing.
    else if (page.querySelector("[data-again], [data-working]")) waiting = setTimeout(find, 1_000);
    // Locked meanwhile: the page that says so.
    else location.assign(answer.url);
  };
  asked.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 250);
  });
}

// A page that takes long is asked for again until it is there.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 1_000);

// How far long work is, without a new page each second: who uses the keyboard keeps the place.
if (document.querySelector("[data-working]")) setTimeout(look, 1_000);
async function look() {
  const answer = await fetch("/work").catch(() => null);
  if (answer?.redirected) return location.replace(answer.url);
  if (answer) {
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [shown, now] = [document, next].map((page) => page.querySelectorAll("[data-working] [data-live]"));
    // It is not at work any more, and says why.
    if (!now.length) {
      document.title = next.title;
      return document.body.replaceWith(next.body);
    }
    shown.forEach((part, place) => part.replaceWith(now[place]));
  }
  setTimeout(look, 1_000);
}
