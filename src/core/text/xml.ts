const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** What XML 1.0 allows nowhere, not even escaped: control characters but tab and line ends, halves of pairs, two others. */
const impossible = /[^\P{Cc}\t\n\r\u0080-\u009f]|\p{Cs}|[\ufffe\uffff]/gu;

/** A text as the content of an element or the value of an attribute; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
	return text.replace(impossible, '').replace(/[&<>"']/g, (found) => entities[found] as string);
}
