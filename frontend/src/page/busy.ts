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
  });
  // The back button may bring a page back as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
