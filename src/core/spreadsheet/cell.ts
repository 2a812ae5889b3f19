/** What stands in a cell of a table. */
export type Cell = string | number | boolean | null;

/** A text that a spreadsheet would run as a formula. */
export function looksLikeFormula(text: string): boolean {
	return /^[=+\-@\t\r＝＋－＠]/u.test(text);
}
