// A line number of the officer's sheet, pressed, names that line as the heading: it goes into the field that
// [data-heading-lines] names. The field itself serves keyboards and browsers without script.
for (const place of document.querySelectorAll("[data-heading-lines]")) {
  const field = document.getElementById(place.dataset.headingLines);
  for (const cell of place.querySelectorAll("tbody th")) {
    const line = cell.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.className = "line-pick";
    button.textContent = line;
    button.title = `Jadikan baris ${line} judul kolom`;
    button.addEventListener("click", () => {
      field.closest("details").open = true;
      field.value = line;
      field.focus();
    });
    cell.replaceChildren(button);
  }
}
