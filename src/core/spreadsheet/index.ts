/* Tables that people open in spreadsheets: CSV and XLSX, written piece by piece and read as texts. */
export { type Cell, looksLikeFormula } from './cell.ts';
export { csvPieces, parseCsv, toCsv } from './csv.ts';
export { readXlsx, WorkbookFault, WorkbookTooLarge } from './read-xlsx.ts';
export { type Sheet, xlsxPieces } from './write-xlsx.ts';
