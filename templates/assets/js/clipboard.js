/* Buttons that copy: `data-copy` is the id of the element whose words are copied, `data-copy-text` the words. */

/** Shows the copying buttons in `root`; after a copy they say `copied` for a moment. */
export function copyButtons(root, copied) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy], [data-copy-text]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const words = button.dataset.copyText ?? document.getElementById(button.dataset.copy)?.innerText ?? "";
      copyWords(words, button, copied);
    });
  }
}

/** Copies `words` and has `button` say so for two seconds. */
export async function copyWords(words, button, copied) {
  await navigator.clipboard.writeText(words);
  const before = button.textContent;
  if (before === copied) return;
  button.textContent = copied;
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
}
