/** A click on a strip of weeks chooses that week: it moves the slider beside it, which loads the page of the week. */
export function startWeeks(): void {
  document.addEventListener("click", (event) => {
    const strip = (event.target as Element).closest?.("[data-weeks-board] .heat-strip");
    const slider = document.querySelector<HTMLInputElement>("[data-week-slider]");
    if (!strip || !slider) return;
    const { left, width } = strip.getBoundingClientRect();
    const weeks = Number(slider.max) + 1;
    slider.value = String(Math.floor(((event.clientX - left) / width) * weeks));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
