import { Marker } from "maplibre-gl";
import { showAreas } from "./areas";
import { boxAround, boxFrom, fetchFeatures, makeMap } from "./library";

const DECIMALS = 6;
/** A step of an arrow key, in pixels on the screen; with shift ten times as far. */
const STEP = 4;

/** Puts a pin by clicking, dragging or with the arrow keys; the two number fields stay the truth. */
export async function startPointPicker(picker: HTMLElement): Promise<void> {
  const frame = picker.querySelector<HTMLElement>(".map");
  const longitude = picker.querySelector<HTMLInputElement>("input[data-longitude]");
  const latitude = picker.querySelector<HTMLInputElement>("input[data-latitude]");
  if (!frame || !longitude || !latitude) return;
  const around = await fetchFeatures(frame.dataset.areasUrl);
  const given = read(longitude, latitude);
  const map = makeMap(frame, boxFrom(frame.dataset.bounds) ?? boxAround(around));
  if (given) map.jumpTo({ center: given, zoom: 14.5 });
  await new Promise((resolve) => map.once("load", resolve));
  showAreas(map, around, "outline", new Set());

  const marker = new Marker({ element: pin(frame), anchor: "bottom", draggable: true });
  const put = (at: [number, number]): void => {
    marker.setLngLat(at).addTo(map);
    longitude.value = at[0].toFixed(DECIMALS);
    latitude.value = at[1].toFixed(DECIMALS);
  };
  if (given) marker.setLngLat(given).addTo(map);
  map.on("click", ({ lngLat }) => put([lngLat.lng, lngLat.lat]));
  marker.on("dragend", () => put(marker.getLngLat().toArray()));
  marker.getElement().addEventListener("keydown", (event) => {
    const moved = stepOf(event);
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = map.project(marker.getLngLat());
    put(map.unproject([x + moved[0], y + moved[1]]).toArray());
  });
  for (const field of [longitude, latitude]) {
    field.addEventListener("change", () => {
      const at = read(longitude, latitude);
      if (!at) return;
      marker.setLngLat(at).addTo(map);
      map.easeTo({ center: at });
    });
  }
}

function pin(frame: HTMLElement): HTMLElement {
  const template = frame.parentElement?.querySelector<HTMLTemplateElement>("template[data-pin]");
  const element =
    (template?.content.firstElementChild?.cloneNode(true) as HTMLElement) ?? document.createElement("div");
  element.tabIndex = 0;
  return element;
}

function read(longitude: HTMLInputElement, latitude: HTMLInputElement): [number, number] | null {
  const at = [longitude, latitude].map((field) => Number.parseFloat(field.value.replace(",", ".")));
  return at.every(Number.isFinite) ? (at as [number, number]) : null;
}

function stepOf(event: KeyboardEvent): [number, number] | null {
  const far = event.shiftKey ? STEP * 10 : STEP;
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [-far, 0],
    ArrowRight: [far, 0],
    ArrowUp: [0, -far],
    ArrowDown: [0, far],
  };
  return steps[event.key] ?? null;
}
