// Opens the table of contents on screens that are wide enough to show it beside the text.
(() => {
  const contents = document.querySelector('nav > details');
  const beside = matchMedia('(min-width: 75rem)');
  const update = () => {
    contents.open = beside.matches;
  };
  if (!contents) return;
  update();
  beside.addEventListener('change', update);
})();
