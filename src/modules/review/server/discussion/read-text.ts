import type { Context } from '#core/context/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { markMentions, mentionedIn } from '../../mention.ts';
import { namesHere, type PersonHere } from './names-here.ts';
import type { OpenDiscussion } from './open-discussion.ts';

const mostText = 20_000;

/** What was typed, with marks in place of names, and who is mentioned: all by their places, and those in this text. */
export interface ReadText {
	text: string;
	people: PersonHere[];
	mentioned: PersonHere[];
}

/**
 * Reads what somebody typed into a discussion.
 * @param before who stands at which place in earlier versions
 * @throws Refusal `invalid` at `text` (`post-empty`, `too-many-characters`)
 */
export async function readText(
	ctx: Context,
	open: OpenDiscussion,
	typed: string,
	before: readonly PersonHere[] = [],
): Promise<ReadText> {
	const clean = cleanText(typed, { lines: true });
	if (clean === '') throw invalid([{ path: 'text', code: 'post-empty' }]);
	if (clean.length > mostText) {
		const params = { characters: clean.length, max: mostText };
		throw invalid([{ path: 'text', code: 'too-many-characters', params }]);
	}
	const { mentionable } = await namesHere(ctx, open, 'en');
	const { text, people } = markMentions(
		clean,
		mentionable.map(({ handles, ...one }) => ({ person: keyOf(one), handles })),
		before.map(keyOf),
	);
	return { text, people: people.map(ofKey), mentioned: mentionedIn(text, people).map(ofKey) };
}

function keyOf({ person, role }: PersonHere): string {
	return `${role}:${person}`;
}

function ofKey(key: string): PersonHere {
	const at = key.indexOf(':');
	return { role: key.slice(0, at) as PersonHere['role'], person: key.slice(at + 1) };
}
