import { expect, it } from 'vitest';
import { paperOf } from './paper.ts';

const a4 = { width: 595.276, height: 841.89 };
const letter = { width: 612, height: 792 };

it('knows paper upright and lying, and as programs round it', () => {
	expect(paperOf([a4])).toBe('a4');
	expect(paperOf([{ width: 842, height: 595 }, a4])).toBe('a4');
	expect(paperOf([letter])).toBe('letter');
	expect(paperOf([a4, letter])).toBe('other');
	expect(paperOf([{ width: 595, height: 792 }])).toBe('other');
	expect(paperOf([])).toBe('other');
});
