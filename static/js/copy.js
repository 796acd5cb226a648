// A button [data-copy="id"] copies the text of the element with that id, e.g. a reminder to paste into WhatsApp.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const words = button.textContent;
    button.textContent = "Tersalin";
    setTimeout(() => (button.textContent = words), 2000);
  });
}
