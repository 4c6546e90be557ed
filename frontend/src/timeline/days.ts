/** Days as whole numbers, so that a clock that is put back an hour changes nothing. */
const DAY_MS = 86_400_000;

export function dayOf(iso: string): number | undefined {
  return iso ? Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS) : undefined;
}

export function isoOf(day: number | undefined): string {
  return day === undefined ? "" : new Date(day * DAY_MS).toISOString().slice(0, 10);
}

const FORMAT = new Intl.DateTimeFormat(document.documentElement.lang || "nl", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

export function saidOf(day: number | undefined): string {
  return day === undefined ? "?" : FORMAT.format(day * DAY_MS).replace(/\.(?=\s|$)/g, "");
}
