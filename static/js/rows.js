// Choosing rows of a table: [data-rows] holds check boxes named as its data-rows says, one [data-rows-all],
// and a strip [data-rows-strip] that appears with the number of rows chosen in [data-rows-count].
// Listens on the document, because filters put a new table into the page.
const boxesOf = (place) => [...place.querySelectorAll(`input[type=checkbox][name="${place.dataset.rows}"]`)];

function tellChosen(place) {
  const boxes = boxesOf(place);
  const chosen = boxes.filter((box) => box.checked);
  for (const strip of place.querySelectorAll("[data-rows-strip]")) strip.hidden = chosen.length === 0;
  for (const count of place.querySelectorAll("[data-rows-count]")) count.textContent = chosen.length.toLocaleString("id-ID");
  for (const box of boxes) box.closest("tr")?.classList.toggle("sel", box.checked);
  for (const all of place.querySelectorAll("[data-rows-all]")) {
    all.checked = chosen.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
}

document.addEventListener("change", (event) => {
  const place = event.target.closest("[data-rows]");
  if (!place) return;
  if (event.target.matches("[data-rows-all]")) for (const box of boxesOf(place)) box.checked = event.target.checked;
  tellChosen(place);
});

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-rows-none]")?.closest("[data-rows]");
  if (!place) return;
  for (const box of boxesOf(place)) box.checked = false;
  tellChosen(place);
});

const tellAll = () => document.querySelectorAll("[data-rows]").forEach(tellChosen);
tellAll();
document.addEventListener("htmx:after:swap", tellAll);
