/**
 * A submit button with data-confirm asks in a dialog before it sends.
 * Without script the server shows a confirm page, so nothing depends on this.
 */
export function askBeforeSending(): void {
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || !button.dataset.confirm) return;
    const form = event.target as HTMLFormElement;
    if (form.dataset.confirmed === "yes") return;
    event.preventDefault();
    ask(button, () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
      delete form.dataset.confirmed;
    });
  });
}

function ask(button: HTMLButtonElement, proceed: () => void): void {
  const dialog = document.createElement("dialog");
  const question = document.createElement("h2");
  question.id = "confirm-question";
  question.textContent = button.dataset.confirm ?? "";
  dialog.setAttribute("aria-labelledby", question.id);

  const yes = choice(button.dataset.confirmWord ?? button.textContent?.trim() ?? "", "primary-action");
  const no = choice(document.body.dataset.cancelWord ?? "", "secondary-action");
  yes.addEventListener("click", () => {
    dialog.close();
    proceed();
  });
  no.addEventListener("click", () => dialog.close());

  const end = document.createElement("div");
  end.className = "form-end";
  end.append(yes, no);
  dialog.append(question, end);
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
}

function choice(word: string, kind: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `utrecht-button utrecht-button--${kind}`;
  button.textContent = word;
  return button;
}
