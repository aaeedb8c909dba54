// The lists of sessions and of applications. What says nothing is left out of its address, whether the form is sent by htmx or without.
document.addEventListener("formdata", ({ target, formData }) => {
  if (!["study-filters", "application-filters"].includes(target.id)) return;
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});
