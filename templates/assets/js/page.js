/* On every page: the colour switch, previews of links, search. What is not always wanted loads when it is. */
import { remember } from "./store.js";

const root = document.documentElement;

/** Begins, once the page is there. */
export function start() {
  themeSwitch(document.querySelector("[data-tool=theme]"));
  for (const button of document.querySelectorAll("[data-tool=search]")) searchButton(button);
  document.addEventListener("pointerover", previews, { once: true });
  reachable(document.querySelectorAll("main :is(pre, table, .scroll-x, .overview)"));
}

function themeSwitch(button) {
  if (!button) return;
  const order = ["auto", "light", "dark"];
  const show = () => {
    button.querySelector(".tool-words").textContent = button.dataset[root.dataset.theme ?? "auto"];
  };
  button.addEventListener("click", () => {
    const next = order[(order.indexOf(root.dataset.theme ?? "auto") + 1) % order.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    remember("dateline-theme", next === "auto" ? null : next);
    show();
  });
  button.hidden = false;
  show();
}

function searchButton(button) {
  const slot = button.closest("[data-search-slot]");
  if (slot) slot.hidden = false;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { openSearch } = await import("./search.js");
    openSearch(document.querySelector("[data-tool=search][data-index]"));
  });
}

/** What can be scrolled sideways can be reached by the keyboard. */
function reachable(elements) {
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of elements) watch.observe(element);
}

async function previews({ target }) {
  const { offerPreviews } = await import("./preview.js");
  offerPreviews(document.body, target);
}
