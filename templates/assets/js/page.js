/* On every page: the colour switch. Other things load only when they are wanted. */
import { remember } from "./store.js";

const root = document.documentElement;

themeSwitch(document.querySelector("[data-tool=theme]"));

function themeSwitch(button) {
  if (!button) return;
  const order = ["auto", "light", "dark"];
  const show = () => {
    const now = root.dataset.theme ?? "auto";
    button.textContent = button.dataset[now];
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
