// Shows a chosen picture and makes it small before it costs anybody's data plan.
const LONGEST = 1600;

async function shrink(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

export function picture(field) {
  const input = field.querySelector("input[type=file]");
  const image = document.createElement("img");
  const note = document.createElement("p");
  image.className = "preview";
  image.alt = "";
  image.hidden = true;
  note.className = "count-note";
  note.setAttribute("role", "status");
  field.append(image, note);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    image.hidden = true;
    note.textContent = "";
    if (!file || !file.type.startsWith("image/")) return;
    let small = file;
    try {
      small = await shrink(file);
      const chosen = new DataTransfer();
      chosen.items.add(small);
      input.files = chosen.files;
    } catch { small = file; }
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(small);
    image.hidden = false;
    note.textContent = `${field.dataset.ready}: ${Math.max(1, Math.round(small.size / 1024))} KB`;
  });
}
