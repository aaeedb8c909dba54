// The learner's own order, by drag: a row follows the pointer by its grip, and where it is let go its own form says so.
// The buttons Up and Down do the same without this script.
const EDGE = 60; // px from the window's edges within which the page follows

document.addEventListener("pointerdown", (down) => {
  const grip = down.target.closest?.(".grip");
  if (!grip || down.button) return;
  const row = grip.closest("[data-project]");
  const before = row.nextElementSibling;
  const listening = new AbortController();
  const rows = row.parentElement;
  down.preventDefault();
  row.classList.add("moving");

  const follow = ({ clientY, pointerId }) => {
    if (pointerId !== down.pointerId) return;
    if (clientY < EDGE) scrollBy(0, -12);
    else if (clientY > innerHeight - EDGE) scrollBy(0, 12);
    const others = [...rows.querySelectorAll(":scope > [data-project]")].filter((other) => other !== row);
    const next = others.find((other) => {
      const box = other.getBoundingClientRect();
      return clientY < box.top + box.height / 2;
    });
    if ((next ?? null) !== row.nextElementSibling) rows.insertBefore(row, next ?? null);
  };
  const end = ({ type, pointerId }) => {
    if (pointerId !== down.pointerId) return;
    listening.abort();
    row.classList.remove("moving");
    if (type === "pointercancel") rows.insertBefore(row, before);
    else if (row.nextElementSibling !== before) place(row);
  };
  // At the document: a row that is put elsewhere lets go of a pointer that it had captured.
  const { signal } = listening;
  document.addEventListener("pointermove", follow, { signal });
  document.addEventListener("pointerup", end, { signal });
  document.addEventListener("pointercancel", end, { signal });
});

// Beside what it stands now: a place by number would be another one where a second window has moved something.
function place(row) {
  const above = row.previousElementSibling;
  const form = row.querySelector("form.place");
  const to = Object.assign(document.createElement("input"), { type: "hidden", name: "to" });
  to.value = above ? `below:${above.dataset.project}` : `above:${row.nextElementSibling.dataset.project}`;
  form.append(to);
  form.requestSubmit();
  to.remove();
}
