// Parts of a page that are drawn anew when a text beside them has been saved: data-refresh is their address, and
// data-refresh-after the one field whose saving counts, where not all do.

const PAUSE = 1500;

for (const part of document.querySelectorAll("[data-refresh]")) {
  let timer = 0;
  document.addEventListener("autosave:saved", (event) => {
    const field = part.dataset.refreshAfter;
    if (field && event.target.id !== field) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const answer = await fetch(part.dataset.refresh).catch(() => null);
      if (answer?.ok) part.innerHTML = await answer.text();
    }, PAUSE);
  });
}
