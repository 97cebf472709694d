/* Search over the whole site by Pagefind's index, in a dialog. Nothing of it is loaded until it is opened. */

const SHOWN = 8;
const PARTS = 3;
let dialog = null;

/** Opens the search; `texts` is the element whose data attributes hold the words and the index's address. */
export async function openSearch(texts) {
  dialog ??= build(texts.dataset);
  dialog.showModal();
  dialog.querySelector("input").select();
}

function build({ index, label, none, failed, close, all, kinds }) {
  const styles = make("link", { rel: "stylesheet", href: new URL("../css/search.css", import.meta.url).href });
  document.head.append(styles);
  const made = make("dialog", { className: "search", ariaLabel: label });
  const form = make("form", { method: "dialog", className: "search-form" });
  const input = make("input", { type: "search", ariaLabel: label, placeholder: label, autocomplete: "off" });
  const choice = make("select", { ariaLabel: all, hidden: true });
  const status = make("p", { className: "search-status", role: "status" });
  const list = make("ol", { className: "search-results" });
  form.append(input, choice, make("button", { type: "submit", textContent: close }));
  made.append(form, status, list);
  document.body.append(made);

  const names = Object.fromEntries(kinds.split("|").map((pair) => pair.split("=")));
  const engine = load(index, choice, all, names);
  engine.catch(() => {
    status.textContent = failed;
  });
  const ask = async () => {
    const pagefind = await engine;
    const words = input.value.trim();
    const filters = choice.value ? { kind: choice.value } : {};
    const found = words ? await pagefind.debouncedSearch(words, { filters }, 120) : { results: [] };
    if (found === null) return;
    const results = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
    status.textContent = words && results.length === 0 ? none : "";
    list.replaceChildren(...results.map((result) => item(result, names)));
  };
  input.addEventListener("input", ask);
  choice.addEventListener("change", ask);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    // In a search field the first Escape would only empty it.
    if (event.key === "Escape") made.close();
  });
  made.addEventListener("click", (event) => event.target === made && made.close());
  list.addEventListener("click", (event) => event.target.closest("a") && made.close());
  return made;
}

async function load(index, choice, all, names) {
  const pagefind = await import(new URL(index, location.href).href);
  await pagefind.options({ baseUrl: new URL("../", new URL(index, location.href)).pathname, excerptLength: 24 });
  await pagefind.init();
  const { kind = {} } = await pagefind.filters();
  choice.append(new Option(all, ""));
  for (const name of Object.keys(kind)) choice.append(new Option(names[name] ?? name, name));
  choice.hidden = choice.length < 3;
  return pagefind;
}

function item(result, names) {
  const entry = make("li", {});
  const kind = result.filters?.kind?.[0];
  if (kind) entry.append(make("span", { className: "search-kind", textContent: names[kind] ?? kind }));
  const parts = (result.sub_results ?? []).filter((part) => part.url !== result.url).slice(0, PARTS);
  entry.append(link(result.url, result.meta?.title ?? result.url, "search-title"), excerpt(result.excerpt));
  if (parts.length > 0) {
    const inner = make("ul", {});
    for (const part of parts) {
      const row = make("li", {});
      row.append(link(part.url, part.title, ""), excerpt(part.excerpt));
      inner.append(row);
    }
    entry.append(inner);
  }
  return entry;
}

const link = (href, textContent, className) => make("a", { href, textContent, className });

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
