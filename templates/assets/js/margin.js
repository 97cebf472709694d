/* Wide screens: each note is moved beside its words, and its neighbours make room, so that the text runs on
   without holes. Without script the rows grow instead, and the order is the same. */

const wide = matchMedia("(min-width: 70rem)");
const GAP = 6;
/* How much of the column may be filled before notes show less. */
const CROWD = 0.75;

/** Keeps the notes of `article` placed while its size changes. */
export function placeNotes(article) {
  const body = article.querySelector(".article-body");
  const beside = [...body.querySelectorAll(".notes:not(.notes-whole) > .note, .notes > .card")];
  if (beside.length === 0) return;
  let asked = 0;
  const ask = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => place(body, beside));
  };
  const watch = new ResizeObserver(ask);
  watch.observe(body);
  for (const element of beside) watch.observe(element);
  wide.addEventListener("change", ask);
  addEventListener("marks-changed", ask);
  place(body, beside);
}

function place(body, beside) {
  body.classList.toggle("placed", wide.matches);
  reset(body, beside);
  if (!wide.matches) return;
  // All is measured before anything is moved: the browser lays the page out once for each of the two.
  const shown = beside.filter((element) => element.offsetParent);
  const needed = shown.reduce((sum, element) => sum + element.offsetHeight + GAP, 0);
  body.classList.toggle("crowded", needed > CROWD * body.offsetHeight);
  const top = body.getBoundingClientRect().top;
  const boxes = shown.map((element) => measure(element, top)).sort((a, b) => a.wish - b.wish);
  const starts = settle(boxes);
  boxes.forEach((box, i) => {
    box.element.style.insetBlockStart = `${Math.round(starts[i])}px`;
    spread(box, (starts[i + 1] ?? Infinity) - starts[i] - box.size);
  });
  const last = boxes.length - 1;
  if (last >= 0) body.style.minBlockSize = `${Math.ceil(starts[last] + boxes[last].size)}px`;
}

function reset(body, beside) {
  body.classList.remove("crowded");
  body.style.minBlockSize = "";
  for (const element of beside) {
    element.classList.remove("roomy");
    element.style.insetBlockStart = "";
    element.querySelector(".note-body")?.style.removeProperty("--lines");
  }
}

function measure(element, top) {
  const text = element.matches(".is-long") ? element.querySelector(".note-body") : null;
  return {
    element,
    text,
    wish: wishOf(element, top),
    floor: element.closest(".section").getBoundingClientRect().top - top,
    size: element.offsetHeight + GAP,
    weight: element.matches(":focus-within, .open") ? 1000 : 1,
    hidden: text ? text.scrollHeight - text.clientHeight : 0,
    line: text ? parseFloat(getComputedStyle(text).lineHeight) : 0,
    lines: text ? Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight)) : 0,
  };
}

/** Lets a folded note show as many more of its lines as `room` px hold. */
function spread({ element, text, hidden, line, lines }, room) {
  if (!text || (hidden > 0 && room < Math.min(line, hidden))) return;
  if (room >= hidden) element.classList.add("roomy");
  else text.style.setProperty("--lines", lines + Math.floor(room / line));
}

/** Where the note would like to begin: at the line where its words begin, in px from the body's top. */
function wishOf(element, top) {
  const words = document.getElementById(element.dataset.for) ?? document.getElementById(`r-${element.dataset.for}`);
  const line = words?.getClientRects()[0] ?? element.closest(".notes").parentElement.getBoundingClientRect();
  return line.top - top - 4;
}

/**
 * Starts of boxes in order, none overlapping, none above its `floor`, as near as can be to where they wish to
 * be: where wishes clash, the clashing ones move together, up and down, until the (weighted) sum of squares of
 * the distances is least (pool adjacent violators).
 */
export function settle(boxes) {
  const groups = [];
  let free = 0;
  boxes.forEach(({ wish, size, weight = 1, floor = 0 }, i) => {
    // What cannot stand higher does not wish to: then no group does either, for none begins above the last wish
    // in it, less what stands before that.
    const lowest = Math.max(floor, free);
    free = lowest + size;
    let group = { first: i, count: 1, size, weight, sum: Math.max(wish, lowest) * weight };
    // A box in a group begins `offset` after the group's start: `sum` holds the wishes less those offsets.
    while (groups.length > 0) {
      const before = groups[groups.length - 1];
      if (startOf(before) + before.size <= startOf(group)) break;
      groups.pop();
      group = {
        first: before.first,
        count: before.count + group.count,
        size: before.size + group.size,
        weight: before.weight + group.weight,
        sum: before.sum + group.sum - before.size * group.weight,
      };
    }
    groups.push(group);
  });
  const starts = [];
  for (const group of groups) {
    let at = startOf(group);
    for (let i = group.first; i < group.first + group.count; i += 1) {
      starts.push(at);
      at += boxes[i].size;
    }
  }
  return starts;
}

const startOf = (group) => group.sum / group.weight;
