/** Endings of domains that programs for mail make links of by themselves, in which no name of a person or office ends. */
const endings =
	'com|net|org|edu|gov|io|cn|ru|info|xyz|top|shop|site|online|dev|app|zip|link|click|biz|example|museum|me|co|tk|cc|ly|gl';
const link = new RegExp(
	String.raw`https?:|www\.|:\/\/|\b[\p{L}\p{N}-]+\.(${endings})\b|\.\p{L}{2,}\/|\S@[\p{L}\p{N}-]+\.\p{L}`,
	'iu',
);

/**
 * Whether a text holds what a program for mail would make a link or an address of: full-width and ideographic stops are
 * stops to it, as to the DNS (UTS 46). Pure.
 */
export function looksLikeLink(text: string): boolean {
	return link.test(text.normalize('NFKC').replaceAll('。', '.'));
}
