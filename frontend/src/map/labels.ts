import { type Map as MapView, Marker } from "maplibre-gl";
import { isFocus } from "./areas";
import { positions } from "./library";
import type { Names } from "./names";

/** Names of the page's own areas come before those of the base map. */
export function addAreaNames(
  map: MapView,
  features: GeoJSON.Feature[],
  names: Names,
  focus: Set<string>,
): void {
  for (const feature of features) {
    const text = String(feature.properties?.name ?? "");
    if (text)
      addName(
        map,
        names,
        text,
        middleOf(feature),
        isFocus(feature, focus) ? -1 : 10,
        isFocus(feature, focus) ? "name subject" : "name",
      );
  }
}

/** Towns, waters and stations around the subject: quieter, and only where room is left. */
export function addBaseNames(map: MapView, features: GeoJSON.Feature[], names: Names): void {
  for (const feature of features) {
    const { kind, name, rank } = feature.properties ?? {};
    if (!name || !["label", "town", "station"].includes(kind) || feature.geometry.type !== "Point") continue;
    addName(
      map,
      names,
      name,
      middleOf(feature),
      20 + Number(rank ?? 5),
      kind === "town" ? "name quiet town" : "name quiet",
    );
  }
}

function addName(
  map: MapView,
  names: Names,
  text: string,
  at: [number, number],
  rank: number,
  className: string,
): void {
  if (names.has(text)) return;
  const element = document.createElement("div");
  element.className = "label";
  element.setAttribute("aria-hidden", "true");
  const name = document.createElement("span");
  name.className = className;
  name.textContent = text;
  element.append(name);
  new Marker({ element, anchor: "center" }).setLngLat(at).addTo(map);
  names.add({ at, element: name, rank, gap: 0, isShown: () => true });
}

function middleOf(feature: GeoJSON.Feature): [number, number] {
  const all = [...positions(feature.geometry)];
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
