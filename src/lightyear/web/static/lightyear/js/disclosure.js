// <details> open in place without this. It adds: focus moves into the panel, Esc closes and gives the focus back,
// and a menu closes when the reader goes elsewhere. Listeners sit on the document: swapped-in parts need nothing.
const summaryOf = (details) => details.querySelector(":scope > summary");

function close(details) {
  details.open = false;
  summaryOf(details)?.focus();
}

document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    // A <details> that the server sent open must not take the focus while the page loads.
    if (details.open && document.activeElement === summaryOf(details)) {
      details.querySelector(":scope > [data-panel]")?.focus({ preventScroll: true });
    }
  },
  true, // toggle does not bubble
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const details = event.target.closest("details[open]:is([data-why], [data-menu])");
  if (details) close(details);
});

function leave(event) {
  for (const menu of document.querySelectorAll("details[open][data-menu]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}
document.addEventListener("click", leave);
document.addEventListener("focusin", leave);
