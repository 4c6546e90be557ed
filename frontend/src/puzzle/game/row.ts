/** A work on the phone: buttons, slider and bar say the same week. */
export class Row {
  readonly key: string;
  readonly weeks: number;
  readonly isLocked: boolean;
  readonly name: string;
  /** Who laid it there, as the page came. */
  readonly by: string;
  private shown: number;
  private readonly form: HTMLFormElement | null;
  private readonly slider: HTMLInputElement | null;
  private readonly lane: SVGSVGElement | null;
  private readonly bar: SVGElement | null;

  constructor(
    private readonly root: HTMLElement,
    private readonly all: number,
    private readonly said: (first: number, last: number) => string,
  ) {
    this.key = root.dataset.planned ?? "";
    this.weeks = Number(root.dataset.weeks);
    this.isLocked = root.hasAttribute("data-locked");
    this.name = root.querySelector("b")?.textContent ?? "";
    this.by = root.querySelector("[data-by]")?.textContent ?? "";
    this.shown = Number(root.dataset.week);
    this.form = root.querySelector("form");
    this.slider = root.querySelector("input[type=range]");
    this.lane = root.querySelector("svg.game-lane");
    this.bar = root.querySelector(".bar");
    if (this.slider) this.slider.hidden = false;
  }

  get week(): number {
    return this.shown;
  }

  get last(): number {
    return this.all - this.weeks;
  }

  /** `moving` while it is dragged, `moved` once it lies there. */
  listen(moving: (row: Row, week: number) => void, moved: (row: Row, week: number) => void): void {
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
      const week = this.shown + Number(button?.dataset.byWeeks ?? 0);
      if (week !== this.shown) moved(this, this.within(week));
    });
    this.slider?.addEventListener("input", () => moving(this, Number(this.slider?.value)));
    this.slider?.addEventListener("change", () => moved(this, Number(this.slider?.value)));
    if (this.form) this.listenToLane(moving, moved);
  }

  private listenToLane(
    moving: (row: Row, week: number) => void,
    moved: (row: Row, week: number) => void,
  ): void {
    let from = 0;
    let begin = 0;
    const at = (event: PointerEvent) => {
      const width = this.lane?.getBoundingClientRect().width || 1;
      return this.within(begin + Math.round(((event.clientX - from) / width) * this.all));
    };
    this.bar?.addEventListener("pointerdown", (event) => {
      from = event.clientX;
      begin = this.shown;
      this.bar?.setPointerCapture(event.pointerId);
    });
    this.bar?.addEventListener("pointermove", (event) => {
      if (this.bar?.hasPointerCapture(event.pointerId)) moving(this, at(event));
    });
    this.bar?.addEventListener("pointerup", (event) => {
      if (at(event) !== begin) moved(this, at(event));
    });
    this.bar?.addEventListener("pointercancel", () => moving(this, begin));
  }

  private within(week: number): number {
    return Math.min(Math.max(week, 0), this.last);
  }

  show(week: number, by: string, isWaiting: boolean): void {
    this.shown = week;
    this.bar?.setAttribute("x", `${(week / this.all) * 100}%`);
    if (this.slider) this.slider.value = String(week);
    this.root.classList.toggle("is-waiting", isWaiting);
    const words = this.root.querySelector("[data-said]");
    const who = this.root.querySelector("[data-by]");
    if (words) words.textContent = this.said(week, week + this.weeks - 1);
    if (who) who.textContent = by;
    for (const button of this.root.querySelectorAll<HTMLButtonElement>("button[data-by-weeks]")) {
      const next = week + Number(button.dataset.byWeeks);
      button.setAttribute("aria-disabled", String(next < 0 || next > this.last));
      button.disabled = false;
    }
  }

  breaks(isBroken: boolean): void {
    this.root.classList.toggle("is-broken", isBroken);
  }
}
