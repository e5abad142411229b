"use strict";
// The case page: pages, findings and fields go together; a correction changes what is said without losing one's place.
const desk = document.querySelector(".desk");
const stages = new Map([...document.querySelectorAll(".sheet")].map((sheet) => [sheet.id, new Stage(sheet)]));
const pages = [...stages.keys()];
const panes = { left: pages[0], right: null };
let pane = "left";
let lit = null;
const owned = (owner) => [...document.querySelectorAll(`[data-owner="${CSS.escape(owner)}"]`)];
const stage = () => stages.get(panes[pane]);

function showPages() {
  for (const [id, one] of stages) {
    const shown = id === panes.left || id === panes.right;
    one.sheet.classList.toggle("shown", shown);
    one.sheet.classList.toggle("beside", Boolean(panes.right) && id === panes[pane]);
  }
  // Only when all stand where they belong does a page know how much room it has.
  stages.forEach((one) => one.sheet.classList.contains("shown") && one.refit());
  document.querySelectorAll(".rail a").forEach((link) => {
    if (link.dataset.page === panes[pane]) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  document.querySelector(".rail a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  showPaper(stages.get(panes[pane])?.sheet.dataset.paper);
}

function showPaper(number) {
  document.querySelectorAll(".paper").forEach((paper) => paper.classList.toggle("shown", !pages.length || paper.dataset.paper === number));
}

function open(id) {
  if (!stages.has(id)) return;
  if (panes.right && panes[pane === "left" ? "right" : "left"] === id) pane = pane === "left" ? "right" : "left";
  panes[pane] = id;
  showPages();
}

function turnPage(step) {
  const next = pages[Math.min(Math.max(pages.indexOf(panes[pane]) + step, 0), pages.length - 1)];
  if (next) open(next);
}

function compare() {
  const two = !panes.right;
  panes.right = two ? pages.find((id, place) => place > pages.indexOf(panes.left)) ?? pages.find((id) => id !== panes.left) ?? null : null;
  if (!two && pane === "right") pane = "left";
  else if (panes.right) pane = "right";
  desk.classList.toggle("two", Boolean(panes.right));
  document.querySelector('[data-do="compare"]').setAttribute("aria-pressed", String(Boolean(panes.right)));
  showPages();
}

function light(owner) {
  if (lit) owned(lit).forEach((element) => element.classList.remove("lit"));
  lit = owner;
  if (lit) owned(lit).forEach((element) => element.classList.add("lit"));
}

// From the panel to the paper: the first of its marks, on the page that is open where there is one.
function seek(owner) {
  light(owner);
  const marks = owned(owner).filter((element) => element.matches("rect"));
  const mark = marks.find((one) => one.closest(".sheet").id === panes[pane]) ?? marks[0];
  if (!mark) return;
  const sheet = mark.closest(".sheet");
  open(sheet.id);
  stage().goTo(marks.filter((one) => sheet.contains(one)));
}

// From the paper to the panel.
function find(owner) {
  light(owner);
  const there = owned(owner).find((element) => element.matches("li, .row"));
  if (!there) return;
  const paper = there.closest(".paper");
  if (paper) showPaper(paper.dataset.paper);
  const folded = there.closest("details:not(.edit)");
  if (folded) folded.open = true;
  there.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  there.focus({ preventScroll: true });
}

function walkPanel(selector, step) {
  const all = [...document.querySelectorAll(selector)].filter(isShown);
  const next = walk(all, step, (one) => one === document.activeElement || (lit && one.dataset.owner === lit) || one.contains(document.activeElement));
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (next.dataset.owner) seek(next.dataset.owner);
  else light(null);
}

function edit() {
  const row = document.activeElement?.closest?.(".row[data-field]") ?? document.querySelector(".paper.shown .row.lit[data-field]");
  const box = row?.querySelector(".edit");
  if (!box) return;
  box.open = true;
  row.scrollIntoView({ block: "nearest" });
  box.querySelector('[name="value"]').select();
}

const tools = {
  in: () => stage()?.zoom(1.35),
  out: () => stage()?.zoom(1 / 1.35),
  fit: () => stage()?.fit(true),
  turn: () => stage()?.rotate(90),
  boxes: (button) => button.setAttribute("aria-pressed", String(!desk.classList.toggle("no-boxes"))),
  compare: () => pages.length > 1 && compare(),
};

const keys = {
  j: () => walkPanel(".point[data-point]", 1),
  k: () => walkPanel(".point[data-point]", -1),
  f: ({ shift }) => walkPanel(".paper.shown .row", shift ? -1 : 1),
  d: () => walkPanel(".paper.shown .row", -1),
  ArrowRight: () => turnPage(1),
  ArrowLeft: () => turnPage(-1),
  "]": () => turnPage(1),
  "[": () => turnPage(-1),
  ArrowUp: () => stage()?.pan(0, -0.2),
  ArrowDown: () => stage()?.pan(0, 0.2),
  w: () => { if (panes.right) { pane = pane === "left" ? "right" : "left"; showPages(); } },
  e: edit,
  m: () => document.querySelector('.history input[name="text"]')?.focus(),
};

document.addEventListener("yancai:key", (event) => {
  const { key, shift } = event.detail;
  if (key === "Enter" && document.activeElement?.dataset.owner) seek(document.activeElement.dataset.owner);
  else if (key === "Escape") closeEditing();
  else if (keys[key]) keys[key]({ shift });
  else return;
  event.preventDefault();
});

function closeEditing() {
  const opened = document.querySelector(".edit[open]");
  if (!opened) return light(null);
  opened.open = false;
  (opened.closest(".row") ?? opened.querySelector("summary")).focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.(".edit")) closeEditing();
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches?.(".edit textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-do]");
  if (tool) return tools[tool.dataset.do](tool);
  const link = event.target.closest(".rail a");
  if (link) {
    event.preventDefault();
    return open(link.dataset.page);
  }
  const sheet = event.target.closest(".sheet");
  if (sheet && panes.right) {
    pane = sheet.id === panes.left ? "left" : "right";
    showPages();
  }
  const owner = event.target.closest("[data-owner]")?.dataset.owner;
  if (!owner || event.target.closest(".edit")) return undefined;
  return event.target.closest("svg[data-width]") ? find(owner) : seek(owner);
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".edit[open]")) event.target.querySelector('select, [name="value"]')?.focus();
}, true);

