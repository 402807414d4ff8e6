// Light, dark or the system's: remembered in this browser. The buttons are hidden where scripts don't run.
const KEY = "lightyear.theme";
const root = document.documentElement;

function remember(theme) {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be forbidden: the choice holds for this page.
  }
}

function choose(theme) {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

for (const group of document.querySelectorAll("[data-themes]")) {
  const buttons = [...group.querySelectorAll("[data-theme-choice]")];
  const show = () => {
    const chosen = root.dataset.theme ?? "system";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
  };
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    choose(button.dataset.themeChoice);
    remember(button.dataset.themeChoice);
    show();
  });
  show();
  group.hidden = false;
}
