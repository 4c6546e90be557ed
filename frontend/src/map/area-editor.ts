import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { showAreas } from "./areas";
import { readShapes, writeShapes } from "./geojson-text";
import { boxAround, boxFrom, fetchFeatures, makeMap } from "./library";

const NAVY = "#154273";
const SUBJECT = "#d3e1ef";

/** Draw or change an area on the map; what is drawn stands as GeoJSON in the form's own text field. */
export async function startAreaEditor(editor: HTMLElement): Promise<void> {
  const frame = editor.querySelector<HTMLElement>(".map");
  const text = editor.querySelector<HTMLTextAreaElement>("textarea");
  const tools = editor.querySelector<HTMLElement>("[data-draw-tools]");
  if (!frame || !text || !tools) return;
  const around = await fetchFeatures(frame.dataset.areasUrl);
  const drawn = readShapes(text.value);
  const map = makeMap(
    frame,
    boxAround(drawn ?? []) ?? boxFrom(frame.dataset.bounds) ?? boxAround(around),
    48,
  );
  await new Promise((resolve) => map.once("load", resolve));
  showAreas(map, around, "outline", new Set());
  // A shape that the pencil does not know (with a hole) stays as it is, in the text.
  if (drawn === null) return;

  const draw = pencil(new TerraDrawMapLibreGLAdapter({ map }));
  draw.start();
  draw.addFeatures(drawn.map((feature) => asDrawable(feature)));
  draw.setMode(drawn.length ? "select" : "polygon");
  draw.on("finish", (id, { action, mode }) => {
    if (action === "draw" && mode === "point") removeOthers(draw, id);
    write(draw, text);
    if (action === "draw") choose(draw, tools, "select");
  });
  draw.on("change", (_ids, type) => {
    if (type === "delete") write(draw, text);
  });
  startTools(draw, tools, text);
  for (const details of editor.querySelectorAll<HTMLDetailsElement>("details:not([data-in-use])"))
    details.open = false;
  tools.hidden = false;
}

function pencil(adapter: TerraDrawMapLibreGLAdapter<unknown>): TerraDraw {
  const colors = { fillColor: SUBJECT, fillOpacity: 0.7, outlineColor: NAVY, outlineWidth: 2 } as const;
  const handle = { draggable: true, deletable: true } as const;
  return new TerraDraw({
    adapter,
    modes: [
      new TerraDrawPolygonMode({
        styles: { ...colors, closingPointColor: NAVY, closingPointWidth: 7 },
        validation: (feature, { updateType }) =>
          updateType === "finish" || updateType === "commit"
            ? ValidateNotSelfIntersecting(feature)
            : { valid: true },
      }),
      new TerraDrawPointMode({
        styles: { pointColor: NAVY, pointWidth: 8, pointOutlineColor: "#ffffff", pointOutlineWidth: 2 },
      }),
      new TerraDrawSelectMode({
        flags: {
          polygon: { feature: { draggable: true, coordinates: { midpoints: true, ...handle } } },
          point: { feature: { draggable: true } },
        },
        styles: {
          selectedPolygonColor: SUBJECT,
          selectedPolygonOutlineColor: NAVY,
          selectedPolygonOutlineWidth: 3,
          selectionPointColor: "#ffffff",
          selectionPointOutlineColor: NAVY,
          selectionPointOutlineWidth: 3,
          selectionPointWidth: 8,
          midPointColor: NAVY,
          midPointWidth: 4,
        },
      }),
    ],
  });
}

function startTools(draw: TerraDraw, tools: HTMLElement, text: HTMLTextAreaElement): void {
  tools.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-draw]");
    const mode = button?.dataset.draw;
    if (!mode) return;
    if (mode === "clear") {
      draw.clear();
      text.value = "";
      choose(draw, tools, "polygon");
      return;
    }
    choose(draw, tools, mode);
  });
  choose(draw, tools, draw.getMode());
}

function choose(draw: TerraDraw, tools: HTMLElement, mode: string): void {
  draw.setMode(mode);
  for (const button of tools.querySelectorAll<HTMLButtonElement>("button[data-draw]")) {
    button.setAttribute("aria-pressed", String(button.dataset.draw === mode));
  }
  for (const hint of tools.querySelectorAll<HTMLElement>("[data-draw-hint]")) {
    hint.hidden = hint.dataset.drawHint !== mode;
  }
}

/** Only shapes of the drawing itself; the pencil keeps its handles among them. */
function write(draw: TerraDraw, text: HTMLTextAreaElement): void {
  const shapes = draw
    .getSnapshot()
    .filter(({ properties }) => ["polygon", "point"].includes(String(properties.mode)))
    .map(({ geometry }) => geometry as GeoJSON.Polygon | GeoJSON.Point);
  text.value = writeShapes(shapes);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** An area is one point or some polygons, never both. */
function removeOthers(draw: TerraDraw, kept: string | number): void {
  const others = draw.getSnapshot().flatMap(({ id }) => (id !== undefined && id !== kept ? [id] : []));
  draw.removeFeatures(others);
}

function asDrawable(feature: GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.Point>): GeoJSONStoreFeatures {
  const mode = feature.geometry.type === "Point" ? "point" : "polygon";
  return { type: "Feature", geometry: feature.geometry, properties: { mode } } as GeoJSONStoreFeatures;
}
