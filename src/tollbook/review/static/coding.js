// Words selected in a report that is coded blind go into the form of a new claim. The page works without it.
const form = document.querySelector("#add");
const text = document.querySelector("#text");

// What is selected in the report's text: the words, and how many code points lie before them.
function selected() {
  const selection = getSelection();
  if (!text || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const first = (range.startContainer.parentElement || text).closest("[data-start]");
  const words = range.toString();
  if (!words.trim() || !first || !text.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.setStart(first, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const spaces = words.length - words.trimStart().length;
  return { words: words.trim(), at: Number(first.dataset.start) + [...before.toString()].length + spaces };
}

addEventListener("keydown", (event) => {
  if (!form || event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  const found = selected();
  if (found) {
    form.words.value = found.words;
    form.at.value = found.at;
    const number = /\d[\d,.]*\d|\d/.exec(found.words);
    form.count.value = number ? number[0] : "";
  }
  form.scrollIntoView({ block: "start" });
  (found ? form.count : form.words).focus();
});
