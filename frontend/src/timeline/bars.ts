import { dayOf, isoOf, saidOf } from "./days";

/** What is taken hold of: all of a bar, or one of its ends. */
export type Grip = "whole" | "start" | "end";

export interface Dates {
  start: number | undefined;
  end: number | undefined;
}

const EDGE_PX = 9;

/** A bar that one may move, with everything that goes along: its twins in other groups, milestones still to come. */
export class Bar {
  readonly project: string;
  readonly title: string;
  readonly was: Dates;
  private readonly rows: SVGGElement[];

  constructor(
    readonly link: SVGAElement,
    private readonly figure: HTMLElement,
  ) {
    this.project = link.closest<SVGGElement>(".it")?.dataset.project ?? "";
    this.title = link.dataset.title ?? "";
    this.was = { start: dayOf(link.dataset.start ?? ""), end: dayOf(link.dataset.end ?? "") };
    this.rows = [...figure.querySelectorAll<SVGGElement>(`.it[data-project="${this.project}"]`)];
  }

  get dayPx(): number {
    return widthOf(this.link) / Number(this.figure.dataset.days);
  }

  /** At an end when that is known and the pointer is near it; a bar that is hardly wider is only moved. */
  gripAt(x: number): Grip {
    const box = this.link.querySelector(".whole")?.getBoundingClientRect();
    if (!box || box.width < EDGE_PX * 4) return "whole";
    if (this.was.end !== undefined && Math.abs(x - box.right) <= EDGE_PX) return "end";
    return this.was.start !== undefined && Math.abs(x - box.left) <= EDGE_PX ? "start" : "whole";
  }

  /** The dates after so many days, never with an end before the start. */
  moved(grip: Grip, days: number): Dates {
    const { start, end } = this.was;
    if (grip === "end") return { start, end: Math.max((end ?? 0) + days, start ?? Number.MIN_SAFE_INTEGER) };
    if (grip === "start")
      return { start: Math.min((start ?? 0) + days, end ?? Number.MAX_SAFE_INTEGER), end };
    return { start: start === undefined ? start : start + days, end: end === undefined ? end : end + days };
  }

  begin(grip: Grip): void {
    this.figure.classList.add("busy");
    for (const arrow of this.figure.querySelectorAll<SVGGElement>(".arrow")) {
      const { before, after } = arrow.dataset;
      arrow.classList.toggle("touched", before === this.project || after === this.project);
    }
    for (const row of this.rows) row.classList.add("moving", ...(grip === "whole" ? [] : ["resizing"]));
  }

  /** Follows the pointer to the pixel; only a transform for a whole bar, only its own width for an end. */
  show(grip: Grip, px: number): void {
    for (const row of this.rows) {
      if (grip === "whole") {
        for (const part of row.querySelectorAll<SVGGElement>(".bar, .along")) {
          part.style.transform = `translateX(${px}px)`;
        }
      } else {
        const whole = row.querySelector<SVGRectElement>(".whole");
        if (whole) stretch(whole, grip, px);
      }
    }
  }

  /** Back where it was. */
  reset(): void {
    this.figure.classList.remove("busy");
    for (const row of this.rows) {
      row.classList.remove("moving", "resizing", "waiting");
      for (const part of row.querySelectorAll<SVGGElement>(".bar, .along")) part.style.transform = "";
      const whole = row.querySelector<SVGRectElement>(".whole");
      if (whole) stretch(whole, "end", 0);
    }
  }

  /** Where it was put down, until the server has answered. */
  wait(): void {
    for (const row of this.rows) row.classList.add("waiting");
  }

  fields(dates: Dates): Record<string, string> {
    return {
      start: isoOf(dates.start),
      end: isoOf(dates.end),
      seen_start: isoOf(this.was.start),
      seen_end: isoOf(this.was.end),
    };
  }
}

export function said(dates: Dates): string {
  return `${saidOf(dates.start)} – ${saidOf(dates.end)}`;
}

function widthOf(part: SVGElement): number {
  return part.closest(".timeline-chart")?.getBoundingClientRect().width || 1;
}

/** In percent, as the server wrote it; what it was stays on the element. */
function stretch(rect: SVGRectElement, grip: Grip, px: number): void {
  rect.dataset.x ??= rect.getAttribute("x") ?? "0%";
  rect.dataset.width ??= rect.getAttribute("width") ?? "0%";
  const x = Number.parseFloat(rect.dataset.x);
  const width = Number.parseFloat(rect.dataset.width);
  const by = Math.max((grip === "start" ? -px : px) / widthOf(rect), -width / 100) * 100;
  rect.setAttribute("x", `${grip === "start" ? x - by : x}%`);
  rect.setAttribute("width", `${width + by}%`);
}
