/** After a form came back with errors, start at the summary of them. */
export function focusOnErrors(): void {
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
}
