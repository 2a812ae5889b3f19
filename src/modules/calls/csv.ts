/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly: with a byte order mark, so that Chinese is read as UTF-8, and
 * with nothing that they would run as a formula.
 */
export function toCsv(
	header: readonly string[],
	rows: readonly (readonly (string | number | boolean | null)[])[],
): string {
	const line = (cells: readonly (string | number | boolean | null)[]) => cells.map(cell).join(',');
	return `\ufeff${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

function cell(value: string | number | boolean | null): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	// A leading apostrophe is what spreadsheets themselves write before a text that looks like a formula.
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
