/* Wide screens: each note is moved beside its words, and its neighbours make room, so that the text runs on
   without holes. Without script the rows grow instead, and the order is the same. */

const wide = matchMedia("(min-width: 70rem)");
const GAP = 12;
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
  if (!wide.matches) {
    for (const element of beside) element.style.insetBlockStart = "";
    body.style.minBlockSize = "";
    return;
  }
  const top = body.getBoundingClientRect().top;
  body.classList.remove("crowded");
  for (const element of beside) {
    element.classList.remove("roomy");
    element.querySelector(".note-body")?.style.removeProperty("--lines");
  }
  const needed = beside.reduce((sum, element) => sum + element.offsetHeight + GAP, 0);
  body.style.minBlockSize = "";
  body.classList.toggle("crowded", needed > CROWD * body.offsetHeight);
  const boxes = beside
    .filter((element) => element.offsetParent)
    .map((element) => ({
      element,
      wish: wishOf(element, top),
      size: element.offsetHeight + GAP,
      weight: element.matches(":focus-within, .open") ? 1000 : 1,
    }))
    .sort((a, b) => a.wish - b.wish);
  const starts = settle(boxes);
  boxes.forEach(({ element, size }, i) => {
    element.style.insetBlockStart = `${Math.round(starts[i])}px`;
    spread(element, (starts[i + 1] ?? Infinity) - starts[i] - size);
  });
  const last = boxes.length - 1;
  body.style.minBlockSize = last < 0 ? "" : `${Math.ceil(starts[last] + boxes[last].size)}px`;
}

/** Lets a folded note show as many more of its lines as `room` px hold. */
function spread(element, room) {
  const text = element.matches(".is-long") && element.querySelector(".note-body");
  if (!text) return;
  if (room >= text.scrollHeight - text.clientHeight) {
    element.classList.add("roomy");
    return;
  }
  const line = parseFloat(getComputedStyle(text).lineHeight);
  const shown = Math.round(text.clientHeight / line);
  if (room >= line) text.style.setProperty("--lines", shown + Math.floor(room / line));
}

/** Where the note would like to begin: at the line where its words begin, in px from the body's top. */
function wishOf(element, top) {
  const words = document.getElementById(element.dataset.for) ?? document.getElementById(`r-${element.dataset.for}`);
  const line = words?.getClientRects()[0] ?? element.closest(".notes").parentElement.getBoundingClientRect();
  return line.top - top - 4;
}

/**
 * Starts of boxes in order, none overlapping, as near as can be to where they wish to be: where wishes clash,
 * the clashing ones move together, up and down, until the (weighted) sum of squares of the distances is least
 * (pool adjacent violators). Never above 0.
 */
export function settle(boxes) {
  const groups = [];
  boxes.forEach(({ wish, size, weight = 1 }, i) => {
    let group = { first: i, count: 1, size, weight, sum: wish * weight };
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

const startOf = (group) => Math.max(0, group.sum / group.weight);
