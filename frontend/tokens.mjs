// The NL Design System theme declares 2,700 design tokens; a page reads a few hundred of them.
const DECLARATION = /(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))/g;
const REFERENCE = /var\(\s*(--[\w-]+)/g;

/** Drops custom properties that no rule reads, also those read only by dropped ones. */
export function withoutUnusedTokens(css) {
  for (;;) {
    const read = new Set(Array.from(css.matchAll(REFERENCE), (match) => match[1]));
    const kept = css.replace(DECLARATION, (whole, name) => (read.has(name) ? whole : ""));
    if (kept.length === css.length) return css;
    css = kept;
  }
}
