/** A button that copies what stands in a field, and says so; it only stands there with script, which it needs. */
export function offerCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => copy(field, button));
  }
}

async function copy(field: HTMLInputElement, button: HTMLButtonElement): Promise<void> {
  const said = button.dataset.copied ?? "";
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without a secure connection the browser keeps its clipboard to itself: select it, so that one key copies.
    field.select();
    return;
  }
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = said;
  button.textContent = said;
}
