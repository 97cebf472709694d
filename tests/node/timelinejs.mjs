// Reads timeline.json on standard input with the parser of TimelineJS itself, and prints what it made of it:
// {errors, scale, events: [{id, start, end, shown}]}. Argument: the folder of the npm package @knight-lab/timelinejs.
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { readFileSync } from "node:fs";

// The package is written for a bundler (imports without .js) and a browser (DOMPurify needs a DOM).
const hooks = `
export async function resolve(specifier, context, next) {
  if (specifier === "dompurify") {
    return { url: "data:text/javascript,export default {addHook(){}, sanitize: (t) => t}", shortCircuit: true };
  }
  if (specifier.startsWith(".") && !specifier.endsWith(".js")) specifier += ".js";
  return next(specifier, context);
}
export async function load(url, context, next) {
  return next(url, url.startsWith("file:") ? { ...context, format: "module" } : context);
}`;
register("data:text/javascript," + encodeURIComponent(hooks));
// As much of a browser as the modules ask for while they are loaded.
const element = () => ({ set innerHTML(t) { this.innerText = t; }, innerText: "", style: {}, appendChild() {}, setAttribute() {} });
Object.assign(globalThis, { window: globalThis, getComputedStyle: () => ({}), addEventListener() {}, location: { href: "" } });
globalThis.document = { createElement: element, createTextNode: element, body: element(), documentElement: element(), head: element(), getElementsByTagName: () => [element()], addEventListener() {} };
globalThis.DOMParser = class { parseFromString(t) { return { body: { textContent: t.replace(/<[^>]*>/g, "") } }; } };
globalThis.navigator ??= { userAgent: "" };

const folder = pathToFileURL(join(process.argv[2], "src", "js") + "/").href;
const { TimelineConfig } = await import(folder + "core/TimelineConfig.js");
const quiet = console.log;
console.log = () => {};
const config = new TimelineConfig(JSON.parse(readFileSync(0, "utf8")));
config.validate();
console.log = quiet;
const iso = (d) => d && [d.data.date_obj.getFullYear?.() ?? d.data.date_obj.year, d.data.month ?? 0, d.data.day ?? 0].map(Number);
console.log(JSON.stringify({
  errors: config.getErrors().map(String),
  scale: config.scale,
  events: config.events.map((e) => ({ id: e.unique_id, start: iso(e.start_date), end: iso(e.end_date) ?? null, shown: e.display_date })),
}));
