// The proof of work of hosted forms: registers the one algorithm that our server asks for, and lets a quick
// visitor's answers wait for the proof. While they wait nothing can be changed, so that what is sent, once, is what
// stands on the page. Whatever goes wrong with the proof, the answers are sent: the server copes.
const WAIT_MS = 8000;
const widget = document.querySelector("altcha-widget");

if (widget && globalThis.$altcha) {
  globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(widget.dataset.worker));
  const form = widget.closest("form");
  const button = form.querySelector("[data-checking]");
  const said = form.querySelector("[data-said]");
  const word = button.textContent;
  let isSettled = false;
  let isSent = false;
  const settled = new Promise((resolve) => {
    widget.addEventListener("statechange", (event) => {
      if (["verified", "error"].includes(event.detail.state)) resolve();
    });
  });
  settled.then(() => { isSettled = true; });

  // Disabled for the ear and the eye, but still focused: who used the keyboard stays where she is.
  function hold(isHeld) {
    isSent = isHeld;
    for (const part of form.querySelectorAll(":scope > :is(.field, .field-choice)")) part.inert = isHeld;
    if (isHeld) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    button.textContent = said.textContent = isHeld ? button.dataset.checking : "";
    if (!isHeld) button.textContent = word;
  }

  // What isn't fit goes at once: the server says it beside the answer, before it looks for a proof.
  const isFit = () => [...form.elements].every((element) => widget.contains(element) || element.validity.valid);

  form.addEventListener("submit", async (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    const mayGo = isSettled || !isFit();
    hold(true);
    if (mayGo) return;
    event.preventDefault();
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
    form.submit();
  });
  // Somebody who comes back by the browser's own button finds the form as she left it.
  addEventListener("pageshow", (event) => {
    if (event.persisted) hold(false);
  });
}
