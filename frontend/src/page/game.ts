/** Fetches the code of a game only for a page that has one. */
export function startGame(): void {
  const phone = document.querySelector<HTMLElement>("[data-game-phone]");
  const host = document.querySelector<HTMLElement>("[data-game-host]");
  if (!phone && !host) return;
  import("../puzzle/game/start")
    .then(({ start }) => start(phone, host))
    .catch((problem: unknown) => console.warn("game", problem));
}
