// What happens when the page is opened: the table first, then the charts, whose library is as large as all the rest.

async function start() {
  const figures = new Figures(JSON.parse(await unpacked("data")));
  const table = new Table(figures);
  document.documentElement.dataset.table = Math.round(performance.now());
  await new Promise(done => setTimeout(done));
  // The policy of the page knows the digest of exactly this text.
  document.head.append(element("script", {}, await unpacked("library")));
  await new Charts(figures, table).draw();
  document.documentElement.dataset.ready = Math.round(performance.now());
}

start().catch(error => {
  const place = document.getElementById("broken");
  place.textContent = `The table and the charts could not be shown (${error.message}). A browser of the last three years shows them.`;
  place.hidden = false;
  console.error(error);
});
