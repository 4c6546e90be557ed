import { type AreaLook, isFocus, openAreasOnClick, showAreas } from "./areas";
import { showCrowd } from "./crowd";
import { drawnIn, showDrawn } from "./drawn";
import { followFilters } from "./filters";
import { followList } from "./list";
import { addAreaNames, addBaseNames } from "./labels";
import { type Box, boxAround, boxFrom, fetchFeatures, makeMap } from "./library";
import { addPins, type Point, stepAside } from "./markers";
import { Names } from "./names";

/** The map that shows what the list beside it says: `{% city_map … %}` writes the attributes. */
export async function startCityMap(frame: HTMLElement): Promise<void> {
  const points = pointsFor(frame);
  const drawn = drawnIn(frame.id);
  const focus = new Set((frame.dataset.focus ?? "").split(",").filter(Boolean));
  const [areas, base] = await Promise.all([
    fetchFeatures(frame.dataset.areasUrl),
    fetchFeatures(frame.dataset.baseUrl),
  ]);
  const map = makeMap(
    frame,
    widened(boxAround(drawn)) ?? firstView(frame, areas, points, focus),
    frame.classList.contains("small") ? 16 : 20,
  );
  const names = new Names(map);
  await new Promise((resolve) => map.once("load", resolve));
  showAreas(map, areas, (frame.dataset.areas as AreaLook) ?? "outline", focus);
  openAreasOnClick(map);
  showDrawn(map, drawn);
  if (frame.dataset.crowdUrl) showCrowd(map, frame.dataset.crowdUrl, names);
  const pins = addPins(map, points, names);
  if (frame.dataset.areas === "fill" || focus.size) {
    addAreaNames(
      map,
      frame.dataset.areas === "fill" ? areas : areas.filter((area) => isFocus(area, focus)),
      names,
      focus,
    );
  }
  addBaseNames(map, base, names);
  const settle = (): void => {
    stepAside(map, pins);
    names.place();
  };
  settle();
  map.on("moveend", settle);
  map.on("resize", settle);
  followFilters(frame, pins, settle);
  followList(pins);
}

function pointsFor(frame: HTMLElement): Point[] {
  const written = document.getElementById(`${frame.id}-points`)?.textContent;
  return written ? (JSON.parse(written) as Point[]) : [];
}

/** The subject of the page; else what the page asks for; else everything there is. */
function firstView(
  frame: HTMLElement,
  areas: GeoJSON.Feature[],
  points: Point[],
  focus: Set<string>,
): Box | null {
  const subject = areas.filter((area) => isFocus(area, focus));
  const near = points.map(
    (point): GeoJSON.Feature => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates: point.at },
    }),
  );
  if (subject.length) return widened(boxAround(subject));
  return boxFrom(frame.dataset.bounds) ?? widened(boxAround([...areas, ...near]));
}

/** Some surroundings, also for a single point. */
function widened(box: Box | null): Box | null {
  if (!box) return null;
  const [west, south, east, north] = box;
  const wide = Math.max((east - west) * 0.25, 0.004);
  const high = Math.max((north - south) * 0.25, 0.003);
  return [west - wide, south - high, east + wide, north + high];
}
