import { Bar, type Dates, type Grip, said } from "./bars";

const WEEK = 7;
const CLICK_PX = 4;

export type Drop = (bar: Bar, grip: Grip, dates: Dates) => void;

/** Bars are taken with mouse, finger or keys; `drop` is called once somebody lets go somewhere else. */
export class Moving {
  private bar: Bar | undefined;
  private grip: Grip = "whole";
  private from = 0;
  private px = 0;
  private frame = 0;
  private pointer = -1;
  private keyDays = 0;
  private readonly note = document.createElement("div");

  constructor(private readonly drop: Drop) {
    this.note.className = "moving-dates";
    this.note.hidden = true;
    this.note.setAttribute("aria-hidden", "true");
    document.body.append(this.note);
  }

  /** Listeners on the root, which stays when the figure in it is replaced. */
  listen(root: HTMLElement): void {
    root.addEventListener("pointerdown", (event) => this.take(event));
    root.addEventListener("pointermove", (event) => this.hover(event));
    window.addEventListener("pointermove", (event) => this.follow(event));
    window.addEventListener("pointerup", (event) => this.letGo(event));
    window.addEventListener("pointercancel", () => this.cancel());
    root.addEventListener("keydown", (event) => this.press(event));
    root.addEventListener("focusout", () => this.keyDays && this.cancel());
    window.addEventListener("scroll", () => this.keyDays && this.hideNote(), { passive: true });
    root.addEventListener("dragstart", (event) => movableAt(event) && event.preventDefault());
  }

  private take(event: PointerEvent): void {
    const link = movableAt(event);
    if (!link || event.button !== 0 || this.pointer >= 0) return;
    this.cancel();
    this.bar = barOf(link);
    this.grip = this.bar.gripAt(event.clientX);
    this.pointer = event.pointerId;
    this.from = event.clientX;
    this.px = 0;
    link.addEventListener("click", (click) => this.px !== 0 && click.preventDefault(), { once: true });
  }

  private hover(event: PointerEvent): void {
    const link = movableAt(event);
    if (link && this.pointer < 0)
      link.classList.toggle("at-edge", barOf(link).gripAt(event.clientX) !== "whole");
  }

  private follow(event: PointerEvent): void {
    if (event.pointerId !== this.pointer || !this.bar) return;
    const px = event.clientX - this.from;
    if (!this.px && Math.abs(px) < CLICK_PX) return;
    if (!this.px) {
      this.bar.begin(this.grip);
      document.body.classList.add("is-moving");
    }
    this.px = px || 1;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint(event.clientX, event.clientY));
  }

  private paint(x: number, y: number): void {
    if (!this.bar) return;
    const days = Math.round(this.px / this.bar.dayPx);
    this.bar.show(this.grip, this.px);
    this.say(days, x, y);
  }

  private say(days: number, x: number, y: number): void {
    if (!this.bar) return;
    this.note.hidden = false;
    this.note.textContent = said(this.bar.moved(this.grip, days));
    const left = Math.min(Math.max(x - this.note.offsetWidth / 2, 8), innerWidth - this.note.offsetWidth - 8);
    this.note.style.transform = `translate(${left}px, ${Math.max(y - 52, 8)}px)`;
  }

  private letGo(event: PointerEvent): void {
    if (event.pointerId !== this.pointer || !this.bar) return;
    const { bar, grip } = this;
    const days = Math.round(this.px / bar.dayPx);
    this.release();
    if (!this.px) return;
    // The click that follows comes first, and is not meant.
    setTimeout(() => {
      this.px = 0;
    });
    if (days) this.finish(bar, grip, days);
    else bar.reset();
  }

  private press(event: KeyboardEvent): void {
    const link = (event.target as Element).closest?.<SVGAElement>("a.movable");
    if (!link || event.altKey || event.metaKey) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      this.nudge(link, event);
    } else if (event.key === "Enter" && this.keyDays) {
      event.preventDefault();
      const { bar, grip, keyDays } = this;
      this.release();
      if (bar) this.finish(bar, grip, keyDays);
    } else if (event.key === "Escape") {
      this.cancel();
    }
  }

  private nudge(link: SVGAElement, event: KeyboardEvent): void {
    const grip: Grip = event.ctrlKey ? "end" : "whole";
    if (!this.bar || this.grip !== grip || this.bar.link !== link) {
      this.cancel();
      this.bar = barOf(link);
      this.grip = grip;
      this.bar.begin(grip);
    }
    this.keyDays += (event.shiftKey ? WEEK : 1) * (event.key === "ArrowLeft" ? -1 : 1);
    this.bar.show(grip, this.keyDays * this.bar.dayPx);
    const box = link.getBoundingClientRect();
    this.say(this.keyDays, Math.min(box.right, innerWidth), box.top);
    announce(said(this.bar.moved(grip, this.keyDays)));
  }

  private hideNote(): void {
    this.note.hidden = true;
  }

  private finish(bar: Bar, grip: Grip, days: number): void {
    bar.wait();
    this.drop(bar, grip, bar.moved(grip, days));
  }

  private cancel(): void {
    this.bar?.reset();
    this.release();
    this.px = 0;
  }

  private release(): void {
    cancelAnimationFrame(this.frame);
    this.bar = undefined;
    this.pointer = -1;
    this.keyDays = 0;
    this.note.hidden = true;
    document.body.classList.remove("is-moving");
  }
}

function movableAt(event: Event): SVGAElement | null {
  return (event.target as Element).closest?.<SVGAElement>("a.movable") ?? null;
}

function barOf(link: SVGAElement): Bar {
  return new Bar(link, link.closest<HTMLElement>("[data-timeline]") as HTMLElement);
}

export function announce(words: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}
