/* Runs before the page is drawn, so that a reader's chosen colours and marks do not flash in late.
   A classic script: modules do not load on file://, and `data-script` promises that they do. */
(function () {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("dateline-theme");
    const marks = localStorage.getItem("dateline-marks");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (marks === "notes" || marks === "none") root.dataset.marks = marks;
  } catch {
    // Storage may be refused; the defaults hold.
  }
  if (location.protocol !== "file:") root.dataset.script = "on";
})();
