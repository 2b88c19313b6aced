"use strict";
// The page works without this: it only hides rows that a filter leaves out, and opens what is folded before printing.
(() => {
  const form = document.getElementById("filter");
  const status = form.querySelector(".filtered");
  const items = [...document.querySelectorAll("[data-measure]")];
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const active = Object.values(wanted).some(Boolean);
    for (const item of items) {
      const d = item.dataset;
      item.hidden = !(
        (!wanted.measure || d.measure === wanted.measure) &&
        (!wanted.party || d.party === wanted.party) &&
        (!wanted.source || d.sources.split("|").includes(wanted.source)) &&
        (!wanted.state || d.state === wanted.state)
      );
    }
    for (const group of document.querySelectorAll("tbody.group, section.measure, ol.timeline")) {
      group.hidden = !group.querySelector("[data-measure]:not([hidden])");
    }
    for (const party of document.querySelectorAll("tbody.party")) {
      let next = party.nextElementSibling;
      party.hidden = true;
      while (next && !next.classList.contains("party")) {
        if (!next.hidden) party.hidden = false;
        next = next.nextElementSibling;
      }
    }
    for (const list of document.querySelectorAll("ol.timeline")) list.previousElementSibling.hidden = list.hidden;
    const rows = items.filter((i) => i.matches("tr"));
    const count = (list) => list.reduce((n, row) => n + Number(row.dataset.claims), 0);
    status.textContent = active ? `Filtered: ${count(rows.filter((r) => !r.hidden))} of ${count(rows)} claims shown` : "";
    document.body.classList.toggle("is-filtered", active);
  };
  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (matchMedia("(max-width: 62rem)").matches) document.querySelector(".contents details").open = false;
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
  // A link to a figure that the filter hides shows everything again.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  });
})();
