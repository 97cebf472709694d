/* The reader's setting for marks in the text: all, notes only, none. settings.js applies it before the page is
   drawn; here it is changed. */
import { remember } from "./store.js";

/** Shows the setting `fieldset` and keeps what is chosen in it. */
export function marksSetting(fieldset) {
  if (!fieldset) return;
  const root = document.documentElement;
  const chosen = fieldset.querySelector(`[value="${root.dataset.marks ?? "all"}"]`);
  if (chosen) chosen.checked = true;
  fieldset.addEventListener("change", ({ target }) => {
    if (target.value === "all") delete root.dataset.marks;
    else root.dataset.marks = target.value;
    remember("dateline-marks", target.value === "all" ? null : target.value);
    dispatchEvent(new Event("marks-changed"));
  });
  fieldset.hidden = false;
}
