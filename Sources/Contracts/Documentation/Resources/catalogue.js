// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  const box = document.getElementById("search"), found = document.getElementById("found");
  const sections = [...document.querySelectorAll("section.contract")].map((section) => ({
    section,
    entry: document.querySelector(`nav li[data-of="${section.id}"]`),
    head: [...section.querySelectorAll(":scope > h2, :scope > p:not(.download)")].map((part) => part.textContent.toLowerCase()).join(" "),
    rows: [...section.querySelectorAll("tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() })),
  }));
  const show = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (text) => words.every((word) => text.includes(word));
    let places = 0, contracts = 0;
    for (const { section, entry, head, rows } of sections) {
      const whole = words.length === 0 || holds(head);
      let some = whole;
      for (const { row, text } of rows) {
        const hit = words.length > 0 && holds(text);
        row.hidden = !whole && !hit;
        some ||= hit;
        places += hit ? 1 : 0;
      }
      for (const table of section.querySelectorAll("table")) {
        table.hidden = !whole && !table.querySelector("tbody tr:not([hidden])");
      }
      section.hidden = !some;
      if (entry) entry.hidden = !some;
      contracts += some ? 1 : 0;
    }
    found.textContent = words.length === 0 ? "" : `Places found: ${places}, in contracts and lists: ${contracts}`;
  };
  box.addEventListener("input", show);
  // Folded codes are printed too; examples and the text of rules are not.
  const folded = () => [...document.querySelectorAll(".fields details:not([open])")];
  let opened = [];
  addEventListener("beforeprint", () => { opened = folded(); for (const part of opened) part.open = true; });
  addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
})();
