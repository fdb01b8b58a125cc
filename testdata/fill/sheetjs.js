// Fills forms in with SheetJS; the same jobs and output as libreoffice.py.
// The package's folder is in NODE_PATH.
const fs = require('fs');
const XLSX = require('xlsx');

function area(book, name) {
  const found = book.Workbook.Names.find((n) => n.Name === name && n.Sheet === undefined);
  const cut = found.Ref.lastIndexOf('!');
  const sheet = found.Ref.slice(0, cut).replace(/^'|'$/g, '').replace(/''/g, "'");
  return {sheet: book.Sheets[sheet], range: XLSX.utils.decode_range(found.Ref.slice(cut + 1).replace(/\$/g, ''))};
}

function put(sheet, row, col, value) {
  const at = XLSX.utils.encode_cell({r: row, c: col});
  const old = sheet[at] || {};
  sheet[at] = typeof value === 'number' ? {...old, t: 'n', v: value, w: undefined, f: undefined} : {...old, t: 's', v: value, w: undefined, r: undefined, h: undefined};
  const all = XLSX.utils.decode_range(sheet['!ref']);
  all.e.r = Math.max(all.e.r, row);
  all.e.c = Math.max(all.e.c, col);
  sheet['!ref'] = XLSX.utils.encode_range(all);
}

for (const job of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
  const book = XLSX.readFile(job.form, {cellStyles: true, cellNF: true});
  for (const [name, value] of Object.entries(job.cells)) {
    const {sheet, range} = area(book, name);
    const lines = typeof value === 'string' && range.e.r > range.s.r ? value.split('\n') : [value];
    lines.forEach((line, i) => { if (line !== '') put(sheet, range.s.r + i, range.s.c, line); });
  }
  for (const [name, rows] of Object.entries(job.tables || {})) {
    const {sheet, range} = area(book, name);
    for (const [row, col, value] of rows) put(sheet, range.s.r + row, range.s.c + col, value);
  }
  XLSX.writeFile(book, job.out);
  console.log(JSON.stringify({out: job.out, computed: {}, errors: 0}));
}
console.log(JSON.stringify({program: 'sheetjs ' + XLSX.version}));
