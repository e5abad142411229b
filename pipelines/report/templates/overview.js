"use strict";
const rows = [...document.querySelectorAll("tbody tr")];
const cards = [...document.querySelectorAll("[data-show]")];
const search = document.querySelector("input[type=search]");
let show = "all";
function apply() {
  const wanted = search.value.trim().toLowerCase();
  let count = 0;
  rows.forEach((row) => {
    const ofKind = show === "all" || row.dataset.decision === show || (show === "problem" && "problem" in row.dataset);
    row.hidden = !(ofKind && row.textContent.toLowerCase().includes(wanted));
    count += row.hidden ? 0 : 1;
  });
  document.querySelector(".none").hidden = count > 0;
  cards.forEach((card) => card.setAttribute("aria-pressed", String(card.dataset.show === show)));
}
cards.forEach((card) => card.addEventListener("click", () => { show = card.dataset.show; apply(); }));
search.addEventListener("input", apply);
