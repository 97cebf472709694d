/* Marks, signs and what stands beside the text, tied together: hover and focus light up all that belongs to
   one annotation; a sign opens its note in place, Escape closes it and gives the focus back. */

const wide = matchMedia("(min-width: 70rem)");

/** Ties the marks of `article` to their notes and cards. */
export function linkMarks(article) {
  for (const kind of ["pointerover", "focusin"]) {
    article.addEventListener(kind, (event) => light(article, "lit", idsAt(event.target)));
  }
  article.addEventListener("pointerleave", () => light(article, "lit", []));
  article.addEventListener("click", (event) => onClick(article, event));
  // On the document: where a link was followed before this script was there, nothing in the article has the focus.
  document.addEventListener("keydown", (event) => onKey(article, event));
  addEventListener("hashchange", () => arrive(article));
  arrive(article);
}

/** Ids of the annotations that an element belongs to. */
function idsAt(element) {
  const own = element.closest?.(".mark, a.sign, .note, .card");
  if (!own) return [];
  if (own.dataset.for) return [own.dataset.for];
  if (own.matches(".sign")) return [annotationOf(own)].filter(Boolean);
  return own.dataset.marks?.split(" ") ?? [];
}

/** Id of the annotation whose note or card a sign leads to; a footnote may have several signs. */
const annotationOf = (sign) => sign.hash?.match(/^#(?:n|card)-(.+)$/)?.[1];

/** Gives `state` (`lit`: pointed at, `shown`: opened) to all that belongs to these annotations, and only to it. */
function light(article, state, ids) {
  for (const element of article.querySelectorAll(`.${state}`)) element.classList.remove(state);
  for (const id of ids) for (const element of belonging(article, id)) element.classList.add(state);
}

function belonging(article, id) {
  const name = CSS.escape(id);
  return article.querySelectorAll(`[data-marks~="${name}"], [data-for="${name}"], .sign[href$="-${name}"]`);
}

const bodyOf = (article, id) => article.querySelector(`[data-for="${CSS.escape(id)}"]`);
const signOf = (article, id) => article.querySelector(`#r-${CSS.escape(id)}`);

function onClick(article, event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const back = event.target.closest(".back");
  const sign = event.target.closest("a.sign");
  const id = back?.closest("[data-for]").dataset.for ?? (sign ? annotationOf(sign) : tapped(event));
  const body = id && bodyOf(article, id);
  if (!body) return;
  event.preventDefault();
  if (back || (!wide.matches && body.classList.contains("open"))) close(article, id);
  else open(article, id);
}

/** A tap on the words themselves opens their note; a drag that selects them does not. */
function tapped(event) {
  const mark = event.target.closest(".mark-note, .mark-claim");
  if (!mark || event.target.closest("a, button, summary") || !getSelection().isCollapsed) return undefined;
  return mark.dataset.marks.split(" ").findLast((id) => /^[ac]-/.test(id));
}

function open(article, id) {
  // In the margin one note at a time stands at its words; in the text each is closed by its reader.
  if (wide.matches) for (const other of article.querySelectorAll(".open")) unfold(article, other, false);
  const body = bodyOf(article, id);
  unfold(article, body, true);
  body.tabIndex = -1;
  body.focus({ preventScroll: true });
  body.scrollIntoView({ block: "nearest" });
}

function close(article, id) {
  unfold(article, bodyOf(article, id), false);
  const sign = signOf(article, id);
  sign?.focus({ preventScroll: true });
  sign?.scrollIntoView({ block: "nearest" });
}

function unfold(article, body, opened) {
  const id = body.dataset.for;
  body.classList.toggle("open", opened);
  const more = body.querySelector(".more");
  if (more) more.open = opened;
  signOf(article, id)?.setAttribute("aria-expanded", opened);
  light(article, "shown", opened ? [id] : []);
}

function onKey(article, event) {
  if (event.key === " " && event.target.matches("a.sign")) {
    event.preventDefault();
    event.target.click();
  }
  if (event.key !== "Escape" || event.defaultPrevented || event.target.closest("dialog[open]")) return;
  const body = event.target.closest("[data-for]") ?? article.querySelector(".open");
  if (body) close(article, body.dataset.for);
  else light(article, "lit", []);
}

/** An address that names a mark shows what is said of it as well, and lights all its parts. */
function arrive(article) {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const id = target && idsAt(target)[0];
  const body = id && bodyOf(article, id);
  if (body) unfold(article, body, true);
}
