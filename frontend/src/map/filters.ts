import type { Pin, Point } from "./markers";

/** Filters and the time slider of the page pick among the markers and the lines of the list beside the map. */
export function followFilters(frame: HTMLElement, pins: Pin[], settle: () => void): void {
  const form = document.querySelector<HTMLFormElement>(`form[data-map-filters="${frame.id}"]`);
  if (!form) return;
  const pick = (): void => {
    const wanted = wantedTags(form);
    const month = chosenMonth(form);
    for (const { point, element } of pins) {
      const isWanted = matches(point, wanted) && isInMonth(point, month);
      element.hidden = !isWanted;
      for (const line of linesOf(point)) line.hidden = !isWanted;
    }
    settle();
  };
  form.addEventListener("input", pick);
  pick();
}

function linesOf(point: Point): HTMLElement[] {
  if (!point.id) return [];
  const found = document.querySelectorAll<HTMLElement>(`[data-map-item="${CSS.escape(point.id)}"]`);
  return [...found].map((line) => line.closest("li") ?? line);
}

/** Values asked for per tag; a tag without any asks nothing. */
function wantedTags(form: HTMLFormElement): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-tag]")) {
    const isOff =
      field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type) && !field.checked;
    if (isOff || !field.value) continue;
    const tag = field.dataset.tag ?? "";
    wanted.set(tag, (wanted.get(tag) ?? new Set()).add(field.value));
  }
  return wanted;
}

function matches(point: Point, wanted: Map<string, Set<string>>): boolean {
  return [...wanted].every(([tag, values]) => (point.tags[tag] ?? []).some((value) => values.has(value)));
}

/** First and last day of the month on the slider; null when the page has none or it stands on "all". */
function chosenMonth(form: HTMLFormElement): { first: string; last: string } | null {
  const slider = form.querySelector<HTMLInputElement>("[data-when]");
  if (!slider?.dataset.start) return null;
  const start = new Date(`${slider.dataset.start}T00:00:00Z`);
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + Number(slider.value), 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  const said = first.toLocaleDateString(document.documentElement.lang, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  slider.setAttribute("aria-valuetext", said);
  const output = form.querySelector("output");
  if (output) output.textContent = said;
  return { first: first.toISOString().slice(0, 10), last: last.toISOString().slice(0, 10) };
}

/** A point without dates is always there. */
function isInMonth(point: Point, month: { first: string; last: string } | null): boolean {
  if (!month) return true;
  return (!point.start || point.start <= month.last) && (!point.end || point.end >= month.first);
}
