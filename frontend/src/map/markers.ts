import { type Map as MapView, Marker } from "maplibre-gl";
import { MOST_NAMES, type Names } from "./names";
import { shapeOf } from "./shapes";
import { type Shift, spread } from "./spread";

/** As written by the template tag `city_map` (core/templatetags/drawing/points.py). */
export interface Point {
  id: string;
  name: string;
  at: [number, number];
  health: string;
  word: string;
  url: string;
  number: string;
  tags: Record<string, string[]>;
  start: string | null;
  end: string | null;
}

export interface Pin {
  point: Point;
  element: HTMLElement;
  marker: Marker;
  shift: Shift;
}

/** What needs looking at lies on top and gets its name first. */
const RANK: Record<string, number> = { stuck: 0, attention: 1, on_course: 2, done: 3, not_started: 4 };
const GAP = 13;

/** Markers are ordinary links with the shape of their health and their name. */
export function addPins(map: MapView, points: Point[], names: Names): Pin[] {
  const many = points.length > MOST_NAMES;
  const pins = [...points]
    .sort((one, other) => rank(other) - rank(one))
    .map((point) => addPin(map, point, many));
  for (const pin of pins) {
    const name = pin.element.querySelector<HTMLElement>(".name");
    if (!name) continue;
    const { point, element } = pin;
    const isShown = () => !element.hidden;
    names.add({ at: point.at, shift: () => pin.shift, element: name, rank: rank(point), gap: GAP, isShown });
  }
  return pins;
}

function addPin(map: MapView, point: Point, many: boolean): Pin {
  const element = pinFor(point, many);
  const marker = new Marker({ element, anchor: "center" }).setLngLat(point.at).addTo(map);
  return { point, element, marker, shift: [0, 0] };
}

/** Again after each move and each choice of the filters: only what shows needs room. */
export function stepAside(map: MapView, pins: Pin[]): void {
  const shown = pins.filter(({ element }) => !element.hidden);
  const shifts = spread(shown.map(({ point }) => map.project(point.at)));
  for (const [order, pin] of shown.entries()) {
    pin.shift = shifts[order] ?? [0, 0];
    pin.marker.setOffset(pin.shift);
  }
}

function rank(point: Point): number {
  return RANK[point.health] ?? 5;
}

function pinFor(point: Point, many: boolean): HTMLElement {
  const element = document.createElement(point.url ? "a" : "div");
  element.className = "pin";
  if (element instanceof HTMLAnchorElement) {
    element.href = point.url;
    element.setAttribute("aria-label", [point.name, point.word].filter(Boolean).join(": "));
    // With many markers the list beside the map is the quicker way by keyboard.
    if (many) element.tabIndex = -1;
  }
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = point.name;
  element.append(shapeOf(point.health), name);
  return element;
}
