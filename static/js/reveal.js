// A button that shows what is typed into a PIN or password field.
export function reveal(field) {
  const input = field.querySelector("input");
  const row = document.createElement("div");
  const button = document.createElement("button");
  row.className = "with-toggle";
  button.type = "button";
  button.className = "btn btn-line btn-small";
  button.textContent = field.dataset.show;
  button.setAttribute("aria-controls", input.id);
  input.before(row);
  row.append(input, button);
  const show = (open) => {
    input.type = open ? "text" : "password";
    button.textContent = open ? field.dataset.hide : field.dataset.show;
  };
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
}
