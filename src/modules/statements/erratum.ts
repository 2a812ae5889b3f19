import { differenceByWords } from '#core/text/index.ts';
import type { StatementText } from './statement.ts';

/** So many characters may be struck and put in as a slip of the pen; more is another text. */
export const mostErratum = 60;

/** Words whose coming or going turns a sentence round, however short they are. */
const turning =
	/\b(not|no|never|none|nor|without|unless|except|must|shall|may|should|will|only|all)\b|不|非|无|未|勿|除外|必须|应当|可以|仅|全部/giu;

export type ErratumFault = 'nothing-changed' | 'too-much' | 'figures-changed' | 'sense-changed';

const figuresIn = (text: string) => (text.match(/\p{N}+/gu) ?? []).join(' ');
const turnsIn = (text: string) => (text.match(turning) ?? []).map((word) => word.toLowerCase()).join(' ');

/**
 * Whether a change can pass as a slip of the pen: short, no figure touched, none of the words that turn a sentence round.
 * Undefined when it can. A rule of thumb that keeps the honest honest: what it lets through stands in a public log. Pure.
 */
export function erratumFault(before: StatementText, after: StatementText): ErratumFault | undefined {
	const [was, is] = [before, after].map(({ title, body }) => `${title}\n\n${body}`) as [string, string];
	if (was === is) return 'nothing-changed';
	const changed = differenceByWords(was, is)
		.filter(({ kind }) => kind !== 'same')
		.reduce((sum, { text }) => sum + text.length, 0);
	if (changed > mostErratum) return 'too-much';
	if (figuresIn(was) !== figuresIn(is)) return 'figures-changed';
	return turnsIn(was) === turnsIn(is) ? undefined : 'sense-changed';
}
