// Without this script the tables read as they stand; with it they can be sorted and filtered.
(() => {
  // Fewer rows than these are seen at a glance.
  const many = 6;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' });
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);

  document.querySelectorAll('table').forEach((table, at) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < many) return;
    const heads = [...table.tHead.rows[0].cells];
    const title = table.caption.textContent;

    const status = make('span', { className: 'shown' });
    status.setAttribute('role', 'status');
    const say = (text) => {
      status.textContent = text;
    };
    const input = make('input', { type: 'search', id: `page-filter-${at}`, autocomplete: 'off' });
    const label = make('label', { htmlFor: input.id, textContent: 'Filter the rows' });
    label.append(make('span', { className: 'unseen', textContent: ` of ${title}` }));
    const tools = make('div', { className: 'tools' });
    tools.append(label, input, status);
    table.parentElement.before(tools);

    let words;
    const shown = () => `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    input.addEventListener('input', () => {
      words ??= new Map(
        rows.map((row) => [row, plain([...row.cells].map((cell) => cell.textContent).join(' '))]),
      );
      const sought = plain(input.value).split(/\s+/);
      for (const row of rows) row.hidden = !sought.every((word) => words.get(row).includes(word));
      say(shown());
    });
    say(shown());

    const sortBy = (column, direction) => {
      const { kind } = heads[column].dataset;
      const key = (row) => {
        const cell = row.cells[column];
        const value = kind ? cell.dataset.value : cell.textContent.trim();
        return kind === 'number' && value !== undefined ? Number(value) : value;
      };
      const keys = new Map(rows.map((row) => [row, key(row)]));
      const compare = (a, b) =>
        typeof a === 'number' ? a - b : kind ? Number(a > b) - Number(a < b) : order.compare(a, b);
      // What is not known stands last, whichever way round.
      const missing = (row) => keys.get(row) === undefined || keys.get(row) === '';
      const sorted = direction
        ? rows.toSorted(
            (a, b) =>
              missing(a) - missing(b) || (missing(a) ? 0 : direction * compare(keys.get(a), keys.get(b))),
          )
        : rows;
      body.append(...sorted);
    };

    heads.forEach((head, column) => {
      const name = head.textContent;
      const button = make('button', { type: 'button' });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const next =
          { ascending: 'descending', descending: undefined }[head.ariaSort ?? ''] ??
          (head.ariaSort ? undefined : 'ascending');
        for (const each of heads) each.removeAttribute('aria-sort');
        if (next) head.setAttribute('aria-sort', next);
        sortBy(column, { ascending: 1, descending: -1 }[next]);
        say(`${shown()}, ${next ? `by ${name}, ${next}` : 'in the order of the document'}`);
      });
    });
  });

  // A table that fits needs no scrolling, and so no stop of the Tab key.
  const look = (region) => {
    const fits = region.scrollWidth <= region.clientWidth;
    region.classList.toggle('fits', fits);
    if (fits) region.removeAttribute('tabindex');
    else region.tabIndex = 0;
  };
  const watch = new ResizeObserver((seen) => {
    for (const { target } of seen) look(target);
  });
  for (const region of document.querySelectorAll('.scroll')) watch.observe(region);
})();
