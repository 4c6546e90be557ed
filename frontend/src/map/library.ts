// One place that knows MapLibre's set-up: worker beside the bundle, words from the page, calm gestures.
import {
  AttributionControl,
  type LngLatBoundsLike,
  Map as MapView,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import { baseStyle } from "./base-style";
import { printWithPage } from "./print";

setWorkerUrl(new URL(MAPLIBRE_WORKER, import.meta.url).href);

export type Box = [west: number, south: number, east: number, north: number];

/** Around the middle of the Netherlands, for a collective that has set no bounds. */
const ANYWHERE: Box = [3.3, 50.7, 7.3, 53.6];

export function makeMap(frame: HTMLElement, box: Box | null, padding = 24): MapView {
  const canvas = document.createElement("div");
  canvas.className = "map-canvas";
  frame.prepend(canvas);
  const words = JSON.parse(frame.dataset.words ?? "{}") as Record<string, string>;
  const map = new MapView({
    container: canvas,
    style: baseStyle(frame.dataset.baseUrl ?? "", frame.dataset.backgroundUrl ?? ""),
    bounds: asBounds(box ?? ANYWHERE),
    fitBoundsOptions: { padding },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    maxZoom: 18,
    minZoom: 6,
    cooperativeGestures: true,
    // Kept, so that a printed page shows the map.
    canvasContextAttributes: { preserveDrawingBuffer: true },
    locale: {
      "Map.Title": frame.getAttribute("aria-label") ?? "",
      "NavigationControl.ZoomIn": words.zoomIn ?? "+",
      "NavigationControl.ZoomOut": words.zoomOut ?? "-",
      "CooperativeGesturesHandler.WindowsHelpText": words.withCtrl ?? "",
      "CooperativeGesturesHandler.MacHelpText": words.withCommand ?? "",
      "CooperativeGesturesHandler.MobileHelpText": words.twoFingers ?? "",
      "AttributionControl.ToggleAttribution": words.source ?? "",
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  if (!frame.classList.contains("small"))
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
  map.addControl(
    new AttributionControl({ compact: false, customAttribution: frame.dataset.source ?? "" }),
    "bottom-right",
  );
  // The canvas is the region with this name; two of them would confuse who listens.
  frame.removeAttribute("role");
  frame.removeAttribute("aria-label");
  printWithPage(map, frame);
  removeWith(frame, map);
  map.once("idle", () => {
    frame.dataset.ready = "";
  });
  return map;
}

/** A map whose part of the page was replaced gives back its memory; a browser allows only a few at a time. */
function removeWith(frame: HTMLElement, map: MapView): void {
  document.addEventListener("htmx:after:swap", function look() {
    if (frame.isConnected) return;
    document.removeEventListener("htmx:after:swap", look);
    map.remove();
  });
}

export function asBounds(box: Box): LngLatBoundsLike {
  return [
    [box[0], box[1]],
    [box[2], box[3]],
  ];
}

export function boxFrom(written: string | undefined): Box | null {
  const numbers = (written ?? "").split(",").map(Number);
  return numbers.length === 4 && numbers.every(Number.isFinite) ? (numbers as Box) : null;
}

/** The smallest box around everything drawn; null when nothing is. */
export function boxAround(features: Iterable<GeoJSON.Feature>): Box | null {
  let box: Box | null = null;
  for (const feature of features) {
    for (const [x, y] of positions(feature.geometry)) {
      box = box
        ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
        : [x, y, x, y];
    }
  }
  return box;
}

export function* positions(geometry: GeoJSON.Geometry | null): Generator<[number, number]> {
  if (!geometry) return;
  if (geometry.type === "GeometryCollection") {
    for (const part of geometry.geometries) yield* positions(part);
    return;
  }
  const found = geometry.coordinates.flat(Number.POSITIVE_INFINITY) as number[];
  for (let at = 0; at + 1 < found.length; at += 2) yield [found[at] as number, found[at + 1] as number];
}

export async function fetchFeatures(url: string | undefined): Promise<GeoJSON.Feature[]> {
  if (!url) return [];
  const answer = await fetch(url, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${url} ${answer.status}`);
  return ((await answer.json()) as GeoJSON.FeatureCollection).features;
}
