import { Moving } from "./moving";
import { offerPicture } from "./picture";
import { Saving } from "./saving";

export function start(): void {
  const root = document.querySelector<HTMLElement>("[data-timeline]");
  if (!root) return;
  offerPicture(document);
  // Each choice is sent at once, so the button has nothing left to do.
  for (const part of document.querySelectorAll<HTMLElement>(".timeline-controls .filters .actions"))
    part.hidden = true;
  const saving = new Saving(root);
  new Moving((bar, _grip, dates) => saving.move(bar, dates)).listen(root);
}
