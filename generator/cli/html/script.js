"use strict";
for (const region of document.querySelectorAll("[data-filter]")) {
  const rows = [...region.querySelectorAll("tbody tr")];
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("span");
  const box = document.createElement("div");
  input.type = "search";
  label.append("Only rows with ", input);
  count.setAttribute("role", "status");
  box.className = "filter";
  box.append(label, count);
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
  });
  region.before(box);
}
const folds = [];
for (const heading of document.querySelectorAll("section > section > h3")) {
  const rest = [...heading.parentElement.children].filter((child) => child !== heading);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  button.append(...heading.childNodes);
  heading.append(button);
  const fold = (isOpen) => {
    button.setAttribute("aria-expanded", String(isOpen));
    for (const child of rest) child.hidden = !isOpen;
  };
  button.addEventListener("click", () => fold(button.getAttribute("aria-expanded") === "false"));
  fold(true);
  folds.push(fold);
}
const unfold = () => folds.forEach((fold) => fold(true));
addEventListener("beforeprint", unfold);
// What a link leads to is never folded away.
addEventListener("hashchange", unfold);
