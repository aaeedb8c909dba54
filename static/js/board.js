// The board of applications by pointer and by arrow keys. Both only press a button of the slip's own menu, which is
// all there is without this script, and on a touch screen.
const PLACES = "#board [data-stage]";
const FAR = 48; // pixels that a drag goes before the ways to be closed come to it
let lifted = null;
let from = null; // where the drag began

// Presses the button that moves a slip to a stage; none is there for the stage that it is in.
function moveTo(slip, stage) {
  const press = slip.querySelector(`button[name="stage"][value="${stage}"]`);
  press?.click();
  return Boolean(press);
}

// --- by pointer

document.addEventListener("pointerdown", ({ target, pointerType }) => {
  const slip = target.closest("#board .slip");
  if (slip) slip.draggable = pointerType !== "touch" && !target.closest("details[open]");
});

document.addEventListener("dragstart", (event) => {
  lifted = event.target.closest?.("#board .slip");
  if (!lifted) return;
  from = { x: event.clientX, y: event.clientY };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", lifted.querySelector("strong").textContent);
  event.dataTransfer.setDragImage(lifted, 10, 10);
  lifted.classList.add("lifted");
  document.getElementById("board").classList.add("lifting");
});

function show(place) {
  for (const each of document.querySelectorAll(PLACES)) each.classList.toggle("over", each === place);
}

// The bar of the ways to be closed lies along the lower edge of the window. Were it there from the first, a twitch of the
// hand on a slip at that edge would reject.
function isFar({ clientX, clientY }) {
  const board = document.getElementById("board").classList;
  if (Math.hypot(clientX - from.x, clientY - from.y) >= FAR) board.add("far");
  return board.contains("far");
}

// The place that the slip may be dropped on where the pointer is.
function placeOf(event) {
  const place = event.target.closest?.(PLACES);
  return isFar(event) || place?.matches(".column") ? place : null;
}

document.addEventListener("dragover", (event) => {
  if (!lifted) return;
  const place = placeOf(event);
  show(place);
  if (place) event.preventDefault(); // which lets it be dropped here
});

document.addEventListener("drop", (event) => {
  const place = lifted && placeOf(event);
  if (!place) return;
  event.preventDefault();
  moveTo(lifted, place.dataset.stage);
});

document.addEventListener("dragend", () => {
  show(null);
  lifted?.classList.remove("lifted");
  document.getElementById("board")?.classList.remove("lifting", "far");
  lifted = null;
});

// --- by keyboard

const columns = () => [...document.querySelectorAll("#board .column")];
const slipsOf = (column) => [...column.querySelectorAll(".slip")];
const summaryOf = (slip) => slip.querySelector("summary");

function focusOn(slip, from) {
  const next = from.matches("summary") ? summaryOf(slip) : slip.querySelector("a");
  (next ?? summaryOf(slip)).focus();
}

// The slip to the left or right: in the next column that has any, at the same height.
function beside(slip, step) {
  const all = columns();
  const here = all.indexOf(slip.closest(".column"));
  const height = slipsOf(all[here]).indexOf(slip);
  for (let n = here + step; n >= 0 && n < all.length; n += step) {
    const slips = slipsOf(all[n]);
    if (slips.length) return slips[Math.min(height, slips.length - 1)];
  }
  return null;
}

function below(slip, step) {
  const slips = slipsOf(slip.closest(".column"));
  return slips[slips.indexOf(slip) + step];
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
  const slip = event.target.closest?.("#board .column .slip");
  if (!step || !slip || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("details[open]")) return;
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (event.shiftKey && !sideways) return;
  event.preventDefault();
  if (event.shiftKey) {
    const to = columns()[columns().indexOf(slip.closest(".column")) + step];
    if (to) moveTo(slip, to.dataset.stage);
    return;
  }
  const next = sideways ? beside(slip, step) : below(slip, step);
  if (next) focusOn(next, event.target);
});

// The slip that was moved is where the focus went: there it is to be seen, in a column that may be far away.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "board" && target.contains(document.activeElement)) {
    document.activeElement.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
});
