/** Counts down what the server says is left, so that the clock of a phone does not matter. */
let ends = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

export function countDown(seconds: number | null): void {
  clearInterval(ticking);
  if (seconds === null) return;
  ends = performance.now() + seconds * 1000;
  ticking = setInterval(show, 500);
  show();
}

function show(): void {
  const left = Math.max(Math.ceil((ends - performance.now()) / 1000), 0);
  const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = words;
}
