// The slider of days. Without it, the same form asks for the same days.
const DAY = 86400000;

for (const slider of document.querySelectorAll("[data-slides]")) {
  const form = slider.form;
  const field = form.elements[slider.dataset.slides];
  const first = Date.parse(slider.dataset.first);
  const last = Math.max(first, Date.parse(new Date().toISOString().slice(0, 10)));
  const days = Math.max(1, Math.round((last - first) / DAY));
  slider.max = days;
  slider.value = field.value ? Math.round((Date.parse(field.value) - first) / DAY) : days;
  slider.hidden = false;
  const show = () => {
    field.value = new Date(first + slider.value * DAY).toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", field.value);
  };
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => {
    show();
    form.requestSubmit();
  });
}
