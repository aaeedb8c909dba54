// What plain HTML leaves to do: focus after a swap, the reader's time zone, menus that close. Everything works without.

// Focus. htmx keeps it where the new fragment has an element of the same id; else it would fall back to the page's top.
let focusWasInside = false;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  focusWasInside = Boolean(detail.target?.contains(document.activeElement)) && document.activeElement !== document.body;
});

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (detail.xhr?.status === 422) {
    const wrong = target.querySelector('[aria-invalid="true"]') ?? target.querySelector(".msg.bad");
    wrong?.focus();
  } else if (focusWasInside && document.activeElement === document.body) {
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
  focusWasInside = false;
  guessZones(target);
});

// The time zone, guessed into <select data-guess-zone="UTC"> while it still says what the attribute names, or nothing.
function guessZones(within) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const control of within.querySelectorAll("[data-guess-zone]")) {
    const untouched = !control.value || control.value === (control.dataset.guessZone || "UTC");
    const known = !control.options || [...control.options].some((option) => option.value === zone);
    if (zone && untouched && known) control.value = zone;
  }
}

// A menu closes when something else is pressed, and on Escape, which gives focus back to it.
const openMenus = () => document.querySelectorAll("details.drop[open]");

document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of openMenus()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

guessZones(document);
