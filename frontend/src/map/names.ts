import type { Map as MapView } from "maplibre-gl";

/** More names than this make a map unreadable (the design rules). */
export const MOST_NAMES = 13;
const ROOM = 4;

type Side = "right" | "left" | "above" | "below" | "centre";

interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A name that wants a place on the map. Lower `rank` goes first; `gap` keeps it off its marker. */
export interface Name {
  at: [number, number];
  element: HTMLElement;
  rank: number;
  gap: number;
  isShown: () => boolean;
  /** How far its marker stepped aside. */
  shift?: () => [number, number];
}

/** Gives each name the first side where it touches nothing, and hides the rest. */
export class Names {
  private readonly names: Name[] = [];
  private busy: { at: [number, number]; gap: number }[] = [];

  constructor(private readonly map: MapView) {}

  /** The same word twice on a map is once too many: who comes first keeps it. */
  has(text: string): boolean {
    return this.names.some((name) => name.element.textContent?.toLowerCase() === text.toLowerCase());
  }

  add(name: Name): void {
    this.names.push(name);
    this.names.sort((one, other) => one.rank - other.rank);
  }

  /** Places that no name may cover, until the next time this is said. */
  keepClear(places: { at: [number, number]; gap: number }[]): void {
    this.busy = places;
  }

  place(): void {
    const frame = this.map.getContainer().getBoundingClientRect();
    const view: Rectangle = { left: 0, top: 0, right: frame.width, bottom: frame.height };
    const shown = this.names.filter((name) => name.isShown());
    const taken = shown.filter((name) => name.gap > 0).map((name) => around(this.pointOf(name), name.gap));
    for (const { at, gap } of this.busy) taken.push(around(this.map.project(at), gap));
    let count = 0;
    for (const name of this.names) {
      const side = shown.includes(name) && count < MOST_NAMES ? this.sideFor(name, taken, view) : null;
      name.element.classList.toggle("unplaced", side === null);
      if (side === null) continue;
      name.element.dataset.side = side.name;
      taken.push(side.box);
      count += 1;
    }
  }

  private pointOf(name: Name): { x: number; y: number } {
    const { x, y } = this.map.project(name.at);
    const [right, down] = name.shift?.() ?? [0, 0];
    return { x: x + right, y: y + down };
  }

  private sideFor(name: Name, taken: Rectangle[], view: Rectangle): { name: Side; box: Rectangle } | null {
    const point = this.pointOf(name);
    const { offsetWidth: wide, offsetHeight: high } = name.element;
    const sides: Side[] = name.gap > 0 ? ["right", "left", "below", "above"] : ["centre"];
    for (const side of sides) {
      const box = boxAt(point, side, name.gap, wide, high);
      const own = name.gap > 0 ? around(point, name.gap) : null;
      const clashes = taken.some((other) => !(own && same(other, own)) && touches(box, other));
      if (!clashes && inside(box, view)) return { name: side, box };
    }
    return null;
  }
}

function around(point: { x: number; y: number }, gap: number): Rectangle {
  return { left: point.x - gap, top: point.y - gap, right: point.x + gap, bottom: point.y + gap };
}

function boxAt(
  point: { x: number; y: number },
  side: Side,
  gap: number,
  wide: number,
  high: number,
): Rectangle {
  const left = side === "right" ? point.x + gap : side === "left" ? point.x - gap - wide : point.x - wide / 2;
  const top = side === "below" ? point.y + gap : side === "above" ? point.y - gap - high : point.y - high / 2;
  return { left, top, right: left + wide, bottom: top + high };
}

function touches(one: Rectangle, other: Rectangle): boolean {
  return (
    one.left < other.right + ROOM &&
    one.right + ROOM > other.left &&
    one.top < other.bottom &&
    one.bottom > other.top
  );
}

function inside(box: Rectangle, view: Rectangle): boolean {
  return box.left >= 2 && box.top >= 2 && box.right <= view.right - 2 && box.bottom <= view.bottom - 22;
}

function same(one: Rectangle, other: Rectangle): boolean {
  return one.left === other.left && one.top === other.top;
}
