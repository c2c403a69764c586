// Parts of a page that are drawn anew when a text beside them has been saved: data-refresh is their address, and
// data-refresh-after the one field whose saving counts, where not all do. Without one, changed bilag count too.

const PAUSE = 1500;

for (const part of document.querySelectorAll("[data-refresh]")) {
  const field = part.dataset.refreshAfter;
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const answer = await fetch(part.dataset.refresh).catch(() => null);
      if (answer?.ok) part.innerHTML = await answer.text();
    }, PAUSE);
  };
  document.addEventListener("autosave:saved", (event) => {
    if (!field || event.target.id === field) soon();
  });
  if (!field) document.addEventListener("bilag:changed", soon);
}
