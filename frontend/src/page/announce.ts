/** Reads out what changed after a part of the page was replaced: the element with data-announce in it. */
export function announceResults(): void {
  const announcer = document.getElementById("announcer");
  document.addEventListener("htmx:after:swap", () => {
    const said = document.querySelector<HTMLElement>("[data-announce]");
    if (announcer && said) announcer.textContent = said.textContent?.replace(/\s+/g, " ").trim() ?? "";
  });
}
