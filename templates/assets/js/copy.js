/* Buttons that copy: each [data-copy] holds the text, or a link whose address is meant, and gets a button after it.
   The words of the button stand on the page's [data-copy-label] and [data-copied-label]. Made when a fold is first
   opened, so that thousands of them cost nothing. */
(function () {
  const words = document.querySelector("[data-copy-label]");
  if (!words || !navigator.clipboard) return;
  document.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.open || event.target.dataset.ready) return;
      event.target.dataset.ready = "yes";
      for (const held of event.target.querySelectorAll("[data-copy]")) held.after(" ", button(held));
    },
    true,
  );

  function button(held) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = words.dataset.copyLabel;
    made.setAttribute("aria-live", "polite");
    made.addEventListener("click", async () => {
      await navigator.clipboard.writeText(held.href ?? held.textContent.trim());
      made.textContent = words.dataset.copiedLabel;
      setTimeout(() => (made.textContent = words.dataset.copyLabel), 2000);
    });
    return made;
  }
})();
