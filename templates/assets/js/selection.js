/* Selected words get a small button that copies a link straight to them (a text fragment). */
import { copyWords } from "./clipboard.js";

const LONG = 120;
const WORDS = 5;
const CUT = "\u0000";

/** Offers links to words selected inside `body`; `label` and `copied` are the button's words. */
export function offerTextLinks(body, { label, copied }) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-words";
  button.textContent = label;
  button.hidden = true;
  document.body.append(button);
  button.addEventListener("click", () => copyWords(linkTo(getSelection().getRangeAt(0)), button, copied));
  let asked = 0;
  const ask = () => {
    clearTimeout(asked);
    asked = setTimeout(() => offer(body, button, label), 250);
  };
  document.addEventListener("selectionchange", ask);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") button.hidden = true;
  });
  ask();
}

function offer(body, button, label) {
  const selection = getSelection();
  const inBody =
    !selection.isCollapsed && body.contains(selection.anchorNode) && body.contains(selection.focusNode);
  button.hidden = !inBody || selection.toString().trim().length < 3;
  if (button.hidden) return;
  button.textContent = label;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  button.style.top = `${box.bottom + scrollY + 8}px`;
  button.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - button.offsetWidth - 8))}px`;
}

/** The page's address with a text fragment for the words of `range`; long ones by their first and last words. */
export function linkTo(range) {
  const runs = runsOf(range);
  const address = location.href.split("#")[0];
  if (runs.length === 1 && runs[0].length <= LONG) return `${address}#:~:text=${encode(runs[0])}`;
  const first = runs[0].split(" ").slice(0, WORDS);
  const last = runs[runs.length - 1].split(" ").slice(-WORDS);
  return `${address}#:~:text=${encode(first.join(" "))},${encode(last.join(" "))}`;
}

/** The selected text, whole words, cut where a sign or a block's end stands: a browser finds no words across them. */
function runsOf(range) {
  const copy = wholeWords(range).cloneContents();
  for (const sign of copy.querySelectorAll(".sign, .self-link, .notes")) sign.replaceWith(CUT);
  for (const block of copy.querySelectorAll("p, h2, h3, h4, li, blockquote, td, th, dt, dd")) block.append(CUT);
  const runs = copy.textContent.split(CUT).map((run) => run.replace(/\s+/g, " ").replace(/^[ ,.;:!?)”»’]+/, "").trim());
  return runs.filter((run) => /[\p{L}\p{N}]/u.test(run));
}

function wholeWords(range) {
  const whole = range.cloneRange();
  const { startContainer: start, endContainer: end } = whole;
  if (start.nodeType === Node.TEXT_NODE) {
    whole.setStart(start, start.data.slice(0, whole.startOffset).search(/[\p{L}\p{N}’]*$/u));
  }
  if (end.nodeType === Node.TEXT_NODE) {
    const rest = end.data.slice(whole.endOffset).match(/^[\p{L}\p{N}’]*/u)[0];
    whole.setEnd(end, whole.endOffset + rest.length);
  }
  return whole;
}

// `-` and `,` have a meaning of their own in a text directive.
const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
