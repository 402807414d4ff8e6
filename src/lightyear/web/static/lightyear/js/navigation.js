// The navigation is a popover, so the browser itself opens it, closes it on Esc and gives the focus back.
// This adds: focus on the current page when it opens, and no popover left open when the window grows.
const navigation = document.querySelector("#navigation[popover]");
const narrow = matchMedia("(max-width: 719px)");

if (navigation?.hidePopover) {
  navigation.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    (navigation.querySelector("a[aria-current]") ?? navigation.querySelector("a"))?.focus();
  });
  narrow.addEventListener("change", () => {
    if (!narrow.matches && navigation.matches(":popover-open")) navigation.hidePopover();
  });
}
