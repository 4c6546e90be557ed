/** Whoever signs out leaves no text behind: what waits is sent first, and what cannot be sent is asked about. */

import { Kept } from "./kept";
import { sendAll } from "./sending";

export function leaveNothingBehind(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-sign-out]")) return;
    const kept = new Kept(form.dataset.signOut ?? "");
    if (form.dataset.confirmed === "yes" || !kept.hasAnything()) {
      kept.forget();
      return;
    }
    if (form.dataset.warned === "yes") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void sendFirst(form, kept, event.submitter as HTMLButtonElement);
  });
}

async function sendFirst(form: HTMLFormElement, kept: Kept, button: HTMLButtonElement): Promise<void> {
  await sendAll(kept, () => undefined);
  // A form takes no second submission while the event of the first goes round.
  await new Promise((resolve) => setTimeout(resolve));
  if (kept.hasAnything()) {
    button.dataset.confirm = form.dataset.unsent;
    button.dataset.confirmWord = form.dataset.unsentWord;
    form.dataset.warned = "yes";
  }
  form.requestSubmit(button);
  delete form.dataset.warned;
}
