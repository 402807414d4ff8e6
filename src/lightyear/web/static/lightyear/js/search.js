// Ctrl K, or ⌘ K on Apple machines, goes to the search; on a narrow screen, to its page.
const input = document.querySelector("[data-search]");
const link = document.querySelector("[data-search-link]");
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

const hint = document.querySelector("[data-search-hint]");
if (hint) {
  if (isApple) hint.textContent = "⌘ K";
  hint.hidden = false;
}

document.addEventListener("keydown", (event) => {
  const isAsked = event.key.toLowerCase() === "k" && (isApple ? event.metaKey : event.ctrlKey);
  if (!isAsked || event.altKey || event.shiftKey || !input) return;
  event.preventDefault();
  if (input.checkVisibility()) input.select();
  else link?.click();
});
