const CLOSED = "false";
let listNumber = 0;

/** Fields that search everything: "/" goes there, and while somebody types a list can be walked with the arrows. */
export function offerSearching(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("[data-search]")) suggest(field);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    goToField();
  });
  document.addEventListener("keydown", walkResults);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

/** The field that shows; where none does, the page of its own. */
function goToField(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-search]")];
  const field = fields.reverse().find((each) => each.offsetParent !== null);
  if (field) {
    field.focus();
    field.select();
  } else document.querySelector<HTMLAnchorElement>("[data-to-search]")?.click();
}

function suggest(field: HTMLInputElement): void {
  const holder = field.form?.querySelector<HTMLElement>("[data-suggestions]");
  if (!holder) return;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", CLOSED);
  field.form?.addEventListener("htmx:after:swap", () => open(field, holder));
  holder.addEventListener("mousedown", (event) => event.preventDefault());
  holder.addEventListener("click", (event) => {
    if (event.target instanceof Element) follow(event.target.closest("[data-href]"));
  });
  field.addEventListener("keydown", (event) => walk(event, field, holder));
  field.addEventListener("blur", () => close(field, holder));
}

function open(field: HTMLInputElement, holder: HTMLElement): void {
  const list = holder.querySelector<HTMLElement>("[role=listbox]");
  if (!list || document.activeElement !== field) {
    close(field, holder);
    return;
  }
  listNumber += 1;
  list.id = `${holder.id}-${listNumber}`;
  for (const [place, option] of options(holder).entries()) option.id = `${list.id}-${place}`;
  field.setAttribute("aria-expanded", "true");
  field.setAttribute("aria-controls", list.id);
  field.removeAttribute("aria-activedescendant");
}

function close(field: HTMLInputElement, holder: HTMLElement): void {
  holder.replaceChildren();
  field.setAttribute("aria-expanded", CLOSED);
  field.removeAttribute("aria-controls");
  field.removeAttribute("aria-activedescendant");
}

function options(holder: HTMLElement): HTMLElement[] {
  return [...holder.querySelectorAll<HTMLElement>("[role=option]")];
}

function walk(event: KeyboardEvent, field: HTMLInputElement, holder: HTMLElement): void {
  const all = options(holder);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape" && all.length) {
    event.preventDefault();
    close(field, holder);
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    follow(all[at] ?? null);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
    event.preventDefault();
    event.stopPropagation();
    choose(field, all, at + (event.key === "ArrowDown" ? 1 : -1));
  }
}

/** Before the first and after the last comes the field itself again. */
function choose(field: HTMLInputElement, all: HTMLElement[], wanted: number): void {
  const at = wanted < -1 ? all.length - 1 : wanted;
  for (const [place, option] of all.entries()) option.setAttribute("aria-selected", String(place === at));
  const chosen = all[at];
  if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
  else field.removeAttribute("aria-activedescendant");
}

function follow(option: Element | null): void {
  const address = option?.getAttribute("data-href");
  if (address) window.location.assign(address);
}

/** On the page of results the arrows go from one to the next, and from the first back to the field. */
function walkResults(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const found = [...document.querySelectorAll<HTMLAnchorElement>("[data-found]")];
  const field = document.querySelector<HTMLInputElement>("main [data-search]");
  const at = found.indexOf(document.activeElement as HTMLAnchorElement);
  const isFromField = field !== null && document.activeElement === field && event.key === "ArrowDown";
  if (!found.length || (at < 0 && !isFromField)) return;
  event.preventDefault();
  const next = isFromField ? 0 : at + (event.key === "ArrowDown" ? 1 : -1);
  (next < 0 ? field : (found[next] ?? found[at]))?.focus();
}
