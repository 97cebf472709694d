/* Search over the whole site by Pagefind's index, in a dialog. Nothing of it is loaded until it is opened. */

/* Results that are shown at first, and at each asking for more. */
const SHOWN = 8;
let dialog = null;

/** Opens the search; `texts` is the element whose data attributes hold the words and the index's address. */
export async function openSearch(texts) {
  dialog ??= build(texts.dataset);
  dialog.showModal();
  dialog.querySelector("input").select();
}

function build({ index, label, none, some, more, failed, close, all, kinds, topics }) {
  const styles = make("link", { rel: "stylesheet", href: new URL("../css/search.css", import.meta.url).href });
  document.head.append(styles);
  const made = make("dialog", { className: "search", ariaLabel: label });
  const form = make("form", { method: "dialog", className: "search-form" });
  const input = make("input", { type: "search", ariaLabel: label, placeholder: label, autocomplete: "off" });
  const kind = make("select", { ariaLabel: all, hidden: true });
  const topic = make("select", { ariaLabel: topics, hidden: true });
  const status = make("p", { className: "search-status", role: "status" });
  const list = make("ol", { className: "search-results" });
  form.append(input, kind, topic, make("button", { type: "submit", textContent: close }));
  const further = make("button", { type: "button", className: "search-more", textContent: more, hidden: true });
  made.append(form, status, list, further);
  document.body.append(made);

  const root = new URL("../", new URL(index, location.href));
  const names = Object.fromEntries(kinds.split("|").map((pair) => pair.split("=")));
  const engine = load(index).then(async (pagefind) => {
    const found = await pagefind.filters();
    offer(kind, found.kind, all, names);
    offer(topic, found.topic, topics, {});
    return pagefind;
  });
  const fail = () => {
    status.textContent = failed;
  };
  let found = [];
  /** Shows the next of what was found after the first `from`. */
  const show = async (from) => {
    const asked = found;
    const results = await Promise.all(asked.slice(from, from + SHOWN).map((result) => result.data()));
    // Meanwhile other words may have been typed, or the same asked for twice.
    if (asked !== found || (from && from !== list.childElementCount)) return;
    if (!from) list.replaceChildren();
    list.append(...results.map((result) => item(result, names, root)));
    further.hidden = list.childElementCount === found.length;
    status.textContent = some.replace("{shown}", list.childElementCount).replace("{total}", found.length);
    if (from) list.children[from].querySelector("a").focus();
  };
  const ask = async () => {
    const pagefind = await engine;
    const words = input.value.trim();
    const filters = {};
    if (kind.value) filters.kind = kind.value;
    if (topic.value) filters.topic = topic.value;
    const answer = words ? await pagefind.debouncedSearch(words, { filters }, 120) : { results: [] };
    if (answer === null) return;
    found = answer.results;
    await show(0);
    if (found.length === 0) status.textContent = words ? none : "";
  };
  const search = () => ask().catch(fail);
  engine.then(search, fail);
  input.addEventListener("input", search);
  further.addEventListener("click", () => show(list.childElementCount).catch(fail));
  kind.addEventListener("change", search);
  topic.addEventListener("change", search);
  input.addEventListener("keydown", (event) => {
    // Escape would empty the field first, and close only the second time.
    if (event.key === "Escape") made.close();
    if (event.key === "Enter") list.querySelector("a")?.click();
    if (event.key === "Escape" || event.key === "Enter") event.preventDefault();
  });
  made.addEventListener("click", (event) => event.target === made && made.close());
  list.addEventListener("click", (event) => event.target.closest("a") && made.close());
  return made;
}

async function load(index) {
  const pagefind = await import(new URL(index, location.href).href);
  await pagefind.options({ excerptLength: 24 });
  await pagefind.init();
  return pagefind;
}

/** The choices of a filter; not shown where there is nothing to choose. */
function offer(select, counts = {}, all, names) {
  select.append(new Option(all, ""));
  for (const name of Object.keys(counts).sort()) select.append(new Option(names[name] ?? name, name));
  select.hidden = select.length < 3;
}

function item(result, names, root) {
  const entry = make("li", {});
  const kind = result.filters?.kind?.[0];
  if (kind) entry.append(make("span", { className: "search-kind", textContent: names[kind] ?? kind }));
  const link = make("a", { className: "search-title", textContent: result.meta?.title ?? "" });
  // Addresses in the index start at the site's root, wherever that is.
  link.href = new URL(result.raw_url.replace(/^\//, ""), root).href;
  entry.append(link);
  if (result.meta?.where) entry.append(make("span", { className: "search-where", textContent: result.meta.where }));
  entry.append(excerpt(result.excerpt));
  return entry;
}

/** Pagefind's excerpt is text with <mark> and nothing else; it is taken apart rather than trusted as HTML. */
function excerpt(markup) {
  const read = new DOMParser().parseFromString(markup ?? "", "text/html");
  const made = make("p", {});
  for (const node of read.body.childNodes) {
    const kept = node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent;
    made.append(kept);
  }
  return made;
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
