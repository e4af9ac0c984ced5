// Warn before a half-written form is lost, and keep the fields marked data-keep in this tab.
export function keep(form) {
  const name = `keep:${location.pathname}:${form.dataset.keepKey}`;
  const fields = [...form.querySelectorAll("[data-keep]")];
  let dirty = false;
  const warn = (event) => {
    if (!dirty) return;
    event.preventDefault();
    event.returnValue = "";
  };
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) || "{}");
    for (const field of fields) if (!field.value && kept[field.name]) field.value = kept[field.name];
  } catch { sessionStorage.removeItem(name); }
  form.addEventListener("input", () => {
    dirty = true;
    try {
      sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
    } catch { /* a full or forbidden store only means that nothing is kept */ }
  });
  form.addEventListener("submit", () => {
    dirty = false;
    sessionStorage.removeItem(name);
  });
  addEventListener("beforeunload", warn);
}
