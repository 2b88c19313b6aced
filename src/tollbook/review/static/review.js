// Keys, parts of pages in place of whole ones, and words selected in a report. All pages work without it, by form and link.
const $ = (selector, within = document) => within.querySelector(selector);
const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const report = () => $("#report");
const items = () => [...document.querySelectorAll(".item")];
const current = () => $(".item[aria-current]");

function say(words) {
  $("#said").textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => ($("#said").textContent = ""), 6000);
}

function choose(item, focus = true) {
  if (!item) return;
  current()?.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
  if (focus) {
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
}

function problem(html, within) {
  const said = $("#problem", parse(html))?.textContent || "That was not possible.";
  const place = within && $(".problem", within);
  if (!place) return say(said);
  place.textContent = said;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

// Puts a page's main part and progress in the place of ours.
function show(page, address, { push = true } = {}) {
  $("#main").replaceWith(document.adoptNode($("#main", page)));
  progress(page);
  document.title = page.title;
  if (push) history.pushState(null, "", address);
  settle();
}

function progress(page) {
  const fresh = $("#progress", page);
  if (fresh) $("#progress").replaceWith(document.adoptNode(fresh));
}

function settle() {
  const chosen = $("mark.chosen");
  if (chosen) {
    const box = chosen.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight - 60) chosen.scrollIntoView({ block: "center" });
  }
}

async function visit(address, options) {
  const answer = await fetch(address);
  const html = await answer.text();
  if (!answer.ok) return problem(html, null);
  show(parse(html), address, options);
}

async function send(form, submitter) {
  const part = form.dataset.part;
  const place = form.closest(".item") || form.closest("#panel");
  const body = new URLSearchParams(new FormData(form, submitter));
  const headers = part === "item" ? { "Tollbook-Part": "item" } : {};
  const answer = await fetch(form.action, { method: "POST", body, headers });
  const html = await answer.text();
  if (!answer.ok) return problem(html, place);
  const page = parse(html);
  if (part !== "item") {
    const top = $("#text")?.getBoundingClientRect().top;
    show(page, answer.url);
    if (top !== undefined && $("#text")) scrollBy(0, $("#text").getBoundingClientRect().top - top);
    settle();
    $("#panel")?.focus({ preventScroll: true });
    return say("Recorded.");
  }
  const all = items();
  const next = all[all.indexOf(place) + 1];
  progress(page);
  const fresh = document.adoptNode($(".item", page));
  place.replaceWith(fresh);
  choose(next || fresh);
  say(`${$(".count .words", fresh).textContent}: ${$(".state", fresh).textContent}.`);
}

async function undo() {
  const answer = await fetch("/undo", { method: "POST", headers: report() ? {} : { "Tollbook-Part": "item" } });
  const html = await answer.text();
  if (!answer.ok) return problem(html, null);
  const page = parse(html);
  if (report()) {
    show(page, answer.url);
    return say("Taken back.");
  }
  progress(page);
  const fresh = document.adoptNode($(".item", page));
  const old = document.getElementById(fresh.id);
  if (old) old.replaceWith(fresh);
  else $("#main .soft").after(fresh);
  choose(fresh);
  say(`Taken back: ${$(".count .words", fresh).textContent}.`);
}

async function edit(item) {
  if (report()) {
    const form = $("#edit");
    if (!form) return;
    form.open = true;
    $("[name=stated]", form).focus();
    form.scrollIntoView({ block: "nearest" });
    return;
  }
  if (!$("details.edit", item)) {
    const answer = await fetch(`/claims/${item.dataset.claim}/item?editing=1`);
    const html = await answer.text();
    if (!answer.ok) return problem(html, item);
    const fresh = document.adoptNode($(".item", parse(html)));
    item.replaceWith(fresh);
    item = fresh;
  }
  choose(item);
  item.scrollIntoView({ block: "start" });
  $("[name=stated]", item).focus({ preventScroll: true });
}

// What is selected in the report's text: the words, and how many code points lie before them.
function selected() {
  const selection = getSelection();
  const text = $("#text");
  if (!text || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const first = (range.startContainer.parentElement || text).closest("[data-start]");
  const words = range.toString();
  if (!words.trim()) return null;
  if (!first) return { words: words.trim(), at: "" };
  const before = document.createRange();
  before.setStart(first, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const spaces = words.length - words.trimStart().length;
  return { words: words.trim(), at: Number(first.dataset.start) + [...before.toString()].length + spaces };
}

async function add() {
  const words = selected() || { words: "", at: "" };
  await visit(`/reports/${report().dataset.report}/new?${new URLSearchParams(words)}`);
  const place = $(words.words ? "#n-count" : "#n-words");
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
}

function move() {
  const form = $(".evidence form");
  if (!form) return;
  const words = selected();
  if (words) {
    form.words.value = words.words;
    form.at.value = words.at;
    form.requestSubmit();
  } else {
    form.closest("details").open = true;
    form.words.focus();
  }
}

function step(by) {
  if (report()) {
    const near = $(by > 0 ? "#panel a[rel=next]" : "#panel a[rel=prev]") || (!report().dataset.claim && $("#panel .claims a"));
    if (near) visit(near.href);
    return;
  }
  const all = items();
  choose(all[all.indexOf(current()) + by] || current() || all[0]);
}

function decide(verdict) {
  const within = report() ? $("#panel") : current();
  const button = within && $(`button[value=${verdict}]`, within);
  if (button) button.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide("accept"),
  r: () => decide("reject"),
  s: () => decide("unsure"),
  e: () => (report() || current()) && edit(current()),
  u: undo,
  o: () => (report() ? location.assign("/") : current() && location.assign($(".open", current()).href)),
  n: () => report() && add(),
  m: () => report() && move(),
  "?": () => $("#help").showModal(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && typing) return (typing.closest(".item") || $("#panel") || $("#main")).focus();
  if (typing) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "undo") {
    event.preventDefault();
    undo();
  } else if (form.dataset.part) {
    event.preventDefault();
    send(form, event.submitter);
  }
});

addEventListener("click", (event) => {
  const target = event.target.closest("mark[data-c], a.step, a.edit, #new-claim, [data-do], #keys, .item");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (target.matches("mark[data-c]") && report() && getSelection().isCollapsed) {
    visit(`/reports/${report().dataset.report}?claim=${target.dataset.c}`);
  } else if (target.matches("a.step")) {
    event.preventDefault();
    visit(target.href);
  } else if (target.matches("a.edit")) {
    event.preventDefault();
    edit(target.closest(".item"));
  } else if (target.matches("#new-claim, [data-do=new]")) {
    event.preventDefault();
    add();
  } else if (target.matches("[data-do=move]")) {
    move();
  } else if (target.id === "keys") {
    $("#help").showModal();
  } else if (target.matches(".item")) {
    choose(target, false);
  }
});

// A field and the words that set it light up together.
for (const kind of ["mouseover", "focusin"]) {
  addEventListener(kind, (event) => {
    const field = event.target.closest?.(".field");
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!field || !report()) return;
    field.classList.add("lit");
    for (const words of document.querySelectorAll(`.why-${field.dataset.field}`)) words.classList.add("lit");
  });
}

document.addEventListener("selectionchange", () => {
  const pick = $("#pick");
  if (pick) pick.hidden = !selected();
});
addEventListener("popstate", () => visit(location.href, { push: false }));
$("#keys")?.removeAttribute("hidden");
settle();
if (!report()) choose(items()[0], false);
