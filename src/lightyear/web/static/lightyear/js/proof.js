// The proof of work of hosted forms: registers the one algorithm that our server asks for.
const widget = document.querySelector("altcha-widget");
if (widget && globalThis.$altcha) {
  globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(widget.dataset.worker));
}
