// A file that is too large is said to be before it is sent, and is not sent. The server says so too.
const chosen = document.querySelector("#upload input[type=file]");
const isTooLarge = () => [...chosen.files].some((file) => file.size > Number(chosen.dataset.most));

chosen?.addEventListener("change", () => {
  const tooLarge = isTooLarge();
  const field = chosen.closest(".field");
  field.querySelector(".err")?.remove();
  field.classList.toggle("wrong", tooLarge);
  chosen.toggleAttribute("aria-invalid", tooLarge);
  if (!tooLarge) return;
  const error = Object.assign(document.createElement("div"), { className: "err", id: `${chosen.id}_error`, role: "alert" });
  error.append(Object.assign(document.createElement("p"), { textContent: chosen.dataset.tooLarge }));
  field.append(error);
});

chosen?.form.addEventListener("submit", (event) => {
  if (!isTooLarge()) return;
  event.preventDefault();
  chosen.focus();
});
