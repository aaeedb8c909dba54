// Pictures whose parts are links: one stop for Tab, arrow keys within. data-walk is how many parts lie from one column to
// the next; data-n numbers the parts, of which those with nothing to show are no links. Without this script the table
// below a picture leads to the same places.
const steps = (walk) => ({ ArrowUp: -1, ArrowDown: 1, ArrowLeft: -walk, ArrowRight: walk });

// The link to go to: the nearest in the direction of the key, at least so many parts away; at the end, stay.
function towards(links, current, by) {
  const place = Number(current.dataset.n);
  const there = links.filter((link) => (by > 0 ? link.dataset.n - place >= by : link.dataset.n - place <= by));
  return (by > 0 ? there[0] : there.at(-1)) ?? current;
}

function stand(links, link) {
  for (const each of links) each.setAttribute("tabindex", each === link ? "0" : "-1");
}

document.addEventListener("keydown", (event) => {
  const picture = event.target.closest?.("[data-walk]");
  const current = event.target.closest?.("a[data-n]");
  if (!picture || !current || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...picture.querySelectorAll("a[data-n]")];
  const by = steps(Number(picture.dataset.walk))[event.key];
  const ends = { Home: links[0], End: links.at(-1) };
  const next = by ? towards(links, current, by) : ends[event.key];
  if (!next) return;
  event.preventDefault();
  stand(links, next);
  next.focus();
});

// Whoever comes to a part in another way goes on from there.
document.addEventListener("focusin", ({ target }) => {
  const picture = target.closest?.("[data-walk]");
  const link = target.closest?.("a[data-n]");
  if (picture && link) stand(picture.querySelectorAll("a[data-n]"), link);
});
