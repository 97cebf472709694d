/* The list of contents shows which section is being read. */

/** Follows the sections that the links of `contents` lead to. */
export function followContents(contents) {
  if (!contents) return;
  const links = [...contents.querySelectorAll("a[href^='#']")];
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const inSight = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](target);
      const now = sections.findIndex((section) => inSight.has(section));
      links.forEach((link, i) => {
        if (i === now) link.setAttribute("aria-current", "location");
        else if (now !== -1) link.removeAttribute("aria-current");
      });
    },
    // A band near the top of the window: the section that crosses it is the one being read.
    { rootMargin: "-12% 0px -80% 0px" },
  );
  for (const section of sections) if (section) watch.observe(section);
}
