import type { Map as MapView } from "maplibre-gl";

/**
 * On paper the map is as wide as its column, whatever its width on the screen:
 * the drawing becomes an image and the markers stand at percentages of it.
 */
export function printWithPage(map: MapView, frame: HTMLElement): void {
  let restore: (() => void)[] = [];
  window.addEventListener("beforeprint", () => {
    const { width, height } = frame.getBoundingClientRect();
    frame.style.setProperty("--map-shape", `${width} / ${height}`);
    restore = [...frame.querySelectorAll<HTMLElement>(".maplibregl-marker")].map((marker) =>
      placeInPercent(marker, frame.getBoundingClientRect()),
    );
  });
  window.addEventListener("afterprint", () => {
    for (const undo of restore) undo();
    map.resize();
  });
}

function placeInPercent(marker: HTMLElement, frame: DOMRect): () => void {
  const box = marker.getBoundingClientRect();
  const { transform } = marker.style;
  marker.style.left = `${((box.left + box.width / 2 - frame.left) / frame.width) * 100}%`;
  marker.style.top = `${((box.top + box.height / 2 - frame.top) / frame.height) * 100}%`;
  marker.style.transform = "translate(-50%, -50%)";
  return () => {
    Object.assign(marker.style, { left: "", top: "", transform });
  };
}
