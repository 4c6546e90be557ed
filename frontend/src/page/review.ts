/** Checking an imported plan: each line is saved when it changes, lines are picked, Enter goes to the next line. */

const RETRY_MS = 4000;
const REVIEW = "form[data-review]";
const CONTROLS = 'input[name^="naam-"], select[name^="soort-"]';

const unsaved = new Set<HTMLElement>();
let last: HTMLInputElement | null = null;

export function saveEachLine(): void {
  const form = document.querySelector<HTMLFormElement>(REVIEW);
  if (!form) return;
  for (const said of document.querySelectorAll<HTMLElement>("[data-with-script]")) said.hidden = false;
  for (const said of document.querySelectorAll<HTMLElement>("[data-without-script]")) said.hidden = true;
  form.addEventListener("change", (event) => onChange(form, event.target as HTMLInputElement));
  form.addEventListener("click", (event) => pickUpTo(form, event));
  form.addEventListener("keydown", (event) => goToNext(form, event));
  form.addEventListener("submit", () => unsaved.clear());
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
}

function onChange(form: HTMLFormElement, field: HTMLInputElement): void {
  const line = field.closest<HTMLElement>(".review-lines > li");
  if (!line) return;
  if (field.name === "gekozen") {
    countPicked(form);
    return;
  }
  if (field.name.startsWith("klopt-")) line.classList.toggle("looked-at-now", field.checked);
  if (field.name.startsWith("soort-")) line.classList.add("looked-at-now");
  unsaved.add(line);
  void save(form);
}

/** Sends the lines that changed, and shows how far the review is now. */
async function save(form: HTMLFormElement): Promise<void> {
  const sent = [...unsaved];
  if (!sent.length) return;
  const said = form.querySelector<HTMLElement>("[data-review-said]");
  const body = new FormData();
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
    const isOfLine = sent.some((line) => line.contains(field)) && field.name !== "gekozen";
    const isGiven = field.type !== "checkbox" || (field as HTMLInputElement).checked;
    if ((isOfLine && isGiven) || field.name === "csrfmiddlewaretoken") body.append(field.name, field.value);
  }
  for (const line of sent) unsaved.delete(line);
  const answer = await fetch(location.href, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "regel" },
    redirect: "error",
  }).catch(() => null);
  if (!answer?.ok) {
    for (const line of sent) unsaved.add(line);
    if (said) said.textContent = form.dataset.failed ?? "";
    setTimeout(() => void save(form), RETRY_MS);
    return;
  }
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), "text/html")
    .getElementById("review-state");
  const progress = fresh?.querySelector("[data-said]")?.textContent ?? "";
  if (fresh) document.getElementById("review-state")?.replaceWith(fresh);
  if (said) said.textContent = [form.dataset.saved, progress].filter(Boolean).join(" · ");
}

/** With shift all lines between the last pick and this one. */
function pickUpTo(form: HTMLFormElement, event: MouseEvent): void {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.name !== "gekozen") return;
  const all = boxes(form);
  if (event.shiftKey && last) {
    const [start, stop] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
    for (const each of all.slice(start, (stop ?? 0) + 1)) each.checked = box.checked;
  }
  last = box;
  countPicked(form);
}

function boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name="gekozen"]')];
}

function countPicked(form: HTMLFormElement): void {
  const picked = boxes(form).filter((box) => box.checked).length;
  const many = form.querySelector<HTMLDetailsElement>("details.bulk");
  if (many && picked) many.open = true;
  for (const option of form.querySelectorAll<HTMLElement>("[data-picked]")) {
    option.dataset.words ??= option.textContent ?? "";
    option.textContent = picked ? `${option.dataset.words} (${picked})` : option.dataset.words;
  }
  const now = form.querySelector<HTMLSelectElement>("#id_nu");
  if (now && picked) now.value = "gekozen";
}

/** Enter and shift+Enter in a name or a kind go to the same field of the next or the previous line. */
function goToNext(form: HTMLFormElement, event: KeyboardEvent): void {
  const field = event.target;
  if (
    event.key !== "Enter" ||
    event.isComposing ||
    !(field instanceof HTMLElement) ||
    !field.matches(CONTROLS)
  )
    return;
  event.preventDefault();
  const kind = field instanceof HTMLSelectElement ? 'select[name^="soort-"]' : 'input[name^="naam-"]';
  const alike = [...form.querySelectorAll<HTMLElement>(kind)];
  const next = alike[alike.indexOf(field) + (event.shiftKey ? -1 : 1)];
  if (next) next.focus();
  else field.blur();
}
