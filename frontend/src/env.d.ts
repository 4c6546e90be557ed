/** Name of MapLibre's worker file beside the bundle; filled in by build.mjs. */
declare const MAPLIBRE_WORKER: string;

declare module "htmx.org";
