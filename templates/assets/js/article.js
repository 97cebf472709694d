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
  followContents(article.querySelector(".contents"));
  copyButtons(article, article.dataset.copied);
  // Selecting is rare and reading is not: what serves it is loaded when it first happens.
  document.addEventListener("selectionchange", () => offerLinks(article), { once: true });
}

async function offerLinks(article) {
  const { offerTextLinks } = await import("./selection.js");
  offerTextLinks(article.querySelector(".article-body"), {
    label: article.dataset.linkWords,
    copied: article.dataset.copied,
  });
}
