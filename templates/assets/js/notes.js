/* Marks, signs and what stands beside the text, tied together: hover and focus light up all that belongs to
   one annotation; on a narrow screen its note opens in place, Escape closes it and gives the focus back. */

const wide = matchMedia("(min-width: 70rem)");

/** Ties the marks of `article` to their notes and cards. */
export function linkMarks(article) {
  for (const kind of ["pointerover", "focusin"]) {
    article.addEventListener(kind, (event) => light(article, idsAt(event.target)));
  }
  article.addEventListener("pointerout", (event) => {
    if (!event.relatedTarget) light(article, []);
  });
  article.addEventListener("click", (event) => open(article, event));
  article.addEventListener("keydown", (event) => onKey(article, event));
  addEventListener("hashchange", () => arrive(article));
  arrive(article);
}

/** Ids of the annotations that an element belongs to, innermost first. */
function idsAt(element) {
  const own = element.closest?.(".mark, .sign, .note, .card");
  if (!own) return [];
  if (own.dataset.for) return [own.dataset.for];
  if (own.matches(".sign")) return [annotationOf(own)].filter(Boolean);
  return own.dataset.marks?.split(" ") ?? [];
}

/** Id of the annotation that a sign leads to; a footnote may have several signs. */
const annotationOf = (sign) => sign.hash?.match(/^#(?:n|card)-(.+)$/)?.[1];

function light(article, ids) {
  for (const lit of article.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const id of ids) for (const element of belonging(article, id)) element.classList.add("lit");
}

function belonging(article, id) {
  const name = CSS.escape(id);
  return article.querySelectorAll(`[data-marks~="${name}"], [data-for="${name}"], .sign[href$="-${name}"]`);
}

const bodyOf = (article, id) => article.querySelector(`[data-for="${CSS.escape(id)}"]`);
const signOf = (article, id) => article.querySelector(`#r-${CSS.escape(id)}`);

function open(article, event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const sign = event.target.closest("a.sign:not(.sign-event)");
  const back = event.target.closest(".back");
  if (back) {
    event.preventDefault();
    close(article, back.closest("[data-for]").dataset.for);
    return;
  }
  const id = sign ? annotationOf(sign) : tappedMark(event);
  const body = id && bodyOf(article, id);
  if (!body) return;
  event.preventDefault();
  if (!wide.matches && body.classList.contains("open")) close(article, id);
  else show(article, id, body);
}

/** A tap on the words themselves opens their note; a drag that selects them does not. */
function tappedMark(event) {
  const mark = event.target.closest(".mark-note, .mark-claim");
  if (!mark || event.target.closest("a, button") || !getSelection().isCollapsed) return null;
  return mark.dataset.marks.split(" ").findLast((id) => !id.startsWith("q-") && !id.startsWith("e-"));
}

function show(article, id, body) {
  for (const other of article.querySelectorAll(wide.matches ? ".open" : ".nothing")) unfold(other, false);
  unfold(body, true);
  signOf(article, id)?.setAttribute("aria-expanded", "true");
  light(article, [id]);
  body.tabIndex = -1;
  body.focus({ preventScroll: true });
  body.scrollIntoView({ block: "nearest" });
}

function unfold(body, opened) {
  body.classList.toggle("open", opened);
  const more = body.querySelector(".more");
  if (more) more.open = opened;
}

function close(article, id) {
  const sign = signOf(article, id);
  const body = bodyOf(article, id);
  if (body) unfold(body, false);
  sign?.removeAttribute("aria-expanded");
  light(article, [id]);
  sign?.focus({ preventScroll: true });
  sign?.scrollIntoView({ block: "nearest" });
}

function onKey(article, event) {
  if (event.key === " " && event.target.matches(".sign")) {
    event.preventDefault();
    event.target.click();
  }
  if (event.key !== "Escape") return;
  const body = event.target.closest(".note, .card") ?? article.querySelector(".open");
  if (body?.dataset.for) close(article, body.dataset.for);
  else light(article, []);
}

/** An address that names a mark shows what is said of it as well, and lights all its parts. */
function arrive(article) {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const id = idsAt(target)[0];
  if (!id) return;
  const body = bodyOf(article, id);
  if (body) unfold(body, true);
  signOf(article, id)?.setAttribute("aria-expanded", "true");
  light(article, [id]);
}
