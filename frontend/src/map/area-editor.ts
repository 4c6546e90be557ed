import {
  type GeoJSONStoreFeatures,
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { showAreas } from "./areas";
import { drawnIn, showDrawn } from "./drawn";
import { type Drawable, readShapes, writeShapes } from "./geojson-text";
import { boxAround, boxFrom, fetchFeatures, makeMap } from "./library";

const NAVY = "#154273";
const SUBJECT = "#d3e1ef";
// Around a single point there should be something to see.
const CLOSEST = 16;

// What the drawing library calls the pencil of each button.
const PENCILS: Record<string, string> = { point: "point", line: "linestring", polygon: "polygon" };

/** Draw or change a shape on the map; what is drawn stands as GeoJSON in the form's own text field. */
export async function startAreaEditor(editor: HTMLElement): Promise<void> {
  const frame = editor.querySelector<HTMLElement>(".map");
  const text = editor.querySelector<HTMLTextAreaElement>("textarea");
  const tools = editor.querySelector<HTMLElement>("[data-draw-tools]");
  if (!frame || !text || !tools) return;
  const around = await fetchFeatures(frame.dataset.areasUrl);
  const drawn = readShapes(text.value);
  const beside = drawnIn(frame.id);
  const map = makeMap(
    frame,
    boxAround(drawn ?? []) ?? boxAround(beside) ?? boxFrom(frame.dataset.bounds) ?? boxAround(around),
    48,
  );
  await new Promise((resolve) => map.once("load", resolve));
  if (map.getZoom() > CLOSEST) map.setZoom(CLOSEST);
  showAreas(map, around, "outline", new Set());
  showDrawn(map, beside);
  // A shape that the pencil does not know (with a hole) stays as it is, in the text.
  if (drawn === null) return;

  const draw = pencil(new TerraDrawMapLibreGLAdapter({ map }));
  draw.start();
  draw.addFeatures(drawn.map((feature) => asDrawable(feature)));
  draw.setMode(drawn.length ? "select" : firstPencil(tools));
  draw.on("finish", (id, { action, mode }) => {
    if (action === "draw") keepOneKind(draw, id, mode);
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
      new TerraDrawLineStringMode({
        styles: { lineStringColor: NAVY, lineStringWidth: 5, closingPointColor: NAVY, closingPointWidth: 7 },
      }),
      new TerraDrawPointMode({
        styles: { pointColor: NAVY, pointWidth: 8, pointOutlineColor: "#ffffff", pointOutlineWidth: 2 },
      }),
      new TerraDrawSelectMode({
        flags: {
          polygon: { feature: { draggable: true, coordinates: { midpoints: true, ...handle } } },
          linestring: { feature: { draggable: true, coordinates: { midpoints: true, ...handle } } },
          point: { feature: { draggable: true } },
        },
        styles: {
          selectedPolygonColor: SUBJECT,
          selectedPolygonOutlineColor: NAVY,
          selectedPolygonOutlineWidth: 3,
          selectedLineStringColor: NAVY,
          selectedLineStringWidth: 5,
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
      choose(draw, tools, firstPencil(tools));
      return;
    }
    choose(draw, tools, PENCILS[mode] ?? mode);
  });
  choose(draw, tools, draw.getMode());
}

function choose(draw: TerraDraw, tools: HTMLElement, mode: string): void {
  draw.setMode(mode);
  const named = Object.keys(PENCILS).find((name) => PENCILS[name] === mode) ?? mode;
  for (const button of tools.querySelectorAll<HTMLButtonElement>("button[data-draw]")) {
    button.setAttribute("aria-pressed", String(button.dataset.draw === named));
  }
  for (const hint of tools.querySelectorAll<HTMLElement>("[data-draw-hint]")) {
    hint.hidden = hint.dataset.drawHint !== named;
  }
}

/** The kind of shape that the first button draws. */
function firstPencil(tools: HTMLElement): string {
  return PENCILS[tools.querySelector<HTMLElement>("button[data-draw]")?.dataset.draw ?? ""] ?? "polygon";
}

/** Only shapes of the drawing itself; the pencil keeps its handles among them. */
function write(draw: TerraDraw, text: HTMLTextAreaElement): void {
  const shapes = draw
    .getSnapshot()
    .filter(({ properties }) => Object.values(PENCILS).includes(String(properties.mode)))
    .map(({ geometry }) => geometry as Drawable);
  text.value = writeShapes(shapes);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A place is one point, or some lines, or some polygons. */
function keepOneKind(draw: TerraDraw, kept: string | number, mode: string): void {
  const others = draw
    .getSnapshot()
    .flatMap(({ id, properties }) =>
      id !== undefined && id !== kept && (mode === "point" || properties.mode !== mode) ? [id] : [],
    );
  draw.removeFeatures(others);
}

function asDrawable(feature: GeoJSON.Feature<Drawable>): GeoJSONStoreFeatures {
  const mode = feature.geometry.type.toLowerCase();
  return { type: "Feature", geometry: feature.geometry, properties: { mode } } as GeoJSONStoreFeatures;
}
