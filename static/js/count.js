// How many characters are left, spoken only when the writing pauses.
export function count(field) {
  const input = field.querySelector("textarea,input");
  const note = document.createElement("p");
  const limit = Number(field.dataset.limit);
  let timer;
  note.className = "count-note";
  note.setAttribute("role", "status");
  field.append(note);
  const tell = () => {
    const left = limit - input.value.length;
    note.textContent = (left < 0 ? field.dataset.over : field.dataset.left).replace("#", Math.abs(left).toLocaleString(document.documentElement.lang));
    note.classList.toggle("count-over", left < 0);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 300);
  });
  tell();
}
