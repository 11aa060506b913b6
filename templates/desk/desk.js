// The only script. Every screen works without it: links and forms do the work on the server.
"use strict";
const page = document.documentElement;

// Next and previous finding or page: F8, Shift+F8 (a function key: no clash with typing or screen readers).
addEventListener("keydown", event => {
  if (event.key !== "F8") return;
  const link = document.querySelector(event.shiftKey ? "a[rel=prev]" : "a[rel=next]");
  if (link) { event.preventDefault(); link.click(); }
});

// Show the cell or the row that is meant.
for (const sheet of document.querySelectorAll(".sheet")) {
  const cell = sheet.querySelector(".this");
  if (!cell) continue;
  const keep = sheet.querySelector(".keep"), left = keep ? keep.offsetLeft + keep.offsetWidth : 0;
  const box = sheet.getBoundingClientRect(), at = cell.getBoundingClientRect();
  if (at.right > box.right || at.left < box.left + left) sheet.scrollLeft += at.left - box.left - left - (box.width - left - at.width) / 2;
  if (at.bottom > box.bottom || at.top < box.top + 90) sheet.scrollTop += at.top - box.top - box.height / 2;
}
const list = document.querySelector(".finding-list"), current = list?.querySelector("[aria-current]");
if (current) list.scrollTop = current.offsetTop - list.clientHeight / 2;

// Files and folders may be dropped anywhere on the page that has a drop zone.
const input = document.querySelector(".drop-zone input");
const inside = entry => new Promise(done => {
  if (entry.isFile) return entry.file(file => done([file]), () => done([]));
  const reader = entry.createReader(), found = [];
  const more = () => reader.readEntries(async some => {
    found.push(...some);
    some.length ? more() : done((await Promise.all(found.map(inside))).flat());
  }, () => done([]));
  more();
});
async function dropped(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some(entry => entry.isDirectory)) return transfer.files;
  const all = new DataTransfer();
  for (const file of (await Promise.all(entries.map(inside))).flat()) all.items.add(file);
  return all.files;
}
if (input) {
  let depth = 0;
  const over = on => page.classList.toggle("is-dropping", on);
  addEventListener("dragenter", event => { event.preventDefault(); depth++; over(true); });
  addEventListener("dragleave", () => { if (--depth <= 0) over(false); });
  addEventListener("dragover", event => event.preventDefault());
  addEventListener("drop", async event => {
    event.preventDefault(); depth = 0; over(false);
    if (page.classList.contains("is-sending")) return;
    const files = await dropped(event.dataTransfer);
    if (files.length) { input.files = files; input.form.requestSubmit(); }
  });
  input.addEventListener("change", () => { if (input.files.length) input.form.requestSubmit(); });
  input.form.addEventListener("submit", () => {
    page.classList.add("is-sending");
    input.form.querySelector("b").textContent = `Đang nhận ${input.files.length} tệp…`;
  });
  addEventListener("pageshow", () => page.classList.remove("is-sending"));
}

// A question the server put into the page is shown over it; without the script it stands at the top of the page.
const question = document.querySelector("dialog[open]");
if (question?.showModal) { question.close(); question.showModal(); question.scrollTop = 0; }

// Copies a text that can also be selected by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
    button.textContent = "Đã chép";
  });
}

// How things stand: a page that is no longer new is loaded again, unless something is being typed on it; when the
// program has ended, the page says so and offers nothing any more.
let missed = 0;
const typed = () => [...document.querySelectorAll("main input:not([type=hidden]):not([type=file]), main textarea")].some(field => field.value !== field.defaultValue);
const busy = () => typed() || document.querySelector("dialog[open]") || page.classList.contains("is-dropping") || page.classList.contains("is-sending");
async function stand() {
  let wait = 2000;
  try {
    const now = await (await fetch("/tinh-hinh", { cache: "no-store" })).json();
    missed = 0;
    const alive = document.querySelector(".alive");
    if (now.dang) {
      wait = 700;
      if (alive) alive.textContent = "◐ " + now.dang + (now.tat_ca ? ` ${now.xong}/${now.tat_ca}` : "") + "…";
    } else if (String(now.ban) !== document.body.dataset.version && !busy()) {
      location.reload();
      return;
    }
  } catch {
    if (++missed >= 3) {
      document.querySelector("#da-dung").hidden = false;
      document.body.classList.add("is-stale");
      for (const part of document.querySelectorAll(".side, main > :not(#da-dung)")) part.inert = true;
      return;
    }
  }
  setTimeout(stand, wait);
}
if (document.body.dataset.version) setTimeout(stand, document.body.dataset.doing ? 400 : 2000);
