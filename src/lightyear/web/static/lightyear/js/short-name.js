// The short name in addresses follows the organization's name until somebody writes one herself.
const name = document.querySelector("[data-short-name]");
const short = name && document.getElementById(name.dataset.shortName);

if (short && !short.value) {
  let isOwn = false;
  short.addEventListener("input", () => { isOwn = short.value !== ""; });
  name.addEventListener("input", () => {
    if (isOwn) return;
    const plain = name.value.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    short.value = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50);
  });
}

// Who chooses PIPL before a time zone is most likely in China.
const zone = document.querySelector("[data-time-zone]");
const pipl = document.querySelector('[name="profiles"][value="pipl"]');
if (zone && pipl) {
  let isChosen = false;
  zone.addEventListener("change", () => { isChosen = true; });
  pipl.addEventListener("change", () => {
    if (pipl.checked && !isChosen && zone.value === "UTC") zone.value = "Asia/Shanghai";
  });
}
