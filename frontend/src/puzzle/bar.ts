/** A bar that one may move, in weeks. */
export class WorkBar {
  readonly key: string;
  readonly name: string;
  readonly week: number;
  readonly weeks: number;
  private readonly lane: SVGSVGElement;
  private ghost: SVGElement | undefined;

  constructor(
    readonly link: SVGAElement,
    private readonly all: number,
  ) {
    this.key = link.dataset.planned ?? "";
    this.name = link.dataset.name ?? "";
    this.week = Number(link.dataset.week);
    this.weeks = Number(link.dataset.weeks);
    this.lane = link.closest("svg.lane") as SVGSVGElement;
  }

  get weekPx(): number {
    return (this.lane.getBoundingClientRect().width || 1) / this.all;
  }

  /** Within the weeks of the plan. */
  at(by: number): number {
    return Math.min(Math.max(this.week + by, 0), this.all - this.weeks);
  }

  /** Once its end is taken along: at least one week, at most until the end of the plan. */
  lasting(longer: number): number {
    return Math.min(Math.max(this.weeks + longer, 1), this.all - this.week);
  }

  /** Snaps to whole weeks; where it was stays dashed. */
  show(by: number, longer: number): void {
    if (!this.ghost) {
      this.ghost = this.bar.cloneNode() as SVGElement;
      this.ghost.setAttribute("class", "ghost");
      this.lane.prepend(this.ghost);
      this.link.classList.add("moving");
    }
    this.link.setAttribute("transform", `translate(${(this.at(by) - this.week) * this.weekPx} 0)`);
    this.draw(this.lasting(longer));
  }

  private get bar(): SVGElement {
    return this.link.querySelector(".bar") as SVGElement;
  }

  private draw(weeks: number): void {
    this.bar.setAttribute("width", `${(weeks / this.all) * 100}%`);
  }

  wait(): void {
    this.link.classList.add("waiting");
  }

  reset(): void {
    this.ghost?.remove();
    this.ghost = undefined;
    this.link.removeAttribute("transform");
    this.draw(this.weeks);
    this.link.classList.remove("moving", "waiting");
  }
}
