/* Runs before the page is drawn, so that a reader's chosen colours and marks do not flash in late; then loads the
   modules named in its data-modules. A classic script, for modules do not load from a folder opened as file://:
   there the pages do without them. `data-script` says that they are `on`, and `ready` when all have begun. */
(function () {
  const root = document.documentElement;
  const { src, dataset } = document.currentScript;
  try {
    const theme = localStorage.getItem("dateline-theme");
    const marks = localStorage.getItem("dateline-marks");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (marks === "notes" || marks === "none") root.dataset.marks = marks;
  } catch {
    // Storage may be refused; the defaults hold.
  }
  if (location.protocol === "file:") return;
  root.dataset.script = "on";
  // Loading begins at once; each module's start() waits until the page is there.
  const ready = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  const started = dataset.modules.split(" ").map(async (name) => {
    const loaded = import(new URL(name, src).href);
    await ready;
    (await loaded).start();
  });
  Promise.all(started).then(() => {
    root.dataset.script = "ready";
  });
})();
