/* The search of a quote index that is too large for one page: form[data-finder] names a file of all statements,
   which is loaded when a reader first uses the form (or comes with a choice in the address), and never before.
   A classic script, as filter.js is; from a folder opened as file:// nothing can be loaded, so the form stays hidden
   and the letters lead on. */
(function () {
  const form = document.querySelector("form[data-finder]");
  const results = document.querySelector("[data-results]");
  if (!form || !results || location.protocol === "file:") return;
  const told = form.querySelector("[data-shown]");
  const fields = [...form.elements].filter((field) => field.name);
  const step = 50;
  let index = null;
  let loading = null;

  read();
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", load, { once: true });
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  if (fields.some(chosen)) load().then(show);

  function load() {
    loading ??= fetch(form.dataset.finder)
      .then((response) => {
        if (!response.ok) throw new Error(response.statusText);
        return response.json();
      })
      .then((data) => {
        index = { ...data, folded: data.statements.map((row) => fold(row[3])) };
        options();
        read();
      })
      .catch(() => (told.textContent = told.dataset.failed));
    return loading;
  }

  async function changed() {
    write();
    if (!index) told.textContent = told.dataset.loading;
    await load();
    show();
  }

  function options() {
    const lists = {
      "finder-speakers": new Set(index.speakers.map((speaker) => speaker[0])),
      "finder-organizations": new Set(index.speakers.map((speaker) => speaker[1]).filter(Boolean)),
    };
    for (const [id, values] of Object.entries(lists)) {
      document.getElementById(id).append(...[...values].sort().map((value) => new Option("", value)));
    }
    const topics = Object.entries(index.topics).sort((one, other) => one[1].localeCompare(other[1]));
    form.elements.topic.append(...topics.map(([id, title]) => new Option(title, id)));
    const years = [...new Set(index.statements.map((row) => row[6]))].sort().reverse();
    form.elements.year.append(...years.map((year) => new Option(year, year)));
  }

  function show(limit = step) {
    results.replaceChildren();
    if (!index) return;
    if (!fields.some(chosen)) {
      told.textContent = "";
      return;
    }
    const found = matching();
    told.textContent = (found.length ? told.dataset.some : told.dataset.none)
      .replace("{shown}", Math.min(limit, found.length))
      .replace("{total}", found.length);
    const list = document.createElement("ul");
    list.className = "statements";
    list.append(...found.slice(0, limit).map(item));
    results.append(list);
    if (found.length > limit) {
      const more = make("button", results.dataset.more);
      more.type = "button";
      more.addEventListener("click", () => {
        show(limit + step);
        list.isConnected || results.querySelectorAll(".statement a")[limit]?.focus();
      });
      results.append(more);
    }
  }

  function matching() {
    const wanted = Object.fromEntries(fields.map((field) => [field.name, chosen(field)]));
    const words = fold(wanted.words).split(/\s+/).filter(Boolean);
    const speaker = fold(wanted.speaker);
    const organization = fold(wanted.organization);
    return index.statements.filter((row, place) => {
      const [article, who, , , direct, verified, year] = row;
      const names = index.speakers[who] ?? ["", ""];
      return (
        (!wanted.year || year === wanted.year) &&
        (!wanted.kind || (wanted.kind === "direct") === Boolean(direct)) &&
        (!wanted.checked || verified) &&
        (!wanted.topic || index.articles[article][2].includes(wanted.topic)) &&
        (!speaker || fold(names[0]).includes(speaker)) &&
        (!organization || fold(names[1]).includes(organization)) &&
        words.every((word) => index.folded[place].includes(word))
      );
    });
  }

  function item([article, who, id, words, , , , standing]) {
    const [slug, title] = index.articles[article];
    const [name, organization] = index.speakers[who] ?? [results.dataset.unnamed, ""];
    const row = make("li", "", "statement" + (standing ? " is-" + standing : ""));
    const quotation = make("blockquote");
    quotation.append(make("p", results.dataset.open + words + results.dataset.close));
    const facts = make("p", "", "statement-facts");
    if (standing) facts.append(make("span", results.dataset[standing], "badge is-" + standing));
    const link = make("a", title);
    const site = form.dataset.root.replace(/index\.html$/, "");
    link.href = `${site}articles/${slug}/index.html#q-${id}`;
    const place = make("span", results.dataset.in + " ");
    place.append(link);
    facts.append(make("span", organization ? `${name}, ${organization}` : name), place);
    row.append(quotation, facts);
    return row;
  }

  function make(tag, text = "", name = "") {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function read() {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = query.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
    }
  }

  function write() {
    const query = new URLSearchParams();
    for (const field of fields) if (chosen(field)) query.set(field.name, chosen(field));
    const search = query.toString();
    history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
  }

  function chosen(field) {
    if (field.type === "checkbox") return field.checked ? field.value : "";
    return field.value.trim();
  }

  function fold(text) {
    return text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[’‘]/g, "'")
      .toLowerCase();
  }
})();
