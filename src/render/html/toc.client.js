// Where the contents have a place of their own beside the text, they are open.
(() => {
  const contents = document.querySelector('nav > details');
  const beside = matchMedia('(min-width: 75rem)');
  const follow = () => {
    contents.open = beside.matches;
  };
  if (!contents) return;
  follow();
  beside.addEventListener('change', follow);
})();
