/* Selected words get a small button that copies a link straight to them (a text fragment). */
import { copyWords } from "./clipboard.js";

const LONG = 120;
const WORDS = 5;

/** Offers links to words selected inside `body`; `label` and `copied` are the button's words. */
export function offerTextLinks(body, { label, copied }) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-words";
  button.textContent = label;
  button.hidden = true;
  document.body.append(button);
  button.addEventListener("click", () => copyWords(linkTo(getSelection().toString()), button, copied));
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
  button.style.insetBlockStart = `${box.bottom + scrollY + 8}px`;
  button.style.insetInlineStart = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - button.offsetWidth - 8))}px`;
}

/** The page's address with a text fragment for the words; long ones by their first and last words. */
export function linkTo(words) {
  const text = words.replace(/\s+/g, " ").trim();
  const address = location.href.split("#")[0];
  if (text.length <= LONG) return `${address}#:~:text=${encode(text)}`;
  const all = text.split(" ");
  return `${address}#:~:text=${encode(all.slice(0, WORDS).join(" "))},${encode(all.slice(-WORDS).join(" "))}`;
}

// `-` and `,` have a meaning of their own in a text directive.
const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
