import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Mentionable, markMentions, mentionedIn, textParts, typedText } from './mention.ts';

const among: Mentionable[] = [
	{ person: 'p1', handles: ['B'] },
	{ person: 'p2', handles: ['C', 'Mira Halden'] },
	{ person: 'p3', handles: ['Mira Halden-Berg', '林一鸣'] },
];
const people = (typed: string, of = among) => {
	const { text, people } = markMentions(typed, of);
	return mentionedIn(text, people);
};

describe('mentions', () => {
	test('are found by letter and by name, in any case, the longest first, also where Chinese writes on', () => {
		expect(people('@B what do you think?')).toEqual(['p1']);
		expect(people('I agree with @b, and @mira halden.')).toEqual(['p1', 'p2']);
		expect(people('@Mira Halden-Berg')).toEqual(['p3']);
		expect(people('请＠林一鸣看一下，@B也看')).toEqual(['p3', 'p1']);
	});

	test('are none within words and addresses, nor where two share a name', () => {
		expect(people('mail a@b.example, @Bob and @B2 and B')).toEqual([]);
		expect(people('@Same', [...among, { person: 'x', handles: ['same'] }, { person: 'y', handles: ['SAME'] }])).toEqual(
			[],
		);
	});

	test('leave nothing of the name in the text', () => {
		const { text } = markMentions('Thanks @Mira Halden, 林一鸣 is not marked', among);
		expect(text).not.toContain('Mira');
		expect(textParts(text)).toEqual([{ text: 'Thanks ' }, { place: 0 }, { text: ', 林一鸣 is not marked' }]);
	});

	test('a mark that somebody typed is no mark', () => {
		const { text, people: all } = markMentions('\uE0000\uE001 and \uE0007\uE001', among);
		expect(text).toBe('0 and 7');
		expect(all).toEqual([]);
	});

	test('edited, everybody keeps his place, and who was taken out is mentioned no more', () => {
		const first = markMentions('@B and @C', among);
		const second = markMentions('@C and @林一鸣', among, first.people);
		expect(second.people).toEqual(['p1', 'p2', 'p3']);
		expect(mentionedIn(second.text, second.people)).toEqual(['p2', 'p3']);
		expect(typedText(second.text, (place) => among[place]?.handles[0] ?? '')).toBe('@C and @Mira Halden-Berg');
	});

	test('typing what is shown for editing again gives the same text', () => {
		const word = fc.constantFrom('@B', '@C', '@Mira Halden', '@林一鸣', 'x', ' ', '。', '\n', '@', 'B', 'é', '-');
		fc.assert(
			fc.property(fc.array(word, { maxLength: 30 }), (words) => {
				const once = markMentions(words.join(''), among);
				const shown = typedText(once.text, (place) => {
					return among.find(({ person }) => person === once.people[place])?.handles[0] ?? '';
				});
				const again = markMentions(shown, among, once.people);
				expect(mentionedIn(again.text, again.people)).toEqual(
					expect.arrayContaining(mentionedIn(once.text, once.people)),
				);
			}),
		);
	});
});
