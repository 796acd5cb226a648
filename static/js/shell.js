// What every page does: "/" jumps to the search, a click elsewhere closes what is open, messages go, time-out warns.
const openParts = () => document.querySelectorAll("details[data-closes][open]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const part of openParts()) {
      part.open = false;
      part.querySelector("summary").focus();
    }
  }
  const writing = event.target.closest("input, select, textarea, [contenteditable], dialog");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent);
  if (!search) return;
  event.preventDefault();
  search.focus();
});

document.addEventListener("click", (event) => {
  for (const part of openParts()) if (!part.contains(event.target)) part.open = false;
});

// A message stays 20 seconds, longer while the pointer or the focus is on it: nothing to undo may vanish under the hand.
const STAYS = 20000;
function keepMessage(line) {
  const close = line.querySelector("[data-toast-close]");
  close.hidden = false;
  close.addEventListener("click", () => line.remove());
  const leave = () => (line.matches(":hover, :focus-within") ? setTimeout(leave, STAYS) : line.remove());
  setTimeout(leave, STAYS);
}
document.querySelectorAll("[data-toast]").forEach(keepMessage);

// Two minutes before the session ends a dialog offers to stay; any request counts as staying.
const WARNING = 120;
for (const dialog of document.querySelectorAll("[data-timeout]")) {
  const seconds = Number(dialog.dataset.timeout);
  let timer;
  const start = () => {
    clearTimeout(timer);
    const ends = new Date(Date.now() + seconds * 1000);
    const clock = `${String(ends.getHours()).padStart(2, "0")}.${String(ends.getMinutes()).padStart(2, "0")}`;
    timer = setTimeout(() => {
      dialog.querySelector("[data-timeout-clock]").textContent = clock;
      dialog.showModal();
    }, Math.max(seconds - WARNING, 0) * 1000);
  };
  dialog.querySelector("[data-timeout-stay]").addEventListener("click", async () => {
    dialog.close();
    await fetch(location.href, { method: "HEAD", credentials: "same-origin" });
    start();
  });
  document.addEventListener("htmx:after:request", start);
  start();
}
