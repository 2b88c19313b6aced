// Finds the words that a W3C Web Annotation selects in the page's <main>, with Apache Annotator.
import { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } from "@apache-annotator/dom";

const MATCHERS = {
  TextQuoteSelector: createTextQuoteSelectorMatcher,
  TextPositionSelector: createTextPositionSelectorMatcher,
};

// Every match as [how many code points stand before it, its words].
window.anchored = async (selector) => {
  const scope = document.querySelector("main");
  const found = [];
  for await (const range of MATCHERS[selector.type](selector)(scope)) {
    const before = document.createRange();
    before.setStart(scope, 0);
    before.setEnd(range.startContainer, range.startOffset);
    found.push([Array.from(before.toString()).length, range.toString()]);
  }
  return found;
};
