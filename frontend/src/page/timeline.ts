/** Fetches the code that moves bars only for a page that has a timeline. */
export function startTimeline(): void {
  if (!document.querySelector("[data-timeline]")) return;
  import("../timeline/start")
    .then(({ start }) => start())
    .catch((problem: unknown) => console.warn("timeline", problem));
}
