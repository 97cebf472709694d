/* The page's end of the preview: loads it again when it has changed, keeping the place and what is open,
   and shows the errors of a build over it until they are mended. Added by `dateline serve`, never written. */

const build = Number(document.querySelector("script[data-build]").dataset.build);
const PLACE = `dateline-preview:${location.pathname}`;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 4000;

connect(FIRST_WAIT);
recall();

// --- The socket ----------------------------------------------------------------------------------

function connect(wait) {
  const socket = new WebSocket(`ws://${location.host}/.dateline/live`);
  const send = (message) => socket.send(JSON.stringify(message));
  socket.addEventListener("open", () => {
    wait = FIRST_WAIT;
    send({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
    send({ command: "info", url: location.href, build });
  });
  socket.addEventListener("message", (event) => obey(JSON.parse(event.data)));
  socket.addEventListener("close", () => setTimeout(connect, wait, Math.min(wait * 2, LONGEST_WAIT)));
}

function obey(message) {
  if (message.command === "reload") {
    if (message.liveCSS) restyle();
    else reload();
  }
  if (message.command === "problems") showProblems(message);
  if (message.command === "mended") hideProblems();
}

function restyle() {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("saved", String(Date.now()));
    link.href = url.href;
  }
}

function reload() {
  remember();
  location.reload();
}

// --- The place -----------------------------------------------------------------------------------

/** Keeps what is at the top of the window, what is open and where the focus is, until the page is back. */
function remember() {
  const top = [...document.querySelectorAll("main [id]")].find(
    (element) => element.getClientRects().length && element.getBoundingClientRect().bottom > 0,
  );
  const place = {
    y: scrollY,
    id: top?.id ?? "",
    offset: top?.getBoundingClientRect().top ?? 0,
    open: [...document.querySelectorAll(".open")].map((element) => element.id).filter(Boolean),
    expanded: [...document.querySelectorAll('[aria-expanded="true"]')].map((e) => e.id).filter(Boolean),
    details: allDetails().filter(([, element]) => element.open).map(([name]) => name),
    focus: document.activeElement?.id ?? "",
  };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
  history.scrollRestoration = "manual";
}

function recall() {
  const kept = sessionStorage.getItem(PLACE);
  if (!kept) return;
  sessionStorage.removeItem(PLACE);
  const place = JSON.parse(kept);
  for (const [name, element] of allDetails()) element.open = place.details.includes(name);
  for (const id of place.open) document.getElementById(id)?.classList.add("open");
  for (const id of place.expanded) document.getElementById(id)?.setAttribute("aria-expanded", "true");
  if (place.focus) document.getElementById(place.focus)?.focus({ preventScroll: true });
  const goBack = () => {
    const top = place.id && document.getElementById(place.id);
    const y = top ? scrollY + top.getBoundingClientRect().top - place.offset : place.y;
    scrollTo({ top: y, behavior: "instant" });
  };
  goBack();
  const settled = () =>
    requestAnimationFrame(() => {
      goBack();
      history.scrollRestoration = "auto";
    });
  if (document.readyState === "complete") settled();
  else addEventListener("load", settled, { once: true });
}

/** Every <details> with a name that stands for it after a change elsewhere on the page. */
function allDetails() {
  const counts = new Map();
  return [...document.querySelectorAll("details")].map((element) => {
    const near = element.id || element.closest("[id]")?.id || "";
    const count = counts.get(near) ?? 0;
    counts.set(near, count + 1);
    return [`${near}/${count}`, element];
  });
}

// --- Errors --------------------------------------------------------------------------------------

function showProblems({ title, problems }) {
  hideProblems();
  const box = element("section", "dateline-problems");
  box.setAttribute("role", "alert");
  const close = element("button", "", "Close");
  close.type = "button";
  close.addEventListener("click", hideProblems);
  box.append(element("h2", "", title), close);
  for (const { head, body } of problems) {
    box.append(element("h3", "", head), element("pre", "", body));
  }
  document.body.append(box);
}

function hideProblems() {
  document.querySelector(".dateline-problems")?.remove();
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
