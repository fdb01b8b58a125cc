// Fills forms in with exceljs; the same jobs and output as libreoffice.py.
// The package's folder is in NODE_PATH.
const fs = require('fs');
const path = require('path');
const ExcelJS = require('exceljs');

function area(book, name) {
  const ref = book.definedNames.getRanges(name).ranges[0];
  const cut = ref.lastIndexOf('!');
  const sheet = book.getWorksheet(ref.slice(0, cut).replace(/^'|'$/g, '').replace(/''/g, "'"));
  const cell = sheet.getCell(ref.slice(cut + 1).replace(/\$/g, '').split(':')[0]);
  return {sheet, row: cell.fullAddress.row, col: cell.fullAddress.col, many: ref.slice(cut + 1).includes(':')};
}

(async () => {
  for (const job of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(job.form);
    for (const [name, value] of Object.entries(job.cells)) {
      const {sheet, row, col, many} = area(book, name);
      const lines = typeof value === 'string' && many ? value.split('\n') : [value];
      lines.forEach((line, i) => { if (line !== '') sheet.getCell(row + i, col).value = line; });
    }
    for (const [name, rows] of Object.entries(job.tables || {})) {
      const {sheet, row, col} = area(book, name);
      for (const [r, c, value] of rows) sheet.getCell(row + r, col + c).value = value;
    }
    await book.xlsx.writeFile(job.out);
    console.log(JSON.stringify({out: job.out, computed: {}, errors: 0}));
  }
  const main = require.resolve('exceljs');
  const meta = JSON.parse(fs.readFileSync(path.join(main.slice(0, main.lastIndexOf('node_modules')), 'node_modules', 'exceljs', 'package.json'), 'utf8'));
  console.log(JSON.stringify({program: 'exceljs ' + meta.version}));
})();
