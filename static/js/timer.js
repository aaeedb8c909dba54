// The timer's strip: its time ticks, and a page that is looked at again asks quietly how the timer stands now, since it
// may have been stopped on another device. Without this, it says since when it runs.

const shownSince = new WeakMap(); // when the strip came, by this machine's clock: differences alone are used of it

function tick() {
  for (const time of document.querySelectorAll("[data-ticks]")) {
    if (!shownSince.has(time)) shownSince.set(time, Date.now());
    const seconds = Number(time.dataset.ticks) + Math.max(0, Math.floor((Date.now() - shownSince.get(time)) / 1000));
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    time.textContent = [hours, minutes, rest].map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
    if (Number(time.dataset.ticks) <= time.dataset.limit && seconds > time.dataset.limit) look();
  }
}

// Quietly: a lost connection, or a log-in that ran out, is told when something is done, not when one looks.
let looking = false;

async function look() {
  const strip = document.getElementById("timer");
  if (!strip || looking || strip.contains(document.activeElement?.closest("input, select, textarea") ?? null)) return;
  looking = true;
  try {
    const answer = await fetch(strip.dataset.look, { headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
    const fragment = answer.status === 200 ? await answer.text() : "";
    if (fragment && strip.isConnected) htmx.swap(strip, fragment, { swapStyle: "outerHTML" });
  } catch {
    // offline: what is shown stays
  } finally {
    looking = false;
  }
  tick();
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSettle", tick);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
window.addEventListener("focus", look);
window.addEventListener("pageshow", ({ persisted }) => persisted && look());
