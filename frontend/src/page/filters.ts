const PAUSE_MS = 350;

/** Sends a filter form when a choice changes, and a search after a short pause in the typing. */
export function sendOnChange(): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    const form = field.form;
    if (!form?.matches("[data-autosubmit]")) return;
    clearTimeout(waiting);
    const isTyped = field instanceof HTMLInputElement && !["checkbox", "radio"].includes(field.type);
    if (isTyped && !form.hasAttribute("hx-get")) return;
    waiting = setTimeout(() => form.requestSubmit(), isTyped ? PAUSE_MS : 0);
  });
}

/** With script the results follow every choice, so the button has nothing left to do. */
export function hideShowButtons(): void {
  // On the root, so that it holds as well for what is swapped in later.
  document.documentElement.dataset.follows = "";
}

/** Filters stand open without script; on a phone they fold, unless one is in use. A screen that is turned is wide again. */
export function tuckAwayFilters(): void {
  const phone = matchMedia("(max-width: 640px)");
  const fold = () => {
    for (const box of document.querySelectorAll<HTMLDetailsElement>("details[data-filter-box]")) {
      if (!phone.matches || !box.hasAttribute("data-in-use")) box.open = !phone.matches;
    }
  };
  if (phone.matches) fold();
  phone.addEventListener("change", fold);
}
