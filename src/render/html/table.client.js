// Without this script the tables read as they stand; with it they can be sorted and filtered.
(() => {
  // Fewer rows than these are seen at a glance: they have no use for another order, or for a filter.
  const [toSort, toFilter] = [4, 15];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' });
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);

  /** A field above the table that leaves the rows in which all of its words are. */
  function addFilter(rows, title, id, status) {
    const input = make('input', { type: 'search', id, autocomplete: 'off' });
    const label = make('label', { htmlFor: id, textContent: 'Filter the rows' });
    label.append(make('span', { className: 'unseen', textContent: ` of ${title}` }));
    let words;
    const say = () => {
      status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    };
    input.addEventListener('input', () => {
      words ??= new Map(
        rows.map((row) => [row, plain([...row.cells].map((cell) => cell.textContent).join(' '))]),
      );
      const sought = plain(input.value).split(/\s+/);
      for (const row of rows) row.hidden = !sought.every((word) => words.get(row).includes(word));
      say();
    });
    say();
    return [label, input];
  }

  /** The rows by a column's values, or by its words; what is not known stands last, whichever way round. */
  function sorted(rows, column, kind, direction) {
    const key = (row) => {
      const cell = row.cells[column];
      const value = kind ? cell.dataset.value : cell.textContent.trim() || undefined;
      return kind === 'number' && value !== undefined ? Number(value) : value;
    };
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const compare = (a, b) => (kind ? Number(a > b) - Number(a < b) : order.compare(a, b));
    return rows.toSorted((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      return a === undefined || b === undefined
        ? Number(a === undefined) - Number(b === undefined)
        : direction * compare(a, b);
    });
  }

  /** A button in each head: it sorts up, then down, then puts the rows back. */
  function addSorting(table, rows, status) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = head.textContent;
      const button = make('button', { type: 'button' });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const now = { ascending: 'descending', descending: 'none' }[head.ariaSort] ?? 'ascending';
        for (const each of heads) each.removeAttribute('aria-sort');
        const direction = { ascending: 1, descending: -1 }[now];
        if (direction) head.ariaSort = now;
        table.tBodies[0].append(...(direction ? sorted(rows, column, head.dataset.kind, direction) : rows));
        status.textContent = direction ? `sorted by ${name}, ${now}` : 'in the order of the document';
      });
    });
  }

  document.querySelectorAll('table').forEach((table, at) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < toSort) return;
    const status = make('span', { className: 'unseen', role: 'status' });
    if (rows.length >= toFilter) {
      status.className = 'status';
      const tools = make('div', { className: 'tools' });
      tools.append(...addFilter(rows, table.caption.textContent, `page-filter-${at + 1}`, status), status);
      table.parentElement.before(tools);
    } else table.parentElement.after(status);
    addSorting(table, rows, status);
  });

  // A table that fits needs no scrolling, and so no stop of the Tab key.
  const watch = new ResizeObserver((seen) => {
    // All are measured before any is changed: each look behind a change would lay the page out anew.
    const measured = seen.map(({ target }) => [target, target.scrollWidth <= target.clientWidth]);
    for (const [target, fits] of measured) {
      target.classList.toggle('fits', fits);
      if (fits) target.removeAttribute('tabindex');
      else target.tabIndex = 0;
    }
  });
  for (const region of document.querySelectorAll('.scroll')) watch.observe(region);
})();
