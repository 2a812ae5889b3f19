import { isEmail } from '#core/text/email.ts';
import { cleanText } from '#core/text/clean.ts';

/** Somebody in a list of people to invite. */
export interface Invited {
	/** From 1. */
	line: number;
	name: string;
	email: string;
}

export interface InvitedProblem {
	line: number;
	code: 'not-an-address' | 'no-name' | 'twice';
	excerpt: string;
}

/** So many are invited at once. */
export const mostInvited = 500;

/**
 * Reads a list of people as committees keep them, one a line: `Lin Wei <lin@gulf.example>`, `Lin Wei, lin@gulf.example`,
 * cells of a table in any order, or an address alone where a name is not asked. Empty lines and a head are passed over. Pure.
 */
export function readInvitedList(text: string): { people: Invited[]; problems: InvitedProblem[] } {
	const people: Invited[] = [];
	const problems: InvitedProblem[] = [];
	const seen = new Set<string>();
	text.split(/\r\n?|\n/).forEach((raw, i) => {
		const line = i + 1;
		const whole = cleanText(raw.replace(/\t/g, ','), { lines: false });
		if (whole === '') return;
		const excerpt = whole.slice(0, 80);
		const found = /[^\s<>,;"'，；()（）]+@[^\s<>,;"'，；()（）]+/u.exec(whole);
		if (!found) {
			// The head of a table names its columns.
			if (line === 1 && /name|mail|姓名|邮箱/i.test(whole)) return;
			problems.push({ line, code: 'not-an-address', excerpt });
			return;
		}
		const email = found[0].replace(/[.:]+$/, '').toLowerCase();
		if (!isEmail(email)) {
			problems.push({ line, code: 'not-an-address', excerpt });
			return;
		}
		const rest = whole.slice(0, found.index) + whole.slice(found.index + found[0].length);
		const name = cleanText(rest.replace(/[<>"()（）]/gu, ' ').replace(/[,;，；]+/gu, ' '), { lines: false }).slice(
			0,
			120,
		);
		if (!/\p{L}/u.test(name)) problems.push({ line, code: 'no-name', excerpt });
		else if (seen.has(email)) problems.push({ line, code: 'twice', excerpt });
		else {
			seen.add(email);
			people.push({ line, name, email });
		}
	});
	return { people, problems };
}
