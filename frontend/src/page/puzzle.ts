/** Fetches the code that moves works only for a page that has a plan of them. */
export function startPuzzle(): void {
  if (!document.querySelector("[data-puzzle]")) return;
  import("../puzzle/start")
    .then(({ start }) => start())
    .catch((problem: unknown) => console.warn("puzzle", problem));
}
