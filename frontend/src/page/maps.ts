const STARTERS: Record<string, (element: HTMLElement) => Promise<void>> = {
  "[data-link-picker]": async (element) =>
    (await import("../map/link-picker")).startLinkPicker(element as HTMLFormElement),
  "[data-map]": async (element) => (await import("../map/city-map")).startCityMap(element),
  "[data-area-editor]": async (element) => (await import("../map/area-editor")).startAreaEditor(element),
  "[data-point-picker]": async (element) => (await import("../map/point-picker")).startPointPicker(element),
};

/** Fetches the code of maps only for a page that has one, and only once per map. */
export function startMaps(root: ParentNode): void {
  for (const [selector, start] of Object.entries(STARTERS)) {
    for (const element of root.querySelectorAll<HTMLElement>(`${selector}:not([data-started])`)) {
      element.dataset.started = "";
      start(element).catch((problem: unknown) => {
        element.dataset.failed = "";
        console.warn("map", problem);
      });
    }
  }
}
