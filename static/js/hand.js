// Drawing a signature. The strokes are kept as points, so that the server can draw them on paper again.
for (const part of document.querySelectorAll("[data-hand]")) {
  const field = part.querySelector("canvas");
  const kept = part.querySelector("input[type=hidden]");
  const width = Number(part.dataset.width);
  const height = Number(part.dataset.height);
  const pen = field.getContext("2d");
  const strokes = [];
  let drawing = null;

  part.hidden = false;
  pen.lineWidth = 5;
  pen.lineCap = "round";
  pen.lineJoin = "round";

  const within = (value, most) => Math.min(Math.max(Math.round(value), 0), most);
  const point = (event) => {
    const box = field.getBoundingClientRect();
    return [
      within(((event.clientX - box.left) / box.width) * width, width),
      within(((event.clientY - box.top) / box.height) * height, height),
    ];
  };
  const keep = () => {
    kept.value = strokes.map((stroke) => stroke.map((one) => one.join(",")).join(" ")).join(";");
  };

  field.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    drawing = [point(event)];
    strokes.push(drawing);
  });
  field.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const next = point(event);
    const last = drawing[drawing.length - 1];
    if (next[0] === last[0] && next[1] === last[1]) return;
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...next);
    pen.stroke();
    drawing.push(next);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    field.addEventListener(end, () => {
      drawing = null;
      keep();
    });
  }
  part.querySelector("[data-clear]").addEventListener("click", () => {
    strokes.length = 0;
    pen.clearRect(0, 0, width, height);
    keep();
  });
}
