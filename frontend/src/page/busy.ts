const POLL_MS = 700;
/** The question may have landed at the very process that does the work; asked anew, it finds another. */
const GIVE_UP_MS = 900;
/** Before this nobody wonders how long it takes. */
const SAY_HOW_LONG_AFTER_MS = 10_000;

interface Progress {
  done: number;
  total: number;
}

/** A form with data-busy is sent once, and says what is under way until the next page comes. */
export function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-busy]") || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const part = form.querySelector<HTMLElement>("[data-busy-part]");
    if (part) part.hidden = false;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    if (part && form.dataset.progressUrl) follow(part, form.dataset.progressUrl, Date.now());
  });
  // The back button may bring a page back as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

async function follow(part: HTMLElement, url: string, since: number): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const answer = await fetch(url, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(GIVE_UP_MS),
    }).catch(() => null);
    if (!answer) continue;
    // Done or withdrawn: the answer to the form itself says which.
    if (!answer.ok) return;
    const progress = (await answer.json()) as Progress;
    show(part, progress, Date.now() - since);
    if (progress.total && progress.done >= progress.total) return;
  }
}

function show(part: HTMLElement, { done, total }: Progress, passed: number): void {
  const blocks = part.querySelector<HTMLElement>(".blocks");
  const said = part.querySelector<HTMLElement>("[data-done]");
  if (!blocks || !said || !total) return;
  blocks.hidden = said.hidden = false;
  const filled = Math.floor((done / total) * blocks.children.length);
  for (const [place, block] of [...blocks.children].entries()) block.classList.toggle("done", place < filled);
  const written = new Intl.NumberFormat(document.documentElement.lang);
  let words = (said.dataset.done ?? "")
    .replace("{done}", written.format(done))
    .replace("{total}", written.format(total));
  if (passed > SAY_HOW_LONG_AFTER_MS && done) {
    const seconds = Math.ceil(((total - done) / done) * (passed / 1000));
    words += ` ${(said.dataset.left ?? "").replace("{seconds}", written.format(seconds))}`;
  }
  said.textContent = words;
}
