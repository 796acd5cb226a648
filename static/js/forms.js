// Forms: focus goes to the summary of errors, what is missing is said in Indonesian, a form is sent once, numbers are
// shown as people write them, a list's filters fold on a phone, and leaving with unsaved words is asked about where
// the form says data-unsaved.
document.querySelector("[data-form-errors]")?.focus();

// The browser speaks the language it was installed in; these sentences are ours.
const MISSING = { checkbox: "Centang dulu untuk memastikan.", file: "Pilih berkas yang akan diunggah.", "select-one": "Pilih salah satu." };
document.addEventListener("invalid", ({ target }) => {
  if (target.validity.valueMissing) target.setCustomValidity(MISSING[target.type] ?? "Isi dulu bagian ini.");
}, true);
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => target.setCustomValidity?.(""), true);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  const button = event.submitter;
  if (!button || button.dataset.sent) return;
  button.dataset.sent = "1";
  form.dataset.clean = "1";
  // The button's own name and value must still travel, so it is switched off only after the form has left.
  setTimeout(() => {
    button.disabled = true;
    if (button.classList.contains("btn")) button.textContent = "Memproses …";
  });
});

// Back from the next page the browser shows this one as it was left: the buttons must work again.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-sent]")) location.reload();
});

// "1250000" becomes "1.250.000" on leaving the field; anything else is left for the server to judge.
document.addEventListener("focusout", (event) => {
  const input = event.target.closest("input[data-number]");
  if (!input) return;
  const digits = input.value.trim().replace(/\.(?=\d{3}(\D|$))/g, "");
  if (/^\d{1,15}$/.test(digits)) input.value = digits.replace(/\B(?=(\d{3})+$)/g, ".");
});

// An address that is sent on holds only what was chosen.
document.addEventListener("htmx:config:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  if (!sourceElement.matches(".filters")) return;
  for (const [name, value] of [...request.body]) if (value === "") request.body.delete(name);
});

function foldFilters() {
  for (const button of document.querySelectorAll("[data-filters-open][hidden]")) {
    const form = button.closest("form");
    button.hidden = false;
    form.classList.add("is-folded");
    button.addEventListener("click", () => {
      const folded = form.classList.toggle("is-folded");
      button.setAttribute("aria-expanded", String(!folded));
    });
  }
}
foldFilters();

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => delete form.dataset.clean);
  form.dataset.clean = "1";
}
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved]:not([data-clean])")) event.preventDefault();
});
