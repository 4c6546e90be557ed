import { WorkBar } from "./bar";
import type { Board } from "./board";

const CLICK_PX = 4;
const FEW_WEEKS = 4;

/** Bars are taken with mouse, finger or keys; the board hears it once somebody lets go in another week. */
export class MovingWorks {
  private bar: WorkBar | undefined;
  private pointer = -1;
  private from = 0;
  private by = 0;
  private longer = 0;
  private isStretching = false;
  private hasMoved = false;
  private isByKeys = false;
  private readonly note = document.createElement("div");

  constructor(private readonly board: Board) {
    this.note.className = "moving-dates";
    this.note.hidden = true;
    this.note.setAttribute("aria-hidden", "true");
    document.body.append(this.note);
  }

  /** On the document, for the plan is replaced after each move. */
  listen(): void {
    document.addEventListener("pointerdown", (event) => this.take(event));
    document.addEventListener("pointermove", (event) => this.follow(event));
    document.addEventListener("pointerup", (event) => this.letGo(event));
    document.addEventListener("pointercancel", () => this.cancel());
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("focusout", () => this.isByKeys && this.cancel());
    document.addEventListener("dragstart", (event) => movableAt(event) && event.preventDefault());
  }

  private take(event: PointerEvent): void {
    const link = movableAt(event);
    if (!link || event.button !== 0 || this.pointer >= 0) return;
    this.cancel();
    this.bar = new WorkBar(link, this.board.weeks);
    this.pointer = event.pointerId;
    this.from = event.clientX;
    this.isStretching = (event.target as Element).matches(".edge");
    document.body.classList.add("is-held");
    this.hasMoved = false;
    link.addEventListener("click", (click) => this.hasMoved && click.preventDefault(), { once: true });
  }

  private follow(event: PointerEvent): void {
    if (event.pointerId !== this.pointer || !this.bar) return;
    const px = event.clientX - this.from;
    if (!this.hasMoved && Math.abs(px) < CLICK_PX) return;
    this.hasMoved = true;
    document.body.classList.add("is-moving");
    const weeks = Math.round(px / this.bar.weekPx);
    this[this.isStretching ? "longer" : "by"] = weeks;
    this.bar.show(this.by, this.longer);
    this.say(event.clientX, event.clientY);
  }

  private letGo(event: PointerEvent): void {
    if (event.pointerId !== this.pointer || !this.bar) return;
    this.finish();
    // The click that follows comes first, and is not meant.
    setTimeout(() => {
      this.hasMoved = false;
    });
  }

  private press(event: KeyboardEvent): void {
    const link = movableAt(event);
    if (event.key === "Escape") {
      this.cancel();
      return;
    }
    if (!link || event.altKey || event.metaKey || event.ctrlKey) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      this.nudge(link, (event.shiftKey ? FEW_WEEKS : 1) * (event.key === "ArrowLeft" ? -1 : 1), 0);
    } else if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      this.nudge(link, 0, event.key === "-" ? -1 : 1);
    } else if (event.key === "Enter" && this.isByKeys) {
      event.preventDefault();
      this.finish();
    }
  }

  private nudge(link: SVGAElement, weeks: number, longer: number): void {
    if (!this.isByKeys || this.bar?.link !== link) {
      this.cancel();
      this.bar = new WorkBar(link, this.board.weeks);
      this.isByKeys = true;
      document.body.classList.add("is-held");
    }
    const { bar } = this;
    if (!bar) return;
    this.by = bar.at(this.by + weeks) - bar.week;
    this.longer = bar.lasting(this.longer + longer) - bar.weeks;
    bar.show(this.by, this.longer);
    const box = link.getBoundingClientRect();
    this.say(box.left, box.top);
    announce(this.note.innerText.replace(/\s+/g, " "));
  }

  private say(x: number, y: number): void {
    if (!this.bar) return;
    const { bar } = this;
    const [weeks, effect] = this.board.said(bar, bar.at(this.by), bar.lasting(this.longer));
    const small = document.createElement("small");
    small.textContent = effect;
    this.note.replaceChildren(weeks, small);
    this.note.hidden = false;
    const left = Math.min(Math.max(x - this.note.offsetWidth / 2, 8), innerWidth - this.note.offsetWidth - 8);
    this.note.style.transform = `translate(${left}px, ${Math.max(y - 70, 8)}px)`;
  }

  private finish(): void {
    const { bar, by, longer } = this;
    this.bar = undefined;
    this.release();
    if (!bar) return;
    const [week, weeks] = [bar.at(by), bar.lasting(longer)];
    if (week === bar.week && weeks === bar.weeks) bar.reset();
    else this.board.move(bar, week, weeks);
  }

  private cancel(): void {
    this.bar?.reset();
    this.bar = undefined;
    this.release();
  }

  private release(): void {
    this.pointer = -1;
    this.by = 0;
    this.longer = 0;
    this.isByKeys = false;
    this.note.hidden = true;
    document.body.classList.remove("is-moving", "is-held");
  }
}

function movableAt(event: Event): SVGAElement | null {
  const target = event.target as Element | null;
  return target?.closest?.<SVGAElement>("[data-puzzle] a.movable") ?? null;
}

export function announce(words: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}
