// The proof of work of hosted forms: registers the one algorithm that our server asks for, and lets a quick
// visitor's answer wait for the proof. Whatever goes wrong with it, the answer is sent: the server copes.
const WAIT_MS = 8000;
const widget = document.querySelector("altcha-widget");

if (widget && globalThis.$altcha) {
  globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(widget.dataset.worker));
  const settled = new Promise((resolve) => {
    widget.addEventListener("statechange", (event) => {
      if (["verified", "error"].includes(event.detail.state)) resolve();
    });
  });
  let isSettled = false;
  settled.then(() => { isSettled = true; });
  widget.closest("form").addEventListener("submit", async (event) => {
    if (isSettled) return;
    event.preventDefault();
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
    event.target.submit();
  });
}
