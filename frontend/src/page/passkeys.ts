// Passkeys: the browser makes one, or shows that the visitor has one. What the server wants to know stands in the page, or is
// asked at the moment itself; the answer goes along in the form.

type Options = { publicKey: unknown };

/** Only where the browser knows passkeys as JSON; elsewhere the other ways to sign in remain. */
export function offerPasskeys(): void {
  const isKnown = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    if (!isKnown) {
      if (form.dataset.passkey === "create") say(form);
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (answerOf(form).value) return;
      event.preventDefault();
      void ask(form);
    });
  }
}

async function ask(form: HTMLFormElement): Promise<void> {
  try {
    const options = await optionsOf(form);
    const credential = form.dataset.passkey === "create" ? await created(options) : await shown(options);
    answerOf(form).value = JSON.stringify((credential as PublicKeyCredential).toJSON());
    form.submit();
  } catch {
    // Refused, timed out, or no such passkey on this device: the browser told the visitor which.
    say(form);
  }
}

async function created(options: Options): Promise<Credential | null> {
  const asked = options.publicKey as PublicKeyCredentialCreationOptionsJSON;
  const selection: AuthenticatorSelectionCriteria = {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({
    ...asked,
    authenticatorSelection: { ...asked.authenticatorSelection, ...selection },
  });
  return navigator.credentials.create({ publicKey });
}

async function shown(options: Options): Promise<Credential | null> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options.publicKey as PublicKeyCredentialRequestOptionsJSON,
  );
  return navigator.credentials.get({ publicKey });
}

async function optionsOf(form: HTMLFormElement): Promise<Options> {
  if (form.dataset.ask) {
    const answer = await fetch(form.dataset.ask, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return ((await answer.json()) as { request_options: Options }).request_options;
  }
  return JSON.parse(document.getElementById(form.dataset.options ?? "")?.textContent ?? "") as Options;
}

function answerOf(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem("credential") as HTMLInputElement;
}

function say(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-said]");
  if (!place) return;
  place.textContent = form.dataset.failed ?? "";
  place.hidden = false;
}
