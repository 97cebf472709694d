/* What a reader chose, kept in the browser where that is allowed. */

/** Keeps `value` under `key`; null forgets it. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage may be refused; the choice then holds for this page only.
  }
}
