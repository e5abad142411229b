"use strict";
const owned = (owner) => document.querySelectorAll(`[data-owner="${owner}"]`);
const ownerOf = (event) => event.target.closest?.("[data-owner]")?.dataset.owner;
let lit = null;
function light(owner) {
  if (owner === lit) return;
  if (lit) owned(lit).forEach((element) => element.classList.remove("lit"));
  lit = owner ?? null;
  if (lit) owned(lit).forEach((element) => element.classList.add("lit"));
}
document.addEventListener("pointerover", (event) => light(ownerOf(event)));
document.addEventListener("focusin", (event) => light(ownerOf(event)));
function goTo(event) {
  const owner = ownerOf(event);
  if (!owner) return;
  light(owner);
  const onPicture = Boolean(event.target.closest("svg"));
  const there = [...owned(owner)].find((element) => Boolean(element.closest("svg")) !== onPicture);
  if (!there) return;
  for (let box = there.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  there.scrollIntoView({ behavior: "smooth", block: "center" });
}
document.addEventListener("click", goTo);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && ownerOf(event)) goTo(event);
});
document.querySelectorAll("[data-layer]").forEach((box) => {
  const apply = () => document.body.classList.toggle(`hide-${box.dataset.layer}`, !box.checked);
  box.addEventListener("change", apply);
  apply();
});
