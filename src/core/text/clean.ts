/**
 * Text as typed, made storable: one kind of line end, composed accents, no control characters (PostgreSQL keeps no NUL,
 * JSON no half surrogate), no spaces around it. With `lines: false` line breaks become spaces.
 */
export function cleanText(text: string, options: { lines: boolean }): string {
	const wellFormed = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
	const lineEnds = wellFormed.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').normalize('NFC');
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	const printable = lineEnds.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g, '');
	return (options.lines ? printable : printable.replace(/\s+/gu, ' ')).trim();
}
