/* The article page, made smoother. Without it every note, card and link is there and works. */
import { linkMarks } from "./notes.js";
import { placeNotes } from "./margin.js";
import { followContents } from "./contents.js";
import { marksSetting } from "./marks.js";
import { copyButtons } from "./clipboard.js";

/** Begins, once the page is there. */
export function start() {
  const article = document.querySelector(".article");
  marksSetting(document.querySelector(".marks-setting"));
  linkMarks(article);
  placeNotes(article);
  showTarget();
  followContents(article.querySelector(".contents"));
  copyButtons(article, article.dataset.copied);
  // Selecting is rare and reading is not: what serves it is loaded when it first happens.
  document.addEventListener("selectionchange", () => offerLinks(article), { once: true });
}

/** Placing the notes has moved the text: what the address points at is brought back into sight. */
function showTarget() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation?.type !== "navigate") return;
  document.querySelector(":target")?.scrollIntoView({ block: "start" });
}

async function offerLinks(article) {
  const { offerTextLinks } = await import("./selection.js");
  offerTextLinks(article.querySelector(".article-body"), {
    label: article.dataset.linkWords,
    copied: article.dataset.copied,
  });
}
