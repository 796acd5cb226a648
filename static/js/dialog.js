// A link with data-dialog leads to a page that asks something. Here that page opens as a dialog on this one;
// without script, or when it cannot be fetched, the link simply leads there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const asked = page.querySelector("[data-dialog-body]");
    if (!answer.ok || !asked) throw new Error("not a question");
    show(asked, link);
  } catch {
    location.href = link.href;
  }
});

function show(asked, link) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const form = asked.querySelector("form");
  if (form && !form.hasAttribute("action")) form.action = link.href;
  dialog.append(document.importNode(asked, true));
  const heading = dialog.querySelector("h1, h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.addEventListener("click", (event) => {
    const way = event.target.closest("[data-dialog-close]");
    if (!way) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("[data-dialog-close]"))?.focus();
}
