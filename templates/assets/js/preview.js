/* Resting on an internal link shows a small preview, read from the page it leads to. */

const WAIT = 350;
const LONGEST = 240;
const pages = new Map();

/** Offers previews for links of this site inside `root`, beginning with the one that `first` is in. Pointers only:
    focus already says where a link leads. */
export function offerPreviews(root, first) {
  if (!matchMedia("(hover: hover)").matches || location.protocol === "file:") return;
  const box = document.createElement("div");
  box.className = "preview";
  box.hidden = true;
  document.body.append(box);
  let asked = 0;
  let current = null;
  const hide = () => {
    clearTimeout(asked);
    box.hidden = true;
    current = null;
  };
  const consider = (target) => {
    const link = target.closest("a[href]");
    // The pointer may go into the preview, and the preview stays.
    clearTimeout(asked);
    if (link === current || box.contains(target)) return;
    if (!link || !leadsElsewhereHere(link)) {
      asked = setTimeout(hide, WAIT / 2);
      return;
    }
    asked = setTimeout(async () => {
      current = link;
      const found = await look(link).catch(() => null);
      if (current === link && found) show(box, link, found);
    }, WAIT);
  };
  root.addEventListener("pointerover", (event) => consider(event.target));
  box.addEventListener("pointerleave", hide);
  addEventListener("scroll", hide, { passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("click", hide);
  consider(first);
}

function leadsElsewhereHere(link) {
  if (link.origin !== location.origin || link.pathname === location.pathname) return false;
  return /\/(articles|people|timeline|topics)\//.test(link.pathname) && !/\.(json|xml|ics|md)$/.test(link.pathname);
}

async function look(link) {
  const address = link.href.split("#")[0];
  if (!pages.has(address)) pages.set(address, read(address));
  const page = await pages.get(address);
  const whole = {
    title: page.querySelector("meta[property='og:title']")?.content ?? page.title,
    text: page.querySelector("meta[name=description]")?.content ?? "",
  };
  const place = link.hash && page.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!place) return whole;
  const text = wordsOf(place.querySelector(".event-text, blockquote") ?? (place.matches(".event, .mark") && place));
  const title = wordsOf(place.querySelector(".event-title"));
  const date = wordsOf(place.querySelector(".event-date"));
  return { title: [date, title].filter(Boolean).join(" · ") || whole.title, text: text || whole.text };
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function wordsOf(element) {
  const words = (element || null)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  return words.length > LONGEST ? `${words.slice(0, LONGEST).replace(/\s\S*$/, "")} …` : words;
}

function show(box, link, { title, text }) {
  box.replaceChildren();
  // A description that begins with the name does not say it twice.
  const more = text.startsWith(title) ? text.slice(title.length).replace(/^[,.:\s]+/, "") : text;
  for (const [name, words] of [["b", title], ["p", more]]) {
    if (!words) continue;
    const element = document.createElement(name);
    element.textContent = words;
    box.append(element);
  }
  if (!box.childElementCount) return;
  box.hidden = false;
  const at = link.getClientRects()[0];
  const below = at.bottom + box.offsetHeight + 12 < innerHeight;
  box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 16)) + scrollX}px`;
}
