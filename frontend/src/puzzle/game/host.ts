import { countDown } from "./clock";
import { Pulse } from "./pulse";

/** The screen in the hall follows the game by itself; what has the focus keeps it. */
export function followGame(root: HTMLElement): void {
  let etag = root.dataset.etag ?? "";
  showClock(root);
  if (root.hasAttribute("data-over")) return;
  const pulse = new Pulse(async () => {
    const headers = { "If-None-Match": etag };
    const answer = await fetch(root.dataset.news ?? "", { headers, cache: "no-store", redirect: "manual" });
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      take(root, await answer.text());
    }
    return answer.status === 200 || answer.status === 304;
  });
  pulse.now();
}

function take(root: HTMLElement, html: string): void {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("game-live");
  const was = root.querySelector("#game-live");
  if (!fresh || !was) return;
  const focused = was.contains(document.activeElement) ? document.activeElement?.id : "";
  const isOpen = was.querySelector("details")?.open ?? false;
  was.replaceWith(fresh);
  const details = fresh.querySelector("details");
  if (details) details.open = isOpen;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  showClock(root);
}

function showClock(root: HTMLElement): void {
  const clock = root.querySelector<HTMLElement>("[data-seconds-left]");
  countDown(clock ? Number(clock.dataset.secondsLeft) : null);
}
