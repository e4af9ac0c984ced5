// Shows a chosen picture and makes it small before it costs anybody's data plan.
const LONGEST = 1600;

async function drawn(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  canvas.className = "preview";
  return canvas;
}

// Drawing it again also leaves behind where and with what the picture was taken.
async function smaller(canvas, file) {
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
}

export function picture(field) {
  const input = field.querySelector("input[type=file]");
  const shown = document.createElement("div");
  const note = document.createElement("p");
  note.className = "count-note";
  note.setAttribute("role", "status");
  field.append(shown, note);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    shown.replaceChildren();
    note.textContent = "";
    if (!file || !file.type.startsWith("image/")) return;
    try {
      const canvas = await drawn(file);
      const small = await smaller(canvas, file);
      const chosen = new DataTransfer();
      chosen.items.add(small);
      input.files = chosen.files;
      shown.append(canvas);
      note.textContent = `${field.dataset.ready}: ${Math.max(1, Math.round(small.size / 1024))} KB`;
    } catch {
      note.textContent = "";
    }
  });
}
