export { toCsv } from '#core/spreadsheet/index.ts';
