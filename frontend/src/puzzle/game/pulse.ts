/** Asks time and again whether anything changed: every two seconds, ever less often while nobody answers. */

const EVERY_MS = 2000;
const SPREAD_MS = 600;
const LONGEST_MS = 30_000;

export class Pulse {
  private wait: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  /** `ask` tells whether there was an answer. */
  constructor(private readonly ask: () => Promise<boolean>) {
    window.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now());
  }

  now(): void {
    this.failures = 0;
    this.after(0);
  }

  /** Spread, so that the phones of a whole hall do not ask at the same moment. */
  private after(pause: number): void {
    clearTimeout(this.wait);
    this.wait = setTimeout(() => void this.beat(), pause);
  }

  private async beat(): Promise<void> {
    const isHidden = document.visibilityState !== "visible";
    const isAnswered = isHidden || (await this.ask().catch(() => false));
    this.failures = isAnswered ? 0 : this.failures + 1;
    const pause = Math.min(EVERY_MS * 2 ** this.failures, LONGEST_MS);
    this.after(pause + (Math.random() - 0.5) * SPREAD_MS);
  }
}
