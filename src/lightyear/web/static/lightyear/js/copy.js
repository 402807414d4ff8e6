// Buttons with data-copy="id" copy that element's text and say so for two seconds, in the word of data-copied.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("[data-copy-label]") ?? button;
  const word = label.textContent;
  if (button.disabled || word === button.dataset.copied) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = word), 2000);
});

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
