/* Filters for a list that is all on the page; the address keeps the choice.

   form[data-filter=ID]    the controls, hidden until this script shows them. `words` is looked for in the text of
                           [data-words]; `from` and `to` are years against the item's data-from and data-to; `order`
                           turns [data-turns] round; any other control's value must be among the words of the item's
                           data attribute of the same name.
   #ID [data-item]         what is shown or hidden; [data-group] goes when all its items have gone.
   [data-shown]            told how many are left: data-all, data-some ("{shown} of {total}"), data-none.

   A classic script, because modules do not load from a folder opened as file://. */
(function () {
  for (const form of document.querySelectorAll("form[data-filter]")) {
    const list = document.getElementById(form.dataset.filter);
    if (list) filter(form, list);
  }

  function filter(form, list) {
    const items = [...list.querySelectorAll("[data-item]")];
    const groups = [...list.querySelectorAll("[data-group]")];
    const told = form.querySelector("[data-shown]");
    const fields = [...form.elements].filter((field) => field.name);
    const texts = new Map();
    let turned = false;

    read();
    apply();
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", changed);
    form.addEventListener("reset", () => setTimeout(changed));
    addEventListener("popstate", () => { read(); apply(); });
    addEventListener("hashchange", showTarget);
    if (location.hash) showTarget();

    function changed() {
      apply();
      write();
    }

    function read() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        const value = query.get(field.name);
        if (field.type === "checkbox") field.checked = value === field.value;
        else if (field.tagName !== "SELECT") field.value = value ?? "";
        else field.value = [...field.options].some((option) => option.value === value) ? value : field.options[0].value;
      }
    }

    function write() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        const value = chosen(field);
        if (value) query.set(field.name, value);
        else query.delete(field.name);
      }
      const search = query.toString();
      try {
        history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
      } catch {
        // A page opened from a folder may not change its address; the filter works all the same.
      }
    }

    function apply() {
      const tests = fields.filter(chosen).map(test).filter(Boolean);
      let shown = 0;
      for (const item of items) {
        item.hidden = !tests.every((passes) => passes(item));
        if (!item.hidden) shown += 1;
      }
      for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
      tell(shown);
      turn();
    }

    function test(field) {
      const value = chosen(field);
      if (field.name === "order") return null;
      if (field.name === "from") return (item) => Number(item.dataset.to) >= Number(value);
      if (field.name === "to") return (item) => Number(item.dataset.from) <= Number(value);
      if (field.name === "words") {
        const words = fold(value).split(/\s+/).filter(Boolean);
        return (item) => words.every((word) => text(item).includes(word));
      }
      return (item) => (item.dataset[field.name] ?? "").split(" ").includes(value);
    }

    function text(item) {
      if (!texts.has(item)) {
        const parts = item.querySelectorAll("[data-words]");
        texts.set(item, fold([...(parts.length ? parts : [item])].map((part) => part.textContent).join(" ")));
      }
      return texts.get(item);
    }

    function tell(shown) {
      if (!told) return;
      const pattern = shown === items.length ? told.dataset.all : shown ? told.dataset.some : told.dataset.none;
      told.textContent = pattern.replace("{shown}", shown).replace("{total}", items.length);
    }

    function turn() {
      const field = form.elements.order;
      if (!field) return;
      const wanted = field.value !== "";
      if (wanted === turned) return;
      turned = wanted;
      for (const box of [list, ...list.querySelectorAll("[data-turns]")]) {
        if (box.matches("[data-turns]")) box.append(...turnable(box).reverse());
      }
    }

    function showTarget() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const item = target?.closest("[data-item]");
      if (!item?.hidden) return;
      for (const field of fields) {
        if (field.type === "checkbox") field.checked = false;
        else if (field.tagName === "SELECT") field.selectedIndex = 0;
        else field.value = "";
      }
      changed();
      target.scrollIntoView();
    }
  }

  /* Headings stay at the top of what they head. */
  function turnable(box) {
    return [...box.children].filter((child) => !/^H\d$/.test(child.tagName) && !child.hasAttribute("data-stays"));
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
