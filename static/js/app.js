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
    const next = target.querySelector("[data-focus]") ?? target;
    if (next === target && !target.hasAttribute("tabindex")) target.tabIndex = -1;
    next.focus({ preventScroll: true });
  }
  // What became of it, and the way to undo it, where the reader sees it: a list is often longer than the window.
  if (detail.requestConfig?.verb === "post") target.querySelector(".msg")?.scrollIntoView({ block: "nearest" });
  focusWasInside = false;
  guessZones(target);
});

// Where something is logged by one press, two are one: the second of a double click, and whatever is sent to a place that
// has not had its answer yet. Its form would come back empty, or log once more.
const awaited = new Set();

document.addEventListener("click", (event) => {
  if (event.detail < 2 || !event.target.closest("[data-once] button")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("htmx:confirm", (event) => {
  const { elt, target, verb } = event.detail;
  if (verb === "post" && awaited.has(target) && elt.closest("[data-once]")) event.preventDefault();
});

document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (detail.requestConfig.verb === "post") awaited.add(detail.target);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => awaited.delete(detail.target));

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

// "/" leads to the page's box for searching, from wherever nothing is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const boxes = [...document.querySelectorAll("[data-search]")].filter((box) => box.checkVisibility?.() ?? box.offsetParent);
  const box = boxes.find((each) => each.closest("main")) ?? boxes[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A request that the server refused, or that never arrived, is said aloud; what was typed stays in its form. A form whose
// token went stale (logged out and in elsewhere) is sent again the plain way: the page that answers gives the text back.
function tell(text) {
  let messages = document.getElementById("messages");
  if (!messages) {
    messages = Object.assign(document.createElement("div"), { id: "messages", role: "status" });
    document.getElementById("main").prepend(messages);
  }
  const message = Object.assign(document.createElement("div"), { className: "msg bad", tabIndex: -1 });
  message.append(Object.assign(document.createElement("p"), { textContent: text }));
  messages.replaceChildren(message);
  message.focus();
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const form = detail.elt.closest("form");
  if (detail.xhr.status === 403 && form?.method === "post") form.submit();
  else if (detail.xhr.status === 404) tell("Not found: it may have been deleted in the meantime. Load the page again to see what is there.");
  else if (detail.xhr.status === 503) tell("Too much is being written at once. What you typed is still here: wait a minute, then look whether it was saved before you send it again.");
  else tell("The server did not take it. Nothing was saved; what you typed is still here.");
});

document.addEventListener("htmx:sendError", () => {
  tell("Not saved: the connection was lost. What you typed is still here.");
});

guessZones(document);
