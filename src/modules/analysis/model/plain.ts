/*
 * What the words of a model (or of an editor who rewords them) may not hold: they are text and nothing else. Pure.
 */

export type PlainFault = 'link' | 'markup' | 'control';

const links =
	/\b[a-z][a-z0-9+.-]{1,20}:\/\/|\b(?:javascript|data|mailto|vbscript|tel|file)\s*:|\bwww\.|[\w.+-]+@[\w-]+\.[a-z]{2,}|(?<![\p{L}\p{N}_])(?:[a-z0-9-]+\.)+(?:com|org|net|int|gov|edu|info|io|ai|cn|eu|uk|de|fr|ru|jp|top|xyz|app|dev|example|test|co|me|biz|site|online|shop|link)(?![\p{L}\p{N}])/iu;
const markup =
	/<[a-z/!?]|&(?:#\d|#x|[a-z]{2,8};)|!?\[[^\]]*\]\s*[([]|`|\*\*|__|^\s{0,3}(?:#{1,6}\s|>|[-*+]\s|\d+[.)]\s|\||={3,}|-{3,})|\{\{|\$\{|<\/|\\[([]/imu;
// Control characters, marks that turn the direction or can't be seen, and private use.
const control =
	/[\p{Cc}\p{Co}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;

/** What is wrong with words as plain text of one paragraph; undefined when nothing is. Linear in their length. */
export function plainFault(text: string): PlainFault | undefined {
	const folded = text.normalize('NFKC');
	if (control.test(text)) return 'control';
	if (links.test(folded)) return 'link';
	return markup.test(folded) ? 'markup' : undefined;
}