// A correction or a note goes to the server and comes back as the same page: only what is said is put in place.
async function sendQuietly(form) {
  const paper = form.closest(".paper")?.dataset.paper;
  const field = form.elements.field?.value;
  const said = () => [...document.querySelectorAll(".point, .history li")];
  const before = new Set(said().map((one) => one.textContent));
  const text = await answered(form);
  if (text === null) return tell(form, "网络中断，未能保存。请重试。");
  const next = new DOMParser().parseFromString(text, "text/html");
  if (!next.getElementById("panel")) return tell(form, next.querySelector('[role="alert"]')?.textContent ?? "未能保存，请刷新页面后重试。");
  for (const id of ["panel", "actions", "accept", "return", "rail", ...pages.flatMap((page) => [`${page}-marks`, `${page}-title`])]) {
    const [here, there] = [document.getElementById(id), next.getElementById(id)];
    if (here && there) here.replaceWith(document.importNode(there, true));
    else here?.remove();
  }
  said().forEach((one) => one.classList.toggle("changed", !before.has(one.textContent)));
  lit = null;
  askForWords();
  showPages();
  if (paper) document.querySelector(`.paper[data-paper="${CSS.escape(paper)}"] .row[data-field="${CSS.escape(field)}"]`)?.focus();
  else document.querySelector(".history form")?.scrollIntoView({ block: "nearest" });
  return undefined;
}

// The page that answers a form; null where none came. Only this is the network's: a fault of our own goes to the console.
async function answered(form) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    return await answer.text();
  } catch {
    return null;
  }
}

function tell(form, sentence) {
  const said = form.querySelector(".wrong") ?? form.appendChild(document.createElement("p"));
  said.className = "wrong";
  said.setAttribute("role", "alert");
  said.textContent = sentence;
}

// Who returns a case says what is missing: by a finding, or in words.
function askForWords() {
  const dialog = document.getElementById("return");
  if (dialog) dialog.querySelector("textarea").required = !dialog.querySelector(":checked");
}
document.addEventListener("change", (event) => event.target.closest("#return") && askForWords());

// Where one is goes along in the address behind the #, which no server sees, when the same case is shown anew.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-stay]") || !pages.length) return;
  const at = new URL(event.target.action);
  at.hash = [panes[pane], lit].filter(Boolean).join("~");
  event.target.action = at.href;
});

function takeUp(told) {
  const [page, owner] = told.split("~");
  if (stages.has(page)) panes[pane] = page;
  showPages();
  history.replaceState(null, "", location.pathname + location.search);
  const there = owner && owned(owner).find((element) => element.matches("li, .row"));
  if (!there) return;
  there.focus({ preventScroll: true });
  there.scrollIntoView({ block: "nearest" });
  seek(owner);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-quietly]")) return;
  event.preventDefault();
  if (event.target.dataset.sent) return;
  event.target.dataset.sent = "yes";
  sendQuietly(event.target).finally(() => delete event.target.dataset.sent);
});

new ResizeObserver(() => stages.forEach((one) => one.sheet.classList.contains("shown") && one.refit())).observe(desk);
takeUp(location.hash.slice(1));
askForWords();
