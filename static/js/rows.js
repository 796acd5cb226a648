// Choosing rows of a table: [data-rows] holds check boxes named as its data-rows says, one [data-rows-all],
// and a strip [data-rows-strip] that appears with the number of rows chosen in [data-rows-count].
for (const place of document.querySelectorAll("[data-rows]")) {
  const boxes = () => [...place.querySelectorAll(`input[type=checkbox][name="${place.dataset.rows}"]`)];
  const strip = place.querySelector("[data-rows-strip]");
  const tell = () => {
    const chosen = boxes().filter((box) => box.checked);
    if (strip) strip.hidden = chosen.length === 0;
    for (const count of place.querySelectorAll("[data-rows-count]")) count.textContent = chosen.length.toLocaleString("id-ID");
    for (const box of boxes()) box.closest("tr")?.classList.toggle("sel", box.checked);
    const all = place.querySelector("[data-rows-all]");
    if (all) {
      all.checked = chosen.length > 0 && chosen.length === boxes().length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
  };
  place.addEventListener("change", (event) => {
    if (event.target.matches("[data-rows-all]")) for (const box of boxes()) box.checked = event.target.checked;
    tell();
  });
  place.addEventListener("click", (event) => {
    if (!event.target.closest("[data-rows-none]")) return;
    for (const box of boxes()) box.checked = false;
    tell();
  });
  tell();
}
