const SHARPNESS = 2;
// What every browser can draw on.
const LONGEST_PX = 16_000;
const MOST_PX = 120_000_000;

/** Draws the SVG that the server makes on a canvas, and hands it over as PNG. */
export function offerPicture(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-as-picture]")) {
    button.hidden = false;
    button.addEventListener("click", () => take(button));
  }
}

async function take(button: HTMLButtonElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(button.dataset.asPicture ?? "");
    if (!response.ok) throw new Error(String(response.status));
    const name =
      response.headers.get("Content-Disposition")?.match(/filename="(.+)\.svg"/)?.[1] ?? "tijdlijn";
    save(await drawn(await response.blob()), `${name}.png`);
  } catch (problem) {
    console.warn("picture", problem);
    const note = document.createElement("p");
    note.role = "alert";
    note.textContent = button.dataset.failed ?? "";
    button.after(note);
  }
  button.removeAttribute("aria-busy");
}

async function drawn(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { width, height } = image;
    const scale = Math.min(
      SHARPNESS,
      LONGEST_PX / width,
      LONGEST_PX / height,
      Math.sqrt(MOST_PX / width / height),
    );
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("empty"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(picture: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
