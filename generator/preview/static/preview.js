/* The pages of the preview. No framework: the overview is a table, the draft a list of pieces that are replaced where they differ. */
(function () {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const SEVERITIES = ['错误', '警告', '提示'];
  const FILLERS = ['数字', '原因', '文字'];

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'text') node.textContent = value;
      else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
    return node;
  }

  function say(text, lost) {
    const status = $('status');
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle('lost', Boolean(lost));
  }

  const clock = () => new Date().toTimeString().slice(0, 8);

  /* One stream of events, closed while nobody looks: a browser opens only a few at a time. */
  function listen(address, handlers) {
    let stream = null;
    let fails = 0;
    function open() {
      if (stream) return;
      stream = new EventSource(address());
      stream.onopen = () => { fails = 0; if ($('status').classList.contains('lost')) say('已重新连上'); };
      stream.onerror = () => {
        fails += 1;
        say(fails > 3 ? '预览程序已经结束，这一页不再更新' : '连接断了，正在重连…', true);
        if (stream.readyState === EventSource.CLOSED) { close(); setTimeout(open, 3000); }
      };
      for (const [name, handle] of Object.entries(handlers)) {
        stream.addEventListener(name, (event) => handle(JSON.parse(event.data)));
      }
    }
    function close() { if (stream) stream.close(); stream = null; }
    document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
    open();
    return { again() { close(); open(); } };
  }

  /* ---- overview ---- */

  function overview() {
    const rows = new Map();
    const nodes = new Map();
    let waiting = 0;
    const chosen = () => (document.querySelector('input[name="state"]:checked') || {}).value || '';

    for (const state of ['', '错误', '警告', '无问题', '待核对']) {
      const input = el('input', { type: 'radio', name: 'state', value: state, onchange: filter });
      if (!state) input.checked = true;
      $('states').append(el('label', {}, input, el('span', { 'data-state': state, text: state || '全部' })));
    }
    $('find').addEventListener('input', filter);
    $('built').addEventListener('change', filter);
    $('filters').addEventListener('submit', (event) => event.preventDefault());

    function put(row) {
      rows.set(row.id, row);
      const count = (number) => el('td', { class: number ? 'number' : 'number zero', text: row.state === '待核对' ? '' : number });
      const name = el('td', {}, el('a', { href: '/d/' + row.id, text: row.department }));
      if (row.problem) name.append(el('span', { class: 'why', text: row.problem }));
      const cells = [
        name,
        el('td', { text: row.year }),
        el('td', {}, el('span', { class: 'tag ' + row.state, text: row.state })),
        count(row.errors), count(row.warnings), count(row.hints),
        el('td', { text: row.built, class: row.built === '未生成' ? 'quiet' : '' }),
        el('td', { class: 'label', text: row.label, title: row.label }),
      ];
      let node = nodes.get(row.id);
      if (!node) { node = el('tr', {}); nodes.set(row.id, node); }
      const focused = node.contains(document.activeElement);
      node.replaceChildren(...cells);
      if (focused) node.querySelector('a').focus();
      node.dataset.words = [row.department, row.year, row.label].join(' ').toLowerCase();
      return node;
    }

    function matches(row, words) {
      const text = nodes.get(row.id).dataset.words;
      return (!chosen() || row.state === chosen()) && (!$('built').value || row.built === $('built').value)
        && words.every((word) => text.includes(word));
    }

    function filter() {
      const words = $('find').value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows.values()) {
        const fits = matches(row, words);
        nodes.get(row.id).hidden = !fits;
        shown += fits;
      }
      $('none').hidden = shown > 0;
      $('none').textContent = rows.size ? '没有符合的部门年度，换个词或看“全部”。' : '这个文件夹里还没有部门数据。';
      $('count').textContent = shown === rows.size ? `共${rows.size}个` : `${shown}个，共${rows.size}个`;
      for (const label of document.querySelectorAll('[data-state]')) {
        const state = label.dataset.state;
        const number = state ? [...rows.values()].filter((row) => row.state === state).length : rows.size;
        label.textContent = `${state || '全部'} ${number}`;
      }
      say(waiting || [...rows.values()].some((row) => row.state === '待核对') ? '正在核对…' : '已全部核对');
    }

    let planned = 0;
    function soon() { if (!planned) planned = requestAnimationFrame(() => { planned = 0; filter(); }); }

    function all(data) {
      rows.clear();
      const kept = data.rows.map(put);
      $('rows').replaceChildren(...kept);
      waiting = data.waiting;
      filter();
      document.body.dataset.ready = rows.size;
    }

    fetch('/api/rows').then((answer) => answer.json()).then((data) => {
      $('folder').textContent = data.folder;
      document.title = `${data.folder} · 公开预览`;
      all(data);
      listen(() => '/events', {
        all,
        rows(some) {
          waiting = some.waiting;
          some.rows.forEach((row) => { if (rows.has(row.id)) put(row); });
          soon();
        },
      });
    }).catch(() => say('读不到列表，请重新打开', true));
  }

  /* ---- draft ---- */

  function draft() {
    const entry = location.pathname.split('/').pop();
    let report = new URLSearchParams(location.search).get('r') || '';
    const root = $('host').attachShadow({ mode: 'open' });
    const box = el('div', { class: 'report' });
    const sheets = [el('link', { rel: 'stylesheet', href: '/static/paper.css' })];
    root.append(...sheets, box);
    let version = 0;
    let pieces = [];            /* {id, node} in order */
    const store = new Map();    /* id → HTML of the pieces of this draft */
    let style = '';
    let outline = [];
    let found = null;
    let job = '';

    const query = () => `d=${entry}&r=${encodeURIComponent(report)}`;

    /* -- the sheets of the report: its own inside the frame, its pages outside for printing -- */
    function dress(name) {
      if (name === style) return Promise.resolve();
      const fresh = style === '';
      style = name;
      const inside = el('link', { rel: 'stylesheet', href: `/style/${entry}/paper.css?r=${encodeURIComponent(report)}&s=${name}` });
      const outside = el('link', { rel: 'stylesheet', href: `/style/${entry}/page.css?r=${encodeURIComponent(report)}&s=${name}` });
      const old = [root.querySelector('.own'), document.querySelector('link.own')];
      inside.className = outside.className = 'own';
      const loaded = new Promise((done) => { inside.onload = inside.onerror = done; });
      root.prepend(inside);
      document.head.append(outside);
      return loaded.then(() => { old.forEach((one) => one && one.remove()); if (fresh) fit(); });
    }

    function fit() {
      const room = $('paper').clientWidth - 24;
      const px = 96 / 25.4;
      const look = getComputedStyle($('host'));
      const width = (name, other) => (parseFloat(look.getPropertyValue(name)) || other) * px;
      $('host').style.setProperty('--fit-portrait', Math.min(1, room / width('--width', 210)).toFixed(4));
      $('host').style.setProperty('--fit-landscape', Math.min(1, room / width('--l-width', 297)).toFixed(4));
    }

    function made(id) {
      const mould = document.createElement('template');
      mould.innerHTML = store.get(id) || '';
      return mould.content.firstElementChild || el('p', {});
    }

    /* Put the pieces of a draft in place; those that are there already stay as they are. */
    function lay(data) {
      for (const [id, html] of Object.entries(data.html)) store.set(id, html);
      const pool = new Map();
      for (const piece of pieces) pool.set(piece.id, (pool.get(piece.id) || []).concat(piece.node));
      const fresh = [];
      const next = [];
      const wanted = data.sheets.map((sheet) => sheet.ids.map((id) => {
        const kept = (pool.get(id) || []).shift();
        const node = kept || made(id);
        if (!kept) fresh.push(node);
        next.push({ id, node });
        return node;
      }));
      const used = new Set(next.map((piece) => piece.node));
      for (const piece of pieces) if (!used.has(piece.node)) piece.node.remove();
      data.sheets.forEach((sheet, number) => {
        const section = box.children[number] || box.appendChild(el('section', {}, el('div', { class: 'flow' })));
        if (section.className !== sheet.look) section.className = sheet.look;
        let at = section.firstElementChild.firstChild;
        for (const node of wanted[number]) {
          if (node === at) at = at.nextSibling;
          else section.firstElementChild.insertBefore(node, at);
        }
      });
      while (box.children.length > data.sheets.length) box.lastElementChild.remove();
      const first = pieces.length === 0;
      pieces = next;
      const ids = new Set(next.map((piece) => piece.id));
      for (const id of [...store.keys()]) if (!ids.has(id)) store.delete(id);
      for (const node of fresh) ready(node, !first);
    }

    function ready(node, flash) {
      for (const own of [node, ...node.querySelectorAll('[data-indent]')]) if (own.dataset.indent) own.style.cssText = own.dataset.indent;
      for (const svg of node.querySelectorAll('svg')) svg.setAttribute('tabindex', '0');
      for (const wide of node.querySelectorAll('.scroll')) if (wide.scrollWidth > wide.clientWidth + 2) wide.setAttribute('tabindex', '0');
      if (flash) { node.classList.add('fresh'); setTimeout(() => node.classList.remove('fresh'), 1700); }
    }

    /* What stands at the top of the window stays there, whatever changes above it. */
    function holding(change) {
      const top = 60;
      const index = pieces.findIndex((piece) => piece.node.getBoundingClientRect().bottom > top);
      const held = index < 0 ? null : pieces[index].node;
      const before = held && held.getBoundingClientRect().top;
      change();
      const now = held && (held.isConnected ? held : (pieces[Math.min(index, pieces.length - 1)] || {}).node);
      if (now && window.scrollY > 0) {
        const moved = now.getBoundingClientRect().top - before;
        if (Math.abs(moved) > 0.5) window.scrollBy(0, moved);
      }
    }

    /* Drafts are shown one after the other: each holds only the pieces that the one before did not have. */
    let turn = Promise.resolve();
    function show(data) {
      turn = turn.then(() => dress(data.style)).then(() => put(data));
    }

    function count(data) {
      turn = turn.then(() => paginate(data));
    }

    function put(data) {
      if (data.report !== report && report) return;
      const was = { piece: here && here.piece, figure: here && here.figure };
      holding(() => lay(data));
      version = data.version;
      $('empty').hidden = true;
      $('problem').hidden = true;
      $('department').textContent = data.department + (data.year ? ` ${data.year}` : '');
      document.title = `${data.title} · 公开预览`;
      choices(data);
      contents(data.headings);
      here = null;
      if (was.piece !== undefined && was.piece !== null && pieces[was.piece]) here = { ...was };
      box.setAttribute('data-version', version);
      document.body.dataset.version = version;
      say(`${clock()} 已更新`);
      if (found && found.version === version) mark(found);
    }

    /* -- pages: where each begins and which heading is on it, as the PDF has them -- */
    function paginate(data) {
      if (data.version !== version) return;
      holding(() => {
        for (const old of root.querySelectorAll('.sheet-break')) { const { parentNode } = old; old.remove(); parentNode.normalize(); }
        for (const old of root.querySelectorAll('[data-sheet]')) old.removeAttribute('data-sheet');
        for (const svg of root.querySelectorAll('figure svg')) svg.style.height = '';
        for (const [id, height] of Object.entries(data.lower)) {
          const svg = root.querySelector(`figure[id="${CSS.escape(id)}"] svg`);
          if (svg) svg.style.height = `${height}mm`;
        }
        for (const table of root.querySelectorAll('.table[class*="type-"]')) table.className = table.className.replace(/ ?type-\d+/, '');
        for (const own of data.types) {
          const table = pieces[own.piece] && tables(pieces[own.piece].node)[own.part];
          if (table) table.classList.add(own.type);
        }
        data.starts.forEach(begin);
        for (const link of root.querySelectorAll('.contents:not(.unnumbered) a')) {
          const page = data.of[decodeURIComponent(link.getAttribute('href').slice(1))];
          if (page) link.dataset.page = page; else link.removeAttribute('data-page');
        }
        box.classList.add('paged');
      });
      document.body.dataset.pages = data.count;
      document.body.dataset.paged = version;
      say(`${clock()} 已更新，共${data.count}页`);
      follow();
    }

    /* The tables of a piece: itself, or the parts of a wide one. */
    function tables(node) {
      return node.matches('.table') ? [node, ...node.querySelectorAll('.table')] : [...node.querySelectorAll('.table')];
    }

    /* Let a page begin where the PDF's does, whatever fonts the browser has: with a block, a row, or inside a text. */
    function begin(start) {
      const piece = pieces[start.piece];
      if (!piece) return;
      let node = piece.node;
      if (start.part || start.continued) {
        const part = tables(node)[start.part];
        if (!start.continued) node = part;
        else if (start.row >= 0) node = part.querySelector('tbody').rows[start.row];
        else node = start.characters ? inside(node, start.characters) : null;
      }
      if (node) node.dataset.sheet = start.page;
    }

    /* The line of a contents list that begins after so many characters that are seen, or a break that is put into the text. */
    function inside(block, characters) {
      const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let left = characters;
      while (walk.nextNode()) {
        const text = walk.currentNode;
        for (let at = 0; at < text.length; at += 1) {
          if (/\s/.test(text.data[at])) continue;
          if (left > 0) { left -= 1; continue; }
          const line = text.parentElement.closest('li, header > p');
          if (line && block.contains(line) && line !== block && line.textContent.trimStart().startsWith(text.data.slice(at, at + 12))) return line;
          const rest = at ? text.splitText(at) : text;
          return rest.parentNode.insertBefore(el('span', { class: 'sheet-break' }), rest);
        }
      }
      return null;
    }

    function choices(data) {
      const select = $('report');
      const names = data.reports.map((one) => one.name).join();
      if (select.dataset.names !== names) {
        select.replaceChildren(...data.reports.map((one) => el('option', { value: one.name, text: one.title })));
        select.dataset.names = names;
      }
      select.value = data.report;
    }

    /* -- contents -- */
    function contents(headings) {
      const text = JSON.stringify(headings);
      if (contents.last !== text) {
        contents.last = text;
        $('toc').replaceChildren(...headings.map((one) => el('li', { class: 'd' + one.depth },
          el('a', { href: '#' + one.id, 'data-id': one.id, text: one.text.replace(/\s+/g, ' ') }))));
      }
      outline = headings.map((one) => ({ node: root.getElementById(one.id), link: $('toc').querySelector(`[data-id="${CSS.escape(one.id)}"]`) }))
        .filter((one) => one.node);
      follow();
    }

    function follow() {
      const line = 130;
      let low = 0;
      let high = outline.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (outline[middle].node.getBoundingClientRect().top <= line) low = middle + 1; else high = middle;
      }
      const now = outline[Math.max(0, low - 1)];
      const old = $('toc').querySelector('[aria-current]');
      if (!now || old === now.link) return;
      if (old) old.removeAttribute('aria-current');
      now.link.setAttribute('aria-current', 'location');
      const panel = document.querySelector('.toc');
      const { top, bottom } = now.link.getBoundingClientRect();
      const edge = panel.getBoundingClientRect();
      if (top < edge.top + 30 || bottom > edge.bottom - 30) panel.scrollTop += top - edge.top - panel.clientHeight / 3;
    }

    let asked = 0;
    addEventListener('scroll', () => { if (!asked) asked = requestAnimationFrame(() => { asked = 0; follow(); }); }, { passive: true });
    addEventListener('resize', () => holding(fit));
    $('toc').addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (link) { event.preventDefault(); goto(link.dataset.id); }
    });
    root.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link) { event.preventDefault(); goto(decodeURIComponent(link.getAttribute('href').slice(1))); }
    });

    function goto(id) {
      const node = root.getElementById(id);
      if (!node) return;
      node.scrollIntoView({ block: 'start' });
      node.setAttribute('tabindex', '-1');
      node.focus({ preventScroll: true });
    }

    /* -- figures: click, arrows, where they come from -- */
    let here = null;             /* {piece, figure} whose source is shown */
    let current = null;          /* the figure that the keyboard stands on */

    const figure = (piece, number) => pieces[piece] && pieces[piece].node.querySelector(`data[value="${number}"]`);
    const pieceOf = (node) => pieces.findIndex((piece) => piece.node.contains(node));

    function stand(data, focus) {
      if (current && current !== data) { current.removeAttribute('tabindex'); current.removeAttribute('role'); }
      current = data;
      data.setAttribute('tabindex', '0');
      data.setAttribute('role', 'button');
      if (focus) data.focus({ preventScroll: true });
    }

    function ask(data) {
      const piece = pieceOf(data);
      if (piece < 0) return;
      stand(data, true);
      source(piece, Number(data.getAttribute('value')), [], data.textContent);
    }

    root.addEventListener('click', (event) => {
      const data = event.target.closest('data');
      const svg = event.target.closest('svg');
      if (data) ask(data);
      else if (svg) source(pieceOf(svg), -1, [], '');
    });
    root.addEventListener('keydown', (event) => {
      const target = event.composedPath()[0];
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (target.localName === 'data') {
        if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); ask(target); }
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) {
          event.preventDefault();
          const all = [...box.querySelectorAll('data')];
          const next = all[all.indexOf(target) + step];
          if (next) { stand(next, true); next.scrollIntoView({ block: 'nearest' }); }
        }
      } else if (target.localName === 'svg' && event.key === 'Enter') source(pieceOf(target), -1, [], '');
    });

    function source(piece, number, steps, text) {
      if (piece < 0) return;
      here = { piece, figure: number };
      for (const old of box.querySelectorAll('.here')) old.classList.remove('here');
      const data = number >= 0 && figure(piece, number);
      if (data) data.classList.add('here');
      const trail = steps.map((step) => step.index).join('.');
      fetch(`/api/source?${query()}&v=${version}&b=${piece}&n=${number}&p=${trail}`).then((answer) => {
        if (answer.ok) return answer.json();
        return answer.text().then((said) => { throw new Error(said); });
      }).then((told) => tell(told, piece, number, steps, text)).catch((error) => {
        $('sourcebody').replaceChildren(el('p', { class: 'quiet', text: error.message || '读不到出处' }));
      });
    }

    function tell(told, piece, number, steps, text) {
      const nodes = [];
      if (steps.length) {
        const trail = [{ name: steps[0].from }, ...steps];
        nodes.push(el('p', { class: 'path' }, ...trail.slice(0, -1).map((one, depth) => el('button', {
          type: 'button', text: one.name || '这个数', onclick: () => source(piece, number, steps.slice(0, depth), text),
        }))));
      }
      const value = steps.length ? told.value : text;
      if (value) nodes.push(el('p', { class: 'value', text: value }));
      nodes.push(el('p', { class: 'what' }, told.name || '这段文字', el('span', { class: 'kind', text: told.kind })));
      if (told.expression) nodes.push(el('p', { text: `算法：${told.expression}` }));
      if (told.place && told.place.file) {
        nodes.push(el('p', { class: 'file' }, el('b', { text: told.place.file }), ` 第${told.place.line}行第${told.place.column}列`));
        if (told.place.path) nodes.push(el('p', { class: 'quiet', text: `字段：${told.place.path}` }));
        if (told.excerpt) nodes.push(el('code', { class: 'excerpt', text: told.excerpt }));
      } else if (told.place) nodes.push(el('p', { class: 'quiet', text: `字段：${told.place.path}` }));
      if (told.operands.length) {
        nodes.push(el('ul', { class: 'parts' }, ...told.operands.map((one, index) => el('li', {}, el('button', {
          type: 'button',
          onclick: () => source(piece, number, steps.concat({ index, name: one.name, from: steps.length ? steps[0].from : told.name }), text),
        }, el('span', { text: one.name }), el('span', { class: 'n', text: one.value }))))));
        if (told.more) nodes.push(el('p', { class: 'quiet', text: `还有${told.more}个数没有列出` }));
      }
      if (told.template) nodes.push(el('p', { class: 'template quiet', text: `模板：${told.template.file} 第${told.template.line}行` }));
      const inside = $('sourcebody').contains(document.activeElement);
      $('sourcebody').replaceChildren(...nodes);
      $('source').scrollTop = 0;
      if (inside) $('source').focus();
    }

    /* -- findings -- */
    function mark(data) {
      found = data;
      if (data.version !== version) return;
      for (const old of box.querySelectorAll('.错误, .警告, .提示')) old.classList.remove(...SEVERITIES);
      [...data.findings].reverse().forEach((one) => {
        if (!one.marked) return;
        for (const [piece, number] of one.figures) {
          if (!pieces[piece]) continue;
          for (const node of pieces[piece].node.querySelectorAll(`data[value="${number}"]`)) {
            node.classList.remove(...SEVERITIES);
            node.classList.add(one.severity);
          }
        }
      });
      list(data);
      document.body.dataset.found = data.version + (data.whole ? ' whole' : '');
    }

    function list(data) {
      const blanks = data.blanks || [];
      const text = JSON.stringify([data.findings, blanks, data.errors, data.whole]);
      if (list.last === text) return;
      list.last = text;
      const nodes = [];
      for (const error of data.errors) nodes.push(problemNode(error));
      if (blanks.length) {
        nodes.push(el('h3', {}, el('span', { class: 'tag 错误', text: `待填 ${blanks.length}` })));
        for (const filler of FILLERS) {
          const group = blanks.filter((one) => one.filler === filler);
          if (group.length) nodes.push(el('h4', { class: 'filler', text: `${filler} ${group.length}` }), el('ol', { class: 'blanks' }, ...group.map(blankNode)));
        }
      }
      for (const severity of SEVERITIES) {
        const group = data.findings.filter((one) => one.severity === severity && one.rule !== '待填');
        if (group.length) {
          nodes.push(el('h3', {}, el('span', { class: 'tag ' + severity, text: `${severity} ${group.length}` })));
          nodes.push(el('ol', {}, ...group.map(findingNode)));
        }
      }
      if (!nodes.length) nodes.push(el('p', { class: 'quiet', text: data.whole ? '没有发现问题。' : '正在核对…' }));
      $('findings').replaceChildren(...nodes);
    }

    function findingNode(one) {
      return going(one, one.message, one.other ? `；对照：${one.other}` : '', one.remedy);
    }

    /* A field that the report asks for: what it is, and where the draft waits for it. */
    function blankNode(one) {
      return going(one, one.name + (one.unit ? `（${one.unit}）` : ''), '', one.description === one.name ? '' : one.description);
    }

    function going(one, words, more, remedy) {
      const where = one.file ? `${one.file} 第${one.line}行${one.path ? '，' + one.path : ''}` : one.path;
      const button = el('button', { type: 'button', 'aria-pressed': 'false' }, el('span', { text: words }),
        el('span', { class: 'at', text: where + more }), remedy && el('span', { class: 'remedy', text: remedy }));
      let turn = 0;
      button.addEventListener('click', () => {
        for (const other of $('findings').querySelectorAll('[aria-pressed="true"]')) other.setAttribute('aria-pressed', 'false');
        button.setAttribute('aria-pressed', 'true');
        const spot = one.figures[turn % Math.max(1, one.figures.length)];
        turn += 1;
        const data = spot && figure(...spot);
        if (!data) { say('它不在印出的数上，请看数据文件'); return; }
        data.scrollIntoView({ block: 'center', inline: 'nearest' });
        ask(data);
        if (one.figures.length > 1) say(`第${(turn - 1) % one.figures.length + 1}处，共${one.figures.length}处`);
      });
      return el('li', {}, button);
    }

    function problemNode(one) {
      const where = one.file ? `${one.file}${one.line ? ` 第${one.line}行` : ''}${one.column ? `第${one.column}列` : ''}` : '';
      return el('li', {}, where && el('p', { class: 'where', text: where }), el('p', { text: one.message }),
        one.excerpt && el('code', { class: 'excerpt', text: one.excerpt }), one.remedy && el('p', { class: 'remedy', text: one.remedy }));
    }

    function problem(errors) {
      $('problem').replaceChildren(
        el('h2', { text: version ? `有${errors.length}处读不懂：下面还是上一次能读的稿子` : `有${errors.length}处读不懂，还不能成稿` }),
        el('ol', {}, ...errors.map(problemNode)));
      $('problem').hidden = false;
      $('empty').hidden = true;
      if (!version) { $('department').textContent = '读不懂'; $('findings').replaceChildren(el('p', { class: 'quiet', text: '读懂以后才能核对。' })); }
      say(`${clock()} 没有更新：数据或模板有错`);
      document.body.dataset.problem = errors.length;
    }

    /* -- files and printing -- */
    function make(formats, purpose) {
      $('formats').hidden = true;
      $('make').setAttribute('aria-expanded', 'false');
      const body = JSON.stringify({ d: entry, r: report, formats, draft: $('asdraft').checked, purpose });
      fetch('/api/build', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then((answer) => (answer.ok
        ? answer.json() : answer.text().then((said) => { throw new Error(said); }))).then((data) => { job = data.job; }).catch((error) => {
        work({ id: '', text: error.message, state: '没有做成', steps: 1, done: 1, files: [], errors: [], notes: [] });
      });
    }

    function work(data) {
      $('job').hidden = false;
      $('job').dataset.state = data.state;
      $('jobtext').textContent = data.state === '进行' ? `正在生成：${data.text}…` : data.state === '完成' ? '做好了：' : '没有做成';
      $('jobtext').classList.toggle('bad', data.state === '没有做成');
      $('jobbar').hidden = data.state !== '进行';
      $('jobbar').max = data.steps;
      $('jobbar').value = data.done;
      const items = data.files.map((file) => el('li', {}, el('a', { href: file.url, download: file.name, text: file.name + (file.pages && file.format === 'pdf' ? `（${file.pages}页）` : '') })));
      if (!data.id) items.push(el('li', { text: data.text }));
      for (const error of data.errors) items.push(el('li', { class: 'bad', text: [error.file && `${error.file} 第${error.line}行`, error.message, error.remedy].filter(Boolean).join('；') }));
      for (const note of data.notes) items.push(el('li', { class: 'quiet', text: note }));
      $('jobfiles').replaceChildren(...items);
      if (data.state === '完成' && data.purpose === 'print' && data.id === job) paper(data.files[0]);
    }

    function paper(file) {
      job = '';
      const old = $('printing');
      if (old) old.remove();
      const frame = el('iframe', { id: 'printing', class: 'hidden', title: '打印', src: file.url + '?inline', 'aria-hidden': 'true', tabindex: '-1' });
      const open = () => $('jobfiles').append(el('li', {}, el('a', { href: file.url + '?inline', target: '_blank', rel: 'noopener', text: '打开 PDF 再打印' })));
      frame.addEventListener('load', () => {
        try { frame.contentWindow.focus(); frame.contentWindow.print(); document.body.dataset.printed = file.url; } catch (error) { /* shown below */ }
      });
      document.body.append(frame);
      open();
    }

    $('print').addEventListener('click', () => make(['pdf'], 'print'));
    $('make').addEventListener('click', () => {
      const open = $('formats').hidden;
      $('formats').hidden = !open;
      $('make').setAttribute('aria-expanded', String(open));
    });
    $('formats').addEventListener('click', (event) => {
      const button = event.target.closest('[data-formats]');
      if (button) { make(button.dataset.formats.split(','), ''); $('make').focus(); }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !$('formats').hidden) { $('make').click(); $('make').focus(); }
    });
    document.addEventListener('click', (event) => {
      if (!$('formats').hidden && !event.target.closest('.menu')) $('make').click();
    });
    $('jobclose').addEventListener('click', () => { $('job').hidden = true; });
    $('paper').addEventListener('focus', () => {
      const first = box.querySelector('data');
      if (!current && first) stand(first, false);
    });
    $('report').addEventListener('change', () => {
      report = $('report').value;
      history.replaceState(null, '', `?r=${encodeURIComponent(report)}`);
      pieces = []; store.clear(); box.replaceChildren(); box.classList.remove('paged'); style = ''; version = 0; found = null; here = null; current = null; contents.last = '';
      $('empty').hidden = false;
      $('sourcebody').replaceChildren(el('p', { class: 'quiet', text: '点稿子里的数，看它从哪里来。' }));
      scrollTo(0, 0);
      stream.again();
    });

    const stream = listen(() => `/events?${query()}`, { draft: show, pages: count, findings: mark, problem, job: work });
  }

  if (document.body.dataset.page === 'overview') overview(); else draft();
})();
