// Sorts and filters the tables of a page. Without this script they are complete, in the order of the document.
(() => {
  // Tables with fewer rows cannot be sorted, or filtered.
  const [minSorted, minFiltered] = [4, 15];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' });
  const normalize = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const createElement = (name, properties = {}) => Object.assign(document.createElement(name), properties);

  /** A search field that shows only the rows that contain all its words. */
  function addFilter(rows, title, id, status) {
    const input = createElement('input', { type: 'search', id, autocomplete: 'off' });
    const label = createElement('label', { htmlFor: id, textContent: 'Filter the rows' });
    label.append(createElement('span', { className: 'unseen', textContent: ` of ${title}` }));
    let texts;
    const showCount = () => {
      status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    };
    input.addEventListener('input', () => {
      texts ??= new Map(
        rows.map((row) => [row, normalize([...row.cells].map((cell) => cell.textContent).join(' '))]),
      );
      const words = normalize(input.value).split(/\s+/);
      for (const row of rows) row.hidden = !words.every((word) => texts.get(row).includes(word));
      showCount();
    });
    showCount();
    return [label, input];
  }

  /** The rows sorted by the values or the text of a column; unknown values are last in both directions. */
  function sorted(rows, column, kind, direction) {
    const key = (row) => {
      const cell = row.cells[column];
      const value = kind ? cell.dataset.value : cell.textContent.trim() || undefined;
      return kind === 'number' && value !== undefined ? Number(value) : value;
    };
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const compare = (a, b) => (kind ? Number(a > b) - Number(a < b) : collator.compare(a, b));
    return rows.toSorted((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      return a === undefined || b === undefined
        ? Number(a === undefined) - Number(b === undefined)
        : direction * compare(a, b);
    });
  }

  /** A button in each header: it sorts ascending, then descending, then restores the order of the document. */
  function addSorting(table, rows, status) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = head.textContent;
      const button = createElement('button', { type: 'button' });
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
    if (rows.length < minSorted) return;
    const status = createElement('span', { className: 'unseen', role: 'status' });
    if (rows.length >= minFiltered) {
      status.className = 'status';
      const tools = createElement('div', { className: 'tools' });
      tools.append(...addFilter(rows, table.caption.textContent, `page-filter-${at + 1}`, status), status);
      table.parentElement.before(tools);
    } else table.parentElement.after(status);
    addSorting(table, rows, status);
  });

  // A table that fits does not scroll, so the Tab key skips it.
  const observer = new ResizeObserver((entries) => {
    // All are measured before any is changed, because measuring after a change repeats the layout of the page.
    const measured = entries.map(({ target }) => [target, target.scrollWidth <= target.clientWidth]);
    for (const [target, fits] of measured) {
      target.classList.toggle('fits', fits);
      if (fits) target.removeAttribute('tabindex');
      else target.tabIndex = 0;
    }
  });
  for (const region of document.querySelectorAll('.scroll')) observer.observe(region);
})();
