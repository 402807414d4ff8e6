// Blocking and tiny on purpose: a chosen theme must stand before the first paint.
try {
  const theme = localStorage.getItem("lightyear.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: the system's theme stands.
}
