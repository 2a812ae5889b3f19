import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertBlock, pictureMarkdown, quotationMarkdown } from './insertion.ts';
import { articleLength } from './length.ts';
import { quotations } from './quotations.ts';

test('a block stands behind the line of the caret, before a line whose beginning it is, or at the end', () => {
	const text = 'One.\n\nTwo.';
	expect(insertBlock(text, 'X', 2)).toEqual({ text: 'One.\n\nX\n\nTwo.', caret: 7 });
	expect(insertBlock(text, 'X', 6).text).toBe('One.\n\nX\n\nTwo.');
	expect(insertBlock(text, 'X', 0).text).toBe('X\n\nOne.\n\nTwo.');
	expect(insertBlock(text, 'X').text).toBe('One.\n\nTwo.\n\nX\n');
	expect(insertBlock('', 'X', 0)).toEqual({ text: 'X\n', caret: 1 });
	for (const at of [-1, 99, Number.NaN]) expect(insertBlock(text, 'X', at).text).toBe('One.\n\nTwo.\n\nX\n');
});

test('nothing that was written is lost, wherever a block is put', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: -2, max: 70 }), (text, at) => {
			const put = insertBlock(text, '⌘', at);
			expect(put.text.replace('⌘', '').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
			expect(put.text.slice(0, put.caret).endsWith('⌘')).toBe(true);
		}),
	);
});

test('a quotation is read back as what was said and by whom', () => {
	const text = insertBlock(
		'Before.',
		quotationMarkdown('  We stay.\r\n\r\nAnd go on. ', { name: 'Ann [A] Sample', key: 'ann-sample' }),
	).text;
	expect(quotations(text)).toEqual([
		{ text: 'We stay.\n\nAnd go on.', name: 'Ann [A] Sample', person: 'ann-sample', line: 3 },
	]);
	expect(quotations(quotationMarkdown('我们留下。', { name: '样例' }))[0]).toMatchObject({
		text: '我们留下。',
		name: '样例',
	});
});

test('what readers do not read does not count', () => {
	expect(articleLength(`## Two words\n\n${pictureMarkdown('launch')}\n\n[a link](https://long.example/address)`)).toBe(
		4,
	);
	expect(articleLength('## 会议\n\n共识达成。')).toBe(6);
});
