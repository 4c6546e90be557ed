/** Picking rows of a table: all at once, a count, and the bar only when something is picked. */
export function countPickedRows(): void {
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const form = box.closest<HTMLFormElement>("form[data-bulk]");
    if (!form) return;
    if (box.matches("[data-bulk-all]")) {
      for (const each of boxes(form)) each.checked = box.checked;
    }
    show(form);
  });
  showAll();
  document.addEventListener("htmx:after:swap", showAll);
}

function showAll(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-bulk]")) show(form);
}

function boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("tbody .pick input[type=checkbox]")];
}

function show(form: HTMLFormElement): void {
  const all = boxes(form);
  const picked = all.filter((box) => box.checked).length;
  const bar = form.querySelector<HTMLElement>(".bulk-bar");
  if (bar) bar.hidden = picked === 0;
  const count = form.querySelector<HTMLElement>("[data-bulk-count]");
  if (count) {
    count.dataset.words ??= count.textContent ?? "";
    count.textContent = picked ? String(picked) : count.dataset.words;
  }
  const head = form.querySelector<HTMLInputElement>("[data-bulk-all]");
  if (head) {
    head.checked = picked > 0 && picked === all.length;
    head.indeterminate = picked > 0 && picked < all.length;
  }
}
